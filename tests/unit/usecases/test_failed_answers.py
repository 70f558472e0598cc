"""An answer to somebody on a platform fails after its conversation was closed: it is somebody's again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.delivery_event import DeliveryEvent
from chalicelib.domain.entry import Delivery, Status, StatusChanged, Why
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.sending_errors import SendRefused
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.record_delivery import record_delivery
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.set_conversation_status import set_conversation_status
from tests.unit.usecases.company import ANA, NOON
from tests.unit.usecases.conftest import RecordingGateway
from tests.unit.usecases.platform_people import PAGE, log_of, received, told
from tests.unit.usecases.test_receive_message import CARLA, a_mail


@pytest.fixture
def thread(ports: Ports) -> ConversationId:
    """Carla asked on Messenger; Ana answers (seq 3) and closes it."""
    ports.workspace.put_channel(PAGE)
    thread = received(ports, told("Is it open?")).conversation_id
    reply_to_conversation(ports, ReplyOrder(thread, Order(ANA), "Until six", 1))
    return thread


def close(ports: Ports, thread: ConversationId) -> None:
    set_conversation_status(ports, thread, Status.CLOSED, Order(ANA))


def a_failure(thread: ConversationId, seq: int = 3) -> DeliveryEvent:
    at = NOON + timedelta(minutes=1)
    return DeliveryEvent("e1", thread, seq, 1, Delivery.FAILED, at, reason="Undeliverable")


def test_what_the_platform_refuses_after_closing_opens_it_again(
    ports: Ports, thread: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendRefused("They cannot be reached")]
    close(ports, thread)

    deliver_message(ports, thread)

    assert ports.conversations.head(thread).status is Status.OPEN
    assert log_of(ports, thread)[-1] == StatusChanged(Status.OPEN, (Why("reopened_by_failure"),))


def test_what_the_platform_says_later_opens_it_again_once(ports: Ports, thread: ConversationId) -> None:
    deliver_message(ports, thread)
    close(ports, thread)

    assert record_delivery(ports, a_failure(thread))
    assert not record_delivery(ports, a_failure(thread))

    assert ports.conversations.head(thread).status is Status.OPEN
    assert len(log_of(ports, thread)) == 7


def test_in_an_open_one_it_is_only_told(
    ports: Ports, thread: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendRefused("They cannot be reached")]

    deliver_message(ports, thread)

    assert not any(isinstance(one, StatusChanged) for one in log_of(ports, thread))


def test_an_instant_reply_that_fails_opens_nothing(ports: Ports, gateway: RecordingGateway) -> None:
    page = replace(PAGE, platform=PlatformAccount(app_id="77", instant_reply="Within the hour"))
    ports.workspace.put_channel(page)
    thread = received(ports, told("Is it open?"), page).conversation_id
    gateway.fails = [SendRefused("They cannot be reached")]
    close(ports, thread)

    deliver_message(ports, thread)

    assert ports.conversations.head(thread).status is Status.CLOSED


def test_mail_that_fails_leaves_it_closed(ports: Ports, gateway: RecordingGateway) -> None:
    taken = receive_message(ports, a_mail())
    reply_to_conversation(ports, ReplyOrder(taken.conversation_id, Order(ANA), "We look", 1, to=(CARLA,)))
    gateway.fails = [SendRefused("No such address")]
    close(ports, taken.conversation_id)

    deliver_message(ports, taken.conversation_id)

    assert ports.conversations.head(taken.conversation_id).status is Status.CLOSED
