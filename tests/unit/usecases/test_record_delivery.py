"""What the provider tells later settles what nobody knew, and is kept once, in whichever order it comes."""

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.delivery_event import DeliveryEvent
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Mailbox
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.inbound import Bounce
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.receipt import ExternalId
from chalicelib.domain.sending_errors import SendDelayed, SendUnsure
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outgoing import outbound_of
from chalicelib.usecases.confirm_arrival import confirm_arrival
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.record_delivery import record_delivery
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.resend_message import resend_message
from tests.unit.usecases.company import ANA, NOON
from tests.unit.usecases.conftest import Clock, RecordingGateway
from tests.unit.usecases.test_receive_message import CARLA, a_mail

SES_ID = "<0102018f-7a2b@eu-west-1.amazonses.com>"
GONE = Bounce(CARLA.address, "5.1.1", "550 no such user", "", "unknown address")
LATE = Bounce(CARLA.address, "4.4.1", "timed out", "", "host unreachable", is_delay=True)
BO = Mailbox("bo@customer.example", "Bo")


@pytest.fixture
def conversation(ports: Ports, gateway: RecordingGateway) -> ConversationId:
    """Carla wrote, and the answer (seq 3) waits to go out."""
    gateway.named = SES_ID
    taken = receive_message(ports, a_mail())
    order = ReplyOrder(taken.conversation_id, Order(ANA), "We look", last_seq=1, to=(CARLA,), cc=(BO,))
    reply_to_conversation(ports, order)
    return taken.conversation_id


def told(conversation: ConversationId, state: Delivery, **changed: Any) -> DeliveryEvent:
    event = DeliveryEvent(f"event {state}", conversation, 3, 1, state, NOON + timedelta(minutes=1), SES_ID)
    return replace(event, **changed)


def a_bounce(conversation: ConversationId, *bounces: Bounce, **changed: Any) -> DeliveryEvent:
    return told(conversation, Delivery.BOUNCED, bounces=bounces or (GONE,), reason="gone", **changed)


def outcomes(ports: Ports, conversation: ConversationId) -> list[str]:
    contents = [entry.content for entry in ports.conversations.entries(conversation)]
    return [one.state.value for one in contents if isinstance(one, DeliveryOutcome)]


def work_of(ports: Ports, conversation: ConversationId) -> DeliveryWork:
    return ports.conversations.work(conversation, [3])[3]


def gone(ports: Ports, conversation: ConversationId) -> list[tuple[str, str]]:
    contact = ports.contacts.get(ports.conversations.head(conversation).contact_id)
    return [(one.address, one.kind) for one in contact.unreachable]


def died_while_sending(ports: Ports, conversation: ConversationId, gateway: RecordingGateway) -> None:
    """The mail went out, and nobody lived to write that down."""
    claimed = work_of(ports, conversation).claimed("somebody who died", ports.now())
    ports.conversations.change_work(claimed)
    gateway.sent.append(outbound_of(ports, claimed))


