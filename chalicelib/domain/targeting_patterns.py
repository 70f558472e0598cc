"""Who sees a chatflow, written as patterns (regular expressions of JavaScript) for the page to try.

`chalicelib/domain/targeting.py` says what each line asks. Every visitor of a site loads the launcher, so it
knows none of that: it tries patterns on what it knows of a page view
(`web/widget/src/targeting/targeting.ts`). `tests/vectors/` holds both to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from chalicelib.domain.page_address import SCHEME, as_in_address
from chalicelib.domain.targeting import Line, Targeting, words_of

SPECIAL = re.compile(r"[\\^$.*+?()\[\]{}|/]")
ITS_SCHEME = r"(?:[a-z][a-z0-9+.-]*:\/\/)?"
STAYS_IN_QUERY = frozenset(b"*-._0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Pattern(NamedTuple):
    """True where `pattern` is found in what is known as `fact`; `flags` are those of JavaScript's `RegExp`.

    Facts are those of `targeting.Facts`, by the names that lines have for them, as text. Addresses are there
    twice: as they are, `url` and `referrer`, and as `page` and `from`, without "#" and with the slash behind
    the site. `query` is in the one form that `URLSearchParams` writes.
    """

    fact: str
    pattern: str
    flags: str = "i"


ALWAYS = Pattern("url", "")
NEVER = Pattern("url", "(?!)")


def patterns_of(targeting: Targeting) -> list[list[Pattern]]:
    """Groups, of which all patterns of one have to be true; the exceptions are in each, turned round.

    A line that is not understood, written by newer code, is never true.
    """
    exceptions = [_not(pattern_of(line)) for line in targeting.exceptions]
    groups = [[*map(pattern_of, group), *exceptions] for group in targeting.groups]
    return [[pattern for pattern in group if pattern != ALWAYS] for group in groups]


def pattern_of(line: Line) -> Pattern:
    """What is found wherever `targeting.is_true`, and nowhere else."""
    write = WRITERS.get((line.field, line.test))
    return write(line) if write else NEVER


def _not(asked: Pattern) -> Pattern:
    anywhere = "" if asked.pattern.startswith("^") else "[^]*"
    return asked._replace(pattern=f"^(?!{anywhere}{asked.pattern})")


def _literal(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text)


def _once(pattern: str, name: str) -> str:
    """What it finds first, whatever follows. Trying no other way is what keeps patterns fast (and right)."""
    return rf"(?=(?<{name}>{pattern}))\k<{name}>"


def _address(fact: str, written: Callable[[str], str]) -> Callable[[Line], Pattern]:
    def write(line: Line) -> Pattern:
        wanted = as_in_address(line.value) if isinstance(line.value, str) else ""
        return Pattern(fact, written(wanted)) if wanted else NEVER

    return write


def _contains(value: str) -> str:
    return NEVER.pattern if "#" in value else f"^[^#]*{_literal(value)}"


def _before(value: str) -> str:
    """What stands in an address before that which `value` speaks of."""
    if value.startswith("/"):
        return "^" + _once(rf"{ITS_SCHEME}[^\/?]*", "site")
    return "^" if SCHEME in value else "^" + _once(ITS_SCHEME, "scheme")


def _is_page(value: str) -> str:
    """Slashes at the end do not count, and the query only where one is asked for."""
    page, _, query = value.partition("#")[0].partition("?")
    asked = (rf"\?{_literal(query)}" if query else r"\??") + "$"
    return _before(value) + _literal(page.rstrip("/")) + r"\/*" + (asked if "?" in value else r"(\?|$)")


def _begins_with(value: str) -> str:
    return _before(value) + _literal(value)


def _matches(value: str) -> str:
    first, *rest = map(_literal, value.split("*"))
    found = _before(value) + first
    if not rest:
        return f"{found}$"
    for number, piece in enumerate(rest[:-1]):
        found += _once(f"[^]*?{piece}", f"star{number}") if piece else ""
    return f"{found}[^]*{rest[-1]}$" if rest[-1] else found


def _parameter(behind_name: Callable[[str], str]) -> Callable[[Line], Pattern]:
    """Names have a case, so it is the letters of the value that are written as both."""

    def write(line: Line) -> Pattern:
        wanted = _encoded(line.value, any_case=True) if isinstance(line.value, str) else ""
        return Pattern("query", f"(^|&){_encoded(line.name)}={behind_name(wanted)}", flags="")

    return write


def _encoded(text: str, *, any_case: bool = False) -> str:
    """As a pattern of its application/x-www-form-urlencoded (WHATWG URL)."""

    def written(byte: int) -> str:
        letter = chr(byte)
        if byte not in STAYS_IN_QUERY:
            return r"\+" if letter == " " else f"%{byte:02X}"
        if any_case and letter.isalpha():
            return f"[{letter.lower()}{letter.upper()}]"
        return _literal(letter)

    return "".join(map(written, text.encode("utf-8", "surrogatepass")))


def _among(fact: str, *, wanted: bool) -> Callable[[Line], Pattern]:
    """One of several words, or the first part of a tag ("pt" of "pt-BR"). What is not known is neither."""

    def write(line: Line) -> Pattern:
        words = [_literal(word) + ("$" if "-" in word else "(-|$)") for word in words_of(line.value)]
        among = f"({'|'.join(words)})" if words else NEVER.pattern
        return Pattern(fact, f"^(?!$){among}" if wanted else f"^(?!$)(?!{among})")

    return write


def _count(fact: str, written: Callable[[int], str]) -> Callable[[Line], Pattern]:
    def write(line: Line) -> Pattern:
        return Pattern(fact, written(line.value)) if type(line.value) is int else NEVER

    return write


def _at_least(least: int) -> str:
    """By digits: more of them, or a greater one behind the same, or the very number."""
    if least < 1:
        return ""
    digits = str(least)
    longer = rf"\d{{{len(digits) + 1},}}"
    greater = [
        rf"{digits[:place]}[{int(digit) + 1}-9]\d{{{len(digits) - place - 1}}}"
        for place, digit in enumerate(digits)
        if digit != "9"
    ]
    return f"^({'|'.join([digits, *greater, longer])})$"


def _at_most(most: int) -> str:
    return f"^(?!{_at_least(most + 1)})"


def _flag(fact: str, written: str) -> Callable[[Line], Pattern]:
    return lambda line: Pattern(fact, written)


WRITERS: dict[tuple[str, str], Callable[[Line], Pattern]] = {
    ("url", "any"): lambda line: ALWAYS,
    **{
        (of, name): _address(fact, written)
        for of, seen in {"url": "page", "referrer": "from"}.items()
        for name, fact, written in (
            ("is", seen, _is_page),
            ("contains", of, _contains),
            ("begins", seen, _begins_with),
            ("wildcard", seen, _matches),
        )
    },
    ("referrer", "exists"): lambda line: Pattern("referrer", "."),
    ("query", "exists"): _parameter(lambda value: ""),
    ("query", "is"): _parameter(lambda value: f"{value}(&|$)"),
    ("query", "contains"): _parameter(lambda value: f"([^&%]|%..)*{value}"),
    **{
        (of, name): _among(of, wanted=wanted)
        for of in ("country", "device", "language")
        for name, wanted in {"any_of": True, "none_of": False}.items()
    },
    **{
        (of, name): _count(of, written)
        for of in ("visits", "pages")
        for name, written in {"at_least": _at_least, "at_most": _at_most}.items()
    },
    **{
        (of, name): _flag(of, written)
        for of in ("visitor", "name", "email")
        for name, written in {"known": "true", "unknown": "false"}.items()
    },
}
"""For each pair of `field` and `test` in `targeting.TESTS`."""
