"""What an operation costs stays below its limit: requests, units and imports, counted quickly.

`make bench` counts the same at full size.
"""

from __future__ import annotations

import pytest

from bench import chat, first_message, imports, list_cost, requests_and_units
from bench.report import Limit, Line

QUICK_ROWS = 60
QUICK_SIZES = (200, 2_000)
QUICK_RUNS = 3


@pytest.fixture(scope="module")
def operations() -> list[Line]:
    return requests_and_units.measured((QUICK_ROWS,))


def broken(lines: list[Line]) -> list[str]:
    return [one for line in lines for one in line.broken]


def test_mail_and_answers_cost_no_more_requests_and_units_than_they_may(operations: list[Line]) -> None:
    limits = [line.limit for line in operations]

    assert Limit(requests=4, writes=16) == requests_and_units.INBOUND
    assert {requests_and_units.INBOUND, requests_and_units.LIST_PAGE, requests_and_units.THREAD} < set(limits)
    assert broken(operations) == []


def test_opening_a_mail_asks_for_no_visitor_who_could_not_be_there(operations: list[Line]) -> None:
    opened = next(line for line in operations if line.limit == requests_and_units.OPENED)

    assert (opened.requests, opened.reads) == (1, 0)


def test_words_of_a_visitor_cost_no_more_requests_and_units_than_they_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With that: typing touches no conversation, and who watches is told by one post each."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")

    lines = chat.measured()

    assert Limit(requests=4, writes=10) == chat.SAY
    assert sum(line.limit == chat.SAY for line in lines) == 5
    assert broken(lines) == []


def test_a_mail_that_comes_again_costs_one_read(operations: list[Line]) -> None:
    again = next(line for line in operations if line.limit == requests_and_units.AGAIN)

    assert (again.requests, again.writes) == (1, 0)


def test_a_page_of_a_long_list_costs_as_much_as_one_of_a_short_list() -> None:
    lines = list_cost.measured(QUICK_SIZES)

    assert len({line.steps for line in lines}) == 1
    assert broken(lines) == []


@pytest.mark.parametrize("module", ["app", "chalicelib.handlers.sockets"])
def test_entry_points_import_little_and_nothing_heavy(module: str) -> None:
    line = imports.line(module, "quick", QUICK_RUNS)

    assert line.modules and line.modules > 100  # it was really imported
    assert line.broken == []


def test_a_first_message_of_a_visitor_imports_no_pynamodb() -> None:
    line = first_message.line(QUICK_RUNS)

    assert line.modules and line.modules > 500  # it was really said
    assert line.broken == []


def test_a_message_said_with_pynamodb_would_be_found() -> None:
    assert imports.heavy(first_message.said_in_a_process("pynamodb").modules) == ["pynamodb"]


def test_what_is_heavy_is_found() -> None:
    assert imports.heavy(imports.run("import jinja2").modules) == ["jinja2"]
    assert imports.heavy(imports.run("import boto3").modules) == ["boto3.resources"]
