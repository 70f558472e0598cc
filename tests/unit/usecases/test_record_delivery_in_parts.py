"""A message that a platform takes in several parts: what is told of one of them says nothing of the whole."""

from __future__ import annotations

import pytest

from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.delivery_event import DeliveryEvent
from chalicelib.domain.entry import Delivery
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.platform_event import PlatformStatus, StatusState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.parts_sent import PartsSent
from chalicelib.ports.platform_outcome import outcome_of
from chalicelib.usecases.record_delivery import record_delivery
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.unit.usecases.company import ANA
from tests.unit.usecases.platform_people import CARLA, PAGE, later, received, told


@pytest.fixture
def parts(ports: Ports) -> PartsSent:
    """Ana's answer, the first part of which has gone out; the next is on its way."""
    ports.workspace.put_channel(PAGE)
    conversation_id = received(ports, told("Hi")).conversation_id
    head = ports.conversations.head(conversation_id)
    seq = reply_to_conversation(ports, ReplyOrder(conversation_id, Order(ANA), "Long", head.seq)).seq
    work = ports.conversations.work(conversation_id, [seq])[seq].claimed("somebody", ports.now())
    ports.conversations.change_work(work)
    made = PartsSent(ports, work)
    made.keep("wamid.1")
    return made


def tells(ports: Ports, of: str, state: StatusState) -> bool:
    """Whether the platform's status is taken as news of the message."""
    event = outcome_of(ports, PAGE, PlatformStatus(CARLA, later(), of, state))
    return isinstance(event, DeliveryEvent) and record_delivery(ports, event)


def stored(ports: Ports, parts: PartsSent) -> DeliveryWork:
    return ports.conversations.work(parts.work.conversation_id, [parts.work.seq])[parts.work.seq]


@pytest.mark.parametrize("state", [StatusState.SENT, StatusState.DELIVERED])
def test_a_part_that_arrived_does_not_end_the_sending_of_the_rest(
    ports: Ports, parts: PartsSent, state: StatusState
) -> None:
    assert not tells(ports, "wamid.1", state)

    parts.keep("wamid.2")  # the next one goes on, nobody has ended it
    assert stored(ports, parts).outcome is None
    assert stored(ports, parts).parts == ("wamid.1", "wamid.2")


def test_a_part_that_arrived_does_not_make_sure_what_broke_off(ports: Ports, parts: PartsSent) -> None:
    ports.conversations.change_work(parts.work.settled(Delivery.UNSURE))

    assert not tells(ports, "wamid.1", StatusState.DELIVERED)
    assert stored(ports, parts).outcome is Delivery.UNSURE


def test_a_part_that_failed_fails_the_message(ports: Ports, parts: PartsSent) -> None:
    assert tells(ports, "wamid.1", StatusState.FAILED)
    assert stored(ports, parts).outcome is Delivery.FAILED
