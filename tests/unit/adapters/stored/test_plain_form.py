"""What is stored is plain, small, and read tolerantly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.stored.plain_form import (
    enum_value,
    filled,
    from_microseconds,
    microseconds,
    moment_of,
    moment_text,
    plain,
)
from chalicelib.domain.entry import Assigned, Delivery, DeliveryOutcome, Direction, Mailbox, Message, Status
from chalicelib.domain.workspace import Agent, Inbox, Role
from tests.builders import NOW, an_agent, an_inbox

moments = st.integers(0, 250_000_000_000_000_000).map(from_microseconds)


def test_what_is_empty_by_default_is_not_stored() -> None:
    message = Message(Direction.IN, "", to=(Mailbox("a@x"),))

    assert plain(message) == {"direction": "in", "text": "", "to": [{"address": "a@x"}]}


def test_what_is_empty_but_not_by_default_is_stored() -> None:
    @dataclass(frozen=True)
    class Setting:
        shown: bool = True
        tries: int = 1

    assert plain(Setting(shown=False, tries=0)) == {"shown": False, "tries": 0}
    assert plain(Assigned(None)) == {"owner": None}


def test_fields_of_newer_code_are_passed_over() -> None:
    stored = plain(an_inbox()) | {"colour": "green", "hours": {"from": 9}}

    assert filled(Inbox, stored) == an_inbox()


def test_a_value_of_an_enum_that_newer_code_wrote_survives() -> None:
    stored = plain(an_agent()) | {"role": "auditor"}

    agent = filled(Agent, stored)

    assert (agent.role, agent.role.value, f"{agent.role}") == ("auditor", "auditor", "auditor")
    assert agent.role not in set(Role)
    assert plain(agent) == stored


def test_a_known_value_of_an_enum_is_its_member() -> None:
    assert enum_value(Status, "open") is Status.OPEN


def test_an_optional_enum_may_be_strange_too() -> None:
    @dataclass(frozen=True)
    class Outcome:
        state: Delivery | None = None

    assert filled(Outcome, {"state": "opened"}).state == "opened"
    assert filled(Outcome, {}).state is None


def test_what_cannot_be_read_as_its_kind_is_said_so() -> None:
    with pytest.raises(msgspec.ValidationError):
        filled(DeliveryOutcome, {"of": "one", "state": "sent"})
    with pytest.raises(msgspec.ValidationError):
        filled(Inbox, {"name": "no id"})


@given(moments, moments)
def test_moments_come_back_and_sort_as_text(one: datetime, other: datetime) -> None:
    assert moment_of(moment_text(one)) == one
    assert from_microseconds(microseconds(one)) == one
    assert (moment_text(one) < moment_text(other)) == (one < other)


def test_a_moment_is_stored_in_utc_wherever_it_was() -> None:
    lima = NOW.astimezone(timezone(timedelta(hours=-5)))

    assert moment_text(lima) == "2026-03-02T09:30:00.000000Z"
    assert microseconds(lima) == microseconds(NOW)
