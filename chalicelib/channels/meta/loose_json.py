"""JSON of which nothing is known: each function takes any value and gives what is wanted, or nothing."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence

MOST_OF_AN_ID = 400  # characters; what is longer is kept as its hash
MOST_OF_A_LINK = 4_000
LARGEST_NUMBER = 1e30  # neither id nor time nor price is larger; Python refuses to write out very large ones
DEEPEST_WORDS = 4


def fields(value: object) -> Mapping[str, object]:
    """The value if it is an object, else one without fields."""
    return value if isinstance(value, dict) else {}


def members(value: object) -> Sequence[object]:
    """The members of a list. An object counts as a list of one: Meta's examples are not always exact."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) else []


def all_members(value: object) -> Sequence[object]:
    """The same, also of lists within the list: what is told together is not lost in one more of them."""
    if not isinstance(value, list):
        return members(value)
    lists = (all_members(one) if isinstance(one, list) else [one] for one in value)
    return [one for members_of in lists for one in members_of]


def inside(value: object, *path: str) -> object:
    """What stands under the names of `path`, one inside the other; `None` if any is missing."""
    for name in path:
        value = fields(value).get(name)
    return value


def first(value: object, *names: str) -> object:
    """The first of the fields that holds anything."""
    of = fields(value)
    return next((of[name] for name in names if of.get(name) not in (None, "", [], {})), None)


def words(value: object) -> str:
    """A text or a number as text that can be stored: no NUL, half characters replaced. Else ""."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = value if isinstance(value, str) else _number(value)
    text = text.replace("\0", "")
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _number(value: float) -> str:
    """Ids come as numbers too, and some programs on the way write those as 1.2e+16."""
    if not abs(value) < LARGEST_NUMBER:
        return ""
    return str(int(value)) if value == int(value) else str(value)


def identifier(value: object) -> str:
    """An id, given as text or number; short enough to be part of a key."""
    text = words(value).strip()
    if len(text) <= MOST_OF_AN_ID:
        return text
    return fingerprint(text)


def link(value: object) -> str:
    """An address of the web, else ""."""
    text = words(value).strip()
    is_link = text[:8].lower().startswith(("https://", "http://")) and len(text) <= MOST_OF_A_LINK
    return text if is_link else ""


def flag(value: object) -> bool:
    """True for true, and for the texts and numbers that mean it."""
    return value is True or (isinstance(value, str | int) and str(value).lower() in ("true", "1"))


def whole(value: object) -> int:
    """A number that is not negative; 0 for everything else."""
    text = words(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def decimal(value: object) -> float | None:
    """A finite number, also written as text."""
    try:
        number = float(words(value)[:40])
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def plain_words(value: object, depth: int = DEEPEST_WORDS) -> str:
    """Anything in one line: members with commas, fields as "name: value"."""
    if depth == 0:
        return ""
    if isinstance(value, list):
        told = [plain_words(one, depth - 1) for one in value]
    elif isinstance(value, dict):
        told = plain_lines(value, depth)
    elif isinstance(value, bool):
        return "yes" if value else "no"
    else:
        return words(value)
    return ", ".join(one for one in told if one)


def plain_lines(value: object, depth: int = DEEPEST_WORDS) -> list[str]:
    """The fields of an object, "name: value" each; those without a value are left out."""
    told = ((words(name), plain_words(inner, depth - 1)) for name, inner in fields(value).items())
    return [f"{name}: {inner}" for name, inner in told if inner]


def fingerprint(*values: object) -> str:
    """The same for the same values, whatever the order of fields in them."""
    same = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return f"#{hashlib.sha256(same.encode()).hexdigest()}"
