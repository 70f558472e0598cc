"""What every home promises about recovery codes: `ports.second_factor.RecoveryCodeStore`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from chalicelib.domain.ids import AgentId
from tests.contracts.engines import Home

ANA, BO = AgentId("a" * 32), AgentId("b" * 32)


def test_a_code_holds_once_and_leaves_the_others(home: Home) -> None:
    home.recovery_codes.replace(ANA, ["one", "two"])

    assert home.recovery_codes.use(ANA, "one")
    assert not home.recovery_codes.use(ANA, "one")
    assert home.recovery_codes.use(ANA, "two")
    assert not home.recovery_codes.use(ANA, "two")


@pytest.mark.parametrize(("first", "then"), [("one", False), ("two", True)])
def test_who_was_slower_gets_in_with_another_code_only(home: Home, first: str, then: bool) -> None:
    """Between reading and writing somebody else uses a code; a SQLite home does both under one lock."""
    home.recovery_codes.replace(ANA, ["one", "two", "three"])

    with before_the_next_write(home, lambda: home.recovery_codes.use(ANA, first)):
        assert home.recovery_codes.use(ANA, "one") == then

    assert not home.recovery_codes.use(ANA, first)
    assert home.recovery_codes.use(ANA, "three")


@contextmanager
def before_the_next_write(home: Home, what: Callable[[], object]) -> Iterator[None]:
    """Do it as late as somebody else can."""
    if home.place is None:
        what()
        yield
        return
    events, name = home.place.client.meta.events, "before-call.dynamodb.UpdateItem"

    def first(**_: object) -> None:
        events.unregister(name, unique_id="once")
        what()

    events.register_first(name, first, unique_id="once")
    yield


def test_nobody_elses_code_holds(home: Home) -> None:
    home.recovery_codes.replace(ANA, ["one"])

    assert not home.recovery_codes.use(BO, "one")
    assert not home.recovery_codes.use(ANA, "two")
    assert home.recovery_codes.use(ANA, "one")


def test_new_codes_end_the_old_ones(home: Home) -> None:
    home.recovery_codes.replace(ANA, ["old", "older"])
    home.recovery_codes.replace(ANA, ["new"])

    assert not home.recovery_codes.use(ANA, "old")
    assert home.recovery_codes.use(ANA, "new")


def test_without_new_ones_the_old_ones_end_too(home: Home) -> None:
    home.recovery_codes.replace(ANA, ["old"])
    home.recovery_codes.replace(ANA, ())

    assert not home.recovery_codes.use(ANA, "old")


def test_they_do_not_show_among_the_agents(home: Home) -> None:
    home.recovery_codes.replace(ANA, ["one"])

    assert home.workspace.agents() == ()
