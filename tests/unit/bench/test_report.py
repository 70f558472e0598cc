"""The table that `make bench` prints."""

from __future__ import annotations

from bench.report import Limit, Line, shown, table


def test_a_count_at_its_limit_holds_and_one_above_does_not() -> None:
    at_limit = Line("mail in", requests=4, writes=16, limit=Limit(requests=4, writes=16))
    above = Line("a page", requests=2, reads=2.5, limit=Limit(requests=1, reads=2))

    assert at_limit.broken == []
    assert above.broken == ["a page: 2 requests, at most 1", "a page: 2.5 reads, at most 2"]


def test_what_no_number_says_breaks_too() -> None:
    both = Line("app", modules=500, limit=Limit(modules=400), wrong=("imports jinja2",))

    assert both.broken == ["app: 500 modules, at most 400", "app: imports jinja2"]


def test_the_table_has_a_column_for_what_was_counted_only() -> None:
    lines = [Line("one", requests=3, limit=Limit(requests=4)), Line("another", requests=1000)]

    assert table("title", lines).splitlines() == [
        "title    requests",
        "one         3 / 4",
        "another     1,000",
    ]


def test_whole_numbers_are_shown_without_a_point() -> None:
    assert [shown(number) for number in (3.0, 3.25, 1234567, None)] == ["3", "3.2", "1,234,567", ""]
