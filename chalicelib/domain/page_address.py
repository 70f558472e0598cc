"""Addresses of pages, compared the way a team writes them down: "/pricing", "shop.example/cart", "*.pdf".

`targeting_patterns.py` writes the same as patterns for the page; both are held to
`tests/vectors/targeting.json` and to generated cases. Letters are compared without case in ASCII only,
which is all that an address as browsers give it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote_to_bytes

PARTS = re.compile(r"([a-z][a-z0-9+.-]*://)?([^/?#]*)([^?#]*)(\?[^#]*)?", re.IGNORECASE)
SCHEME = "://"
UPPER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
STAYS = "!#$%&'()*+,/:;=?@[]~|^\\"  # what the URL Standard leaves in a path, and % of what is encoded


def folded(text: str) -> str:
    """In small letters, as far as ASCII goes."""
    return text.translate(UPPER)


def as_in_address(written: str) -> str:
    """What somebody wrote, as browsers write it in an address: "/größe" is "/gr%C3%B6%C3%9Fe"."""
    return quote(written.strip(), safe=STAYS, errors="replace")


def is_page(value: str, address: str) -> bool:
    """Whether `address` is the page `value`. Without "?" in `value` any query will do.

    A slash at the end makes no difference.
    """
    return _bare(value, whole="?" in value) == _bare(_seen_by(value, address), whole="?" in value)


def contains(value: str, address: str) -> bool:
    """Whether `value` stands anywhere in the address before "#"."""
    return folded(value) in folded(address.partition("#")[0])


def begins_with(value: str, address: str) -> bool:
    """Whether the address, or its path when `value` is one, begins with `value`."""
    return folded(_seen_by(value, address)).startswith(folded(value))


def matches(pattern: str, address: str) -> bool:
    """Whether the address is as `pattern` says, where `*` stands for anything, also for nothing."""
    first, *rest = folded(pattern).split("*")
    seen = folded(_seen_by(pattern, address))
    if not rest:
        return seen == first
    last, middle = rest[-1], rest[:-1]
    if not seen.startswith(first) or len(seen) < len(first) + len(last) or not seen.endswith(last):
        return False
    seen = seen[len(first) : len(seen) - len(last)]
    for piece in middle:
        before, found, seen = seen.partition(piece) if piece else ("", "*", seen)
        if not found:
            return False
    return True


def parameters(address: str) -> Iterator[tuple[str, str]]:
    """Names and values of the query, decoded as application/x-www-form-urlencoded (WHATWG URL)."""
    query = address.partition("#")[0].partition("?")[2]
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if pair:
            yield _decoded(name), _decoded(value)


def _decoded(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8", "replace")


def _seen_by(value: str, address: str) -> str:
    """The part of the address that `value` speaks of: all of it, without scheme, or from the path on."""
    found = PARTS.match(address)
    scheme, host, path, query = found.groups(default="") if found else ("", "", "", "")
    if value.startswith("/"):
        return f"{path or '/'}{query}"
    return f"{scheme if SCHEME in value else ''}{host}{path or '/'}{query}"


def _bare(address: str, *, whole: bool) -> str:
    page, _, query = folded(address).partition("#")[0].partition("?")
    return page.rstrip("/") + (f"?{query}" if whole else "")
