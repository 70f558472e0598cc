"""Rules as patterns, for the launcher. That they decide as the rules do is held in `tests/vectors/`."""

from __future__ import annotations

import pytest

from chalicelib.domain.targeting import EVERYBODY, TESTS, Line, Targeting
from chalicelib.domain.targeting_patterns import NEVER, WRITERS, pattern_of, patterns_of


def test_every_test_there_is_has_a_pattern() -> None:
    assert set(WRITERS) == set(TESTS)


def test_everybody_is_a_group_that_asks_for_nothing() -> None:
    assert patterns_of(EVERYBODY) == [[]]
    assert patterns_of(Targeting()) == []


@pytest.mark.parametrize(
    "line",
    [
        Line("moon", "is", "full"),
        Line("url", "is", ""),
        Line("url", "contains", 3),
        Line("url", "contains", "a#b"),
        Line("pages", "at_least", "3"),
        Line("country", "of_none", ("ES",)),
    ],
)
def test_what_is_not_understood_is_never_found(line: Line) -> None:
    assert pattern_of(line) == NEVER


def test_a_line_for_everybody_among_the_exceptions_leaves_nobody() -> None:
    (group,) = patterns_of(Targeting(groups=((),), exceptions=(Line("url", "any"),)))

    assert [pattern.pattern for pattern in group] == ["^(?![^]*)"]


def test_what_a_team_writes_is_taken_as_it_stands() -> None:
    """Nothing in it is a pattern; a query is compared as `URLSearchParams` writes it."""
    assert pattern_of(Line("url", "contains", "a.(b|c)*")).pattern == r"^[^#]*a\.\(b\|c\)\*"
    assert pattern_of(Line("query", "is", "ö +", "$x")).pattern == r"(^|&)%24x=%C3%B6\+%2B(&|$)"
