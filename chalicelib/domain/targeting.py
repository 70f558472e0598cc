"""Who sees a chatflow: groups of lines about the page and the visitor, and exceptions from them.

All lines of a group are true, in at least one group, and no exception is. This decides for "who would see
this?" and whenever the server has to know. The launcher decides on the page, by the patterns that
`targeting_patterns.py` makes of the lines; both ways are held to `tests/vectors/targeting.json` and to
generated cases. A line that is not understood, written by newer code, is never true.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain import page_address
from chalicelib.domain.page_address import as_in_address, folded

Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is to be so: `field`, `test` and `value`; `name` is that of a query parameter.

    `field` and `test` go together as in `TESTS`; `value` is text, a whole number or several texts.
    """

    field: str
    test: str
    value: Value = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Targeting:
    """`groups`: all lines of one of them. `exceptions`: one is enough to hide it. No group: nobody."""

    groups: tuple[tuple[Line, ...], ...] = ()
    exceptions: tuple[Line, ...] = ()


EVERYBODY = Targeting(groups=((Line("url", "any"),),))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page view. `url` and `referrer` as browsers give them.

    `country` is a code of two letters (ISO 3166-1), `device` is desktop, phone or tablet, `language` a tag
    (BCP 47), "" where it is not known. `visits` and `pages` count this one. `known` says that the visitor
    is a contact; `has_name` and `has_email` what is known of them.
    """

    url: str
    referrer: str = ""
    country: str = ""
    device: str = ""
    language: str = ""
    visits: int = 1
    pages: int = 1
    known: bool = False
    has_name: bool = False
    has_email: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is shown, and why: `group` is the one that is true; else `line` is what decided.

    `line` is the exception that is true, or the first line that is not in the group that came furthest.
    """

    shown: bool
    group: int | None = None
    line: Line | None = None
    by_exception: bool = False


def judge(targeting: Targeting, facts: Facts) -> Verdict:
    """Whether a visitor sees it, with the reason."""
    for line in targeting.exceptions:
        if is_true(line, facts):
            return Verdict(shown=False, line=line, by_exception=True)
    nearest: tuple[int, Line | None] = (-1, None)
    for index, group in enumerate(targeting.groups):
        wrong = [place for place, line in enumerate(group) if not is_true(line, facts)]
        if not wrong:
            return Verdict(shown=True, group=index)
        nearest = max(nearest, (wrong[0], group[wrong[0]]), key=lambda found: found[0])
    return Verdict(shown=False, line=nearest[1])


def is_true(line: Line, facts: Facts) -> bool:
    """Whether the line holds of the facts."""
    test = TESTS.get((line.field, line.test))
    return test is not None and test(line, facts)


def _address(of: str, compare: Callable[[str, str], bool]) -> Callable[[Line, Facts], bool]:
    def test(line: Line, facts: Facts) -> bool:
        wanted = as_in_address(line.value) if isinstance(line.value, str) else ""
        return bool(wanted) and compare(wanted, getattr(facts, of))

    return test


def _parameter(compare: Callable[[str, str], bool]) -> Callable[[Line, Facts], bool]:
    def test(line: Line, facts: Facts) -> bool:
        wanted = folded(line.value) if isinstance(line.value, str) else ""
        return any(
            name == line.name and compare(wanted, folded(value))
            for name, value in page_address.parameters(facts.url)
        )

    return test


def _among(of: str, *, wanted: bool) -> Callable[[Line, Facts], bool]:
    """One of several words. What is not known is neither among them nor outside."""

    def test(line: Line, facts: Facts) -> bool:
        words = {folded(word) for word in words_of(line.value)}
        fact = folded(getattr(facts, of))
        return bool(fact) and (not words.isdisjoint({fact, fact.split("-")[0]})) == wanted

    return test


def words_of(value: Value) -> tuple[str, ...]:
    """The words that a line names: several, or one alone."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _count(of: str, compare: Callable[[int, int], bool]) -> Callable[[Line, Facts], bool]:
    def test(line: Line, facts: Facts) -> bool:
        return type(line.value) is int and compare(getattr(facts, of), line.value)

    return test


def _flag(of: str, *, wanted: bool) -> Callable[[Line, Facts], bool]:
    return lambda line, facts: getattr(facts, of) is wanted


TESTS: dict[tuple[str, str], Callable[[Line, Facts], bool]] = {
    ("url", "any"): lambda line, facts: True,
    **{
        (of, name): _address(of, compare)
        for of in ("url", "referrer")
        for name, compare in {
            "is": page_address.is_page,
            "contains": page_address.contains,
            "begins": page_address.begins_with,
            "wildcard": page_address.matches,
        }.items()
    },
    ("referrer", "exists"): lambda line, facts: bool(facts.referrer),
    ("query", "exists"): _parameter(lambda wanted, value: True),
    ("query", "is"): _parameter(lambda wanted, value: wanted == value),
    ("query", "contains"): _parameter(lambda wanted, value: wanted in value),
    **{
        (of, name): _among(of, wanted=wanted)
        for of in ("country", "device", "language")
        for name, wanted in {"any_of": True, "none_of": False}.items()
    },
    **{
        (of, name): _count(of, compare)
        for of in ("visits", "pages")
        for name, compare in {
            "at_least": int.__ge__,
            "at_most": int.__le__,
        }.items()
    },
    **{
        (of, name): _flag(fact, wanted=wanted)
        for of, fact in {"visitor": "known", "name": "has_name", "email": "has_email"}.items()
        for name, wanted in {"known": True, "unknown": False}.items()
    },
}
"""What each pair of `field` and `test` asks; `value` of ("country", "any_of") is several texts, and so on."""