@pytest.fixture
def forgetful(gateway: RecordingGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that cannot be asked what went out, as SES."""
    monkeypatch.setattr(gateway, "found", lambda key, attempt: None)


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("state", [Delivery.SENT, Delivery.DELIVERED])
@pytest.mark.parametrize("doubted", [False, True], ids=["while it is claimed", "after it was doubted"])
def test_a_crash_after_the_send_is_settled_by_what_the_provider_tells(
    ports: Ports,
    conversation: ConversationId,
    gateway: RecordingGateway,
    clock: Clock,
    state: Delivery,
    doubted: bool,
) -> None:
    died_while_sending(ports, conversation, gateway)
    if doubted:
        clock.ahead(seconds=61)
        deliver_message(ports, conversation)
        assert outcomes(ports, conversation) == ["unsure"]

    assert record_delivery(ports, told(conversation, state))

    clock.ahead(minutes=5)
    deliver_message(ports, conversation)
    assert outcomes(ports, conversation)[-1] == state
    assert len(gateway.sent) == 1
    taken = receive_message(ports, a_mail("<2@customer.example>", answers=SES_ID))
    assert taken.conversation_id == conversation


def test_a_line_that_broke_is_settled_too(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendUnsure("The line broke")]
    deliver_message(ports, conversation)

    record_delivery(ports, told(conversation, Delivery.SENT))

    assert outcomes(ports, conversation) == ["unsure", "sent"]


def test_a_mail_that_was_said_to_wait_and_went_out_after_all_is_not_sent_again(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, clock: Clock
) -> None:
    gateway.fails = [SendDelayed("Slow down")]
    deliver_message(ports, conversation)

    record_delivery(ports, told(conversation, Delivery.SENT))

    clock.ahead(hours=1)
    deliver_message(ports, conversation)
    assert gateway.sent == []
    assert outcomes(ports, conversation) == ["sent"]


def test_the_next_answer_goes_out_although_the_event_was_faster_than_the_sender(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply_to_conversation(ports, ReplyOrder(conversation, Order(ANA), "And more", last_seq=3))
    first_send = gateway.send

    def told_at_once(outbound: Any) -> str:
        id_ = first_send(outbound)
        if outbound.text == "We look":
            record_delivery(ports, told(conversation, Delivery.SENT))
        gateway.named = "<another@eu-west-1.amazonses.com>"
        return id_

    monkeypatch.setattr(gateway, "send", told_at_once)
    deliver_message(ports, conversation)

    assert [one.text for one in gateway.sent] == ["We look", "And more"]
    assert outcomes(ports, conversation) == ["sent", "sent"]


def test_the_usual_event_after_a_usual_send_writes_nothing(
    ports: Ports, conversation: ConversationId
) -> None:
    deliver_message(ports, conversation)
    before = ports.conversations.head(conversation)

    assert not record_delivery(ports, told(conversation, Delivery.SENT))

    assert ports.conversations.head(conversation) == before
    assert not ports.conversations.known([told(conversation, Delivery.SENT).receipt_id])


def test_a_mail_that_a_person_says_arrived_is_found_by_its_id_later(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendUnsure("The line broke")]
    deliver_message(ports, conversation)
    confirm_arrival(ports, conversation, 3, Order(ANA))

    assert record_delivery(ports, told(conversation, Delivery.SENT))

    assert outcomes(ports, conversation) == ["unsure", "sent"]
    assert ports.conversations.known([ExternalId.of_ours(SES_ID)])


def test_a_bounce_goes_on_the_message_and_on_the_contact(ports: Ports, conversation: ConversationId) -> None:
    deliver_message(ports, conversation)

    assert record_delivery(ports, a_bounce(conversation))

    assert outcomes(ports, conversation) == ["sent", "bounced"]
    assert work_of(ports, conversation).outcome is Delivery.BOUNCED
    assert gone(ports, conversation) == [(CARLA.address, "unknown address")]


def test_one_event_about_two_people_is_one_outcome_and_two_marks(
    ports: Ports, conversation: ConversationId
) -> None:
    deliver_message(ports, conversation)

    record_delivery(ports, a_bounce(conversation, GONE, replace(GONE, recipient=BO.address)))

    assert outcomes(ports, conversation) == ["sent", "bounced"]
    assert [address for address, _ in gone(ports, conversation)] == [CARLA.address, BO.address]


def test_an_address_that_the_mail_did_not_go_to_is_not_marked(
    ports: Ports, conversation: ConversationId
) -> None:
    deliver_message(ports, conversation)

    record_delivery(ports, a_bounce(conversation, replace(GONE, recipient="never@customer.example")))

    assert gone(ports, conversation) == []


def test_a_complaint_is_shown_and_its_sender_is_marked(ports: Ports, conversation: ConversationId) -> None:
    deliver_message(ports, conversation)
    who = Bounce(CARLA.address, "", "marked it as spam", "", "complaint")

    record_delivery(ports, told(conversation, Delivery.COMPLAINED, bounces=(who,), reason=CARLA.address))

    assert outcomes(ports, conversation) == ["sent", "complained"]
    assert gone(ports, conversation) == [(CARLA.address, "complaint")]


def test_a_complaint_of_one_of_several_marks_nobody(ports: Ports, conversation: ConversationId) -> None:
    deliver_message(ports, conversation)
    both = tuple(Bounce(one.address, "", "", "", "complaint") for one in (CARLA, BO))

    record_delivery(ports, told(conversation, Delivery.COMPLAINED, bounces=both))

    assert outcomes(ports, conversation) == ["sent", "complained"]
    assert gone(ports, conversation) == []


def test_a_full_mailbox_leaves_the_address_alone(ports: Ports, conversation: ConversationId) -> None:
    deliver_message(ports, conversation)

    record_delivery(ports, a_bounce(conversation, replace(GONE, status="4.2.2", kind="mailbox full")))

    assert outcomes(ports, conversation) == ["sent", "bounced"]
    assert gone(ports, conversation) == []


def test_an_absence_notice_after_the_delivery_is_no_bounce(
    ports: Ports, conversation: ConversationId
) -> None:
    deliver_message(ports, conversation)
    record_delivery(ports, told(conversation, Delivery.DELIVERED))

    away = Bounce(CARLA.address, "", "", "", "other")
    record_delivery(ports, a_bounce(conversation, away))

    assert outcomes(ports, conversation) == ["sent", "delivered"]


def test_a_mail_that_bounces_after_its_delivery_has_bounced(
    ports: Ports, conversation: ConversationId
) -> None:
    deliver_message(ports, conversation)

    record_delivery(ports, told(conversation, Delivery.DELIVERED))
    record_delivery(ports, a_bounce(conversation))

    assert outcomes(ports, conversation) == ["sent", "delivered", "bounced"]


@pytest.mark.parametrize("late", [Delivery.SENT, Delivery.DELIVERED, Delivery.DELAYED, Delivery.FAILED])
def test_what_comes_after_a_bounce_changes_nothing(
    ports: Ports, conversation: ConversationId, late: Delivery
) -> None:
    deliver_message(ports, conversation)
    record_delivery(ports, a_bounce(conversation))

    record_delivery(ports, told(conversation, late, bounces=(LATE,) if late is Delivery.DELAYED else ()))

    assert outcomes(ports, conversation) == ["sent", "bounced"]
    assert work_of(ports, conversation).outcome is Delivery.BOUNCED


def test_an_event_about_an_earlier_try_leaves_the_newer_one_alone(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway
) -> None:
    gateway.fails = [SendUnsure("The line broke")]
    deliver_message(ports, conversation)
    resend_message(ports, conversation, 3, Order(ANA))

    record_delivery(ports, a_bounce(conversation, sent_as="<first@eu-west-1.amazonses.com>"))
    deliver_message(ports, conversation)
    record_delivery(ports, told(conversation, Delivery.SENT, sent_as="<first@eu-west-1.amazonses.com>"))

    assert outcomes(ports, conversation) == ["unsure", "queued", "sent"]
    assert [one.attempt for one in gateway.sent] == [2]
    assert gone(ports, conversation) == [(CARLA.address, "unknown address")]
    assert ports.conversations.known([ExternalId.of_ours("<first@eu-west-1.amazonses.com>")])


def test_while_a_newer_try_is_under_way_an_earlier_one_does_not_speak_for_it(
    ports: Ports, conversation: ConversationId, gateway: RecordingGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway.fails = [SendUnsure("The line broke")]
    deliver_message(ports, conversation)
    resend_message(ports, conversation, 3, Order(ANA))
    send = gateway.send

    def told_of_the_first_one(outbound: Any) -> str:
        record_delivery(ports, told(conversation, Delivery.SENT, sent_as="<first@eu-west-1.amazonses.com>"))
        return send(outbound)

    monkeypatch.setattr(gateway, "send", told_of_the_first_one)
    deliver_message(ports, conversation)

    assert work_of(ports, conversation).provider_id == SES_ID
    assert ports.conversations.known([ExternalId.of_ours(SES_ID)])


def test_an_event_about_a_message_that_is_not_ours_is_let_go_of(
    ports: Ports, conversation: ConversationId
) -> None:
    assert not record_delivery(ports, told(conversation, Delivery.SENT, seq=1))
    assert not record_delivery(ports, told(ConversationId("e" * 32), Delivery.BOUNCED, bounces=(GONE,)))


ORDERS = list(itertools.permutations((Delivery.SENT, Delivery.DELAYED, Delivery.DELIVERED, Delivery.BOUNCED)))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("settled", [True, False], ids=["recorded", "not recorded"])
def test_in_every_order_and_twice_the_end_is_the_same(
    ports: Ports,
    conversation: ConversationId,
    gateway: RecordingGateway,
    order: tuple[Delivery, ...],
    settled: bool,
) -> None:
    if settled:
        deliver_message(ports, conversation)
    else:
        died_while_sending(ports, conversation, gateway)
    bounces = {Delivery.BOUNCED: (GONE,), Delivery.DELAYED: (LATE,)}
    events = [told(conversation, state, bounces=bounces.get(state, ())) for state in order]

    for event in (*events, *events):
        record_delivery(ports, event)
    length = ports.conversations.head(conversation).seq
    for event in reversed(events):
        record_delivery(ports, event)

    assert work_of(ports, conversation).outcome is Delivery.BOUNCED
    assert outcomes(ports, conversation)[-1] == "bounced"
    assert outcomes(ports, conversation).count("bounced") == 1
    assert ports.conversations.head(conversation).seq == length
    assert gone(ports, conversation) == [(CARLA.address, "unknown address")]


def test_an_event_about_a_message_of_before_a_merge_is_told_where_it_goes_on(
    ports: Ports, conversation: ConversationId
) -> None:
    deliver_message(ports, conversation)
    told_before = outcomes(ports, conversation)
    other = receive_message(ports, a_mail("<other@customer.example>")).conversation_id
    merge_conversations(ports, conversation, other, Order(ANA))

    record_delivery(ports, a_bounce(conversation))

    assert outcomes(ports, conversation) == told_before
    assert outcomes(ports, other) == ["bounced"]
    assert work_of(ports, conversation).outcome is Delivery.BOUNCED
    assert gone(ports, conversation) == [(CARLA.address, "unknown address")]
