"""When a visitor is told that somebody is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.chat_settings import Availability, ChatSettings
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.office_hours import Week
from chalicelib.domain.workspace import AgentState, Channel
from chalicelib.ports.bundle import Ports
from chalicelib.queries.chat_availability import Staffed, availability
from tests.builders import an_id
from tests.unit.handlers.house import House, moment
from tests.unit.usecases.company import ANA, SALES_INBOX, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock

CHAT = Channel(ChannelId(an_id()), SUPPORT_INBOX.id, "chat", "Website", "website")


def chat_with(ports: Ports, wanted: Availability) -> Channel:
    ports.workspace.put_chat_settings(ChatSettings(CHAT.id).changed(availability=wanted))
    return CHAT


def test_without_any_settings_somebody_is_always_there(ports: Ports) -> None:
    assert availability(ports, CHAT) == Staffed(True, None)
    assert availability(ports, chat_with(ports, Availability("by the stars"))) == Staffed(True, None)


def test_by_hours_it_is_said_when_somebody_is_back(ports: Ports, clock: Clock) -> None:
    """Noon of Sunday, 22 November 2026."""
    channel = chat_with(ports, Availability("hours", "Europe/Madrid"))

    assert availability(ports, channel) == Staffed(False, moment("2026-11-23T08:00:00+00:00"))
    clock.ahead(hours=20)
    assert availability(ports, channel) == Staffed(True, None)


def test_by_hours_that_never_come_nobody_is_promised(ports: Ports) -> None:
    closed = Week((), (), (), (), ())

    assert availability(ports, chat_with(ports, Availability("hours", "UTC", closed))) == Staffed(False, None)


@pytest.fixture
def by_agents(house: House) -> Channel:
    return chat_with(house.ports, Availability("agents"))


def test_an_agent_with_a_screen_open_is_there_until_it_closes(house: House, by_agents: Channel) -> None:
    assert availability(house.ports, by_agents) == Staffed(False, None)

    socket = house.socket(ANA)
    socket.send({"type": "watch", "inboxes": [SUPPORT_INBOX.id], "conversation": None})
    assert availability(house.ports, by_agents) == Staffed(True, None)

    socket.leave()
    assert availability(house.ports, by_agents) == Staffed(False, None)


def test_who_looks_after_another_inbox_is_not_there(house: House, by_agents: Channel) -> None:
    house.socket(ANA).send({"type": "watch", "inboxes": [SALES_INBOX.id], "conversation": None})

    assert not availability(house.ports, by_agents).available


@pytest.mark.parametrize("changed", [{"away": True}, {"state": AgentState.DEACTIVATED}])
def test_who_has_said_that_they_are_away_or_has_left_is_not_there(
    house: House, by_agents: Channel, changed: dict[str, object]
) -> None:
    house.socket(ANA).send({"type": "watch", "inboxes": [SUPPORT_INBOX.id], "conversation": None})

    house.ports.workspace.change_agent(replace(ANA, **changed))  # type: ignore[arg-type]  # as given above

    assert not availability(house.ports, by_agents).available
