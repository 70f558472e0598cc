"""A report about a message of ours: whom it is about, what it says of the message, and of the address."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.entry import Delivery, DeliveryOutcome, Mailbox, Message, Why
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.inbound import Bounce, InboundMessage
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.unit.usecases.company import ANA
from tests.unit.usecases.test_receive_message import CARLA, a_mail, answered

GONE = Bounce(CARLA.address, "5.1.1", "550 no such user", "", "unknown address")
FULL = replace(GONE, status="5.2.2", reason="552 mailbox full", kind="mailbox full")
LATE = replace(GONE, status="4.4.1", reason="timed out", kind="host unreachable", is_delay=True)


def a_report(bounce: Bounce, name: str = "<b@mx>", **changes: Any) -> InboundMessage:
    return a_mail(name, sender=Mailbox(""), automatic=True, bounce=bounce, subject="Undelivered", **changes)


def a_thread(ports: Ports) -> tuple[ConversationId, str]:
    """Carla wrote, the team answered: the conversation, and the Message-ID of the answer."""
    conversation = receive_message(ports, a_mail()).conversation_id
    return conversation, answered(ports, conversation)


def outcomes(ports: Ports, conversation: ConversationId) -> list[tuple[int, Delivery]]:
    contents = [entry.content for entry in ports.conversations.entries(conversation)]
    return [(one.of, one.state) for one in contents if isinstance(one, DeliveryOutcome)]


def gone(ports: Ports, conversation: ConversationId) -> list[str]:
    """The addresses that the conversation's contact is warned of."""
    contact = ports.contacts.get(ports.conversations.head(conversation).contact_id)
    return [one.address for one in contact.unreachable]


def test_a_delay_is_shown_on_the_message_and_is_no_failure(ports: Ports) -> None:
    conversation, ours = a_thread(ports)
    seq = ports.conversations.head(conversation).seq
    deliver_message(ports, conversation)

    receive_message(ports, a_report(replace(LATE, original_message_id=ours)))

    assert outcomes(ports, conversation)[-1] == (seq, Delivery.DELAYED)
    assert ports.conversations.work(conversation, [seq])[seq].outcome == Delivery.DELAYED
    assert gone(ports, conversation) == []


def test_a_delay_of_a_message_that_is_just_being_sent_leaves_the_sending_alone(ports: Ports) -> None:
    conversation, ours = a_thread(ports)
    seq = ports.conversations.head(conversation).seq

    receive_message(ports, a_report(replace(LATE, original_message_id=ours)))

    assert ports.conversations.work(conversation, [seq])[seq].outcome is None


def test_a_warning_that_comes_after_the_bounce_changes_nothing(ports: Ports) -> None:
    conversation, ours = a_thread(ports)
    receive_message(ports, a_report(replace(GONE, original_message_id=ours)))

    late = a_report(replace(LATE, original_message_id=ours), "<late@mx>")
    receive_message(ports, late)

    assert [state for _, state in outcomes(ports, conversation)] == [Delivery.BOUNCED]
    assert receive_message(ports, late).repeated


def test_a_report_finds_its_message_by_the_ids_it_answers_to(ports: Ports) -> None:
    conversation, ours = a_thread(ports)

    receive_message(ports, a_report(replace(GONE, original_message_id="<made-by@gateway>"), quotes=[ours]))

    assert [state for _, state in outcomes(ports, conversation)] == [Delivery.BOUNCED]


def test_a_report_without_ids_finds_the_newest_message_to_its_recipient_by_the_token(ports: Ports) -> None:
    conversation, _ = a_thread(ports)
    seq = ports.conversations.head(conversation).seq
    order = ReplyOrder(
        conversation, Order(ANA), "To another", last_seq=seq, to=(Mailbox("bo@customer.example"),)
    )
    reply_to_conversation(ports, order)

    receive_message(ports, a_report(GONE, tokens=(conversation,)))

    assert outcomes(ports, conversation) == [(seq, Delivery.BOUNCED)]


def test_a_report_about_somebody_we_never_wrote_to_is_shown_as_automatic_mail(ports: Ports) -> None:
    conversation, _ = a_thread(ports)
    stranger = replace(GONE, recipient="never@customer.example")

    taken = receive_message(ports, a_report(stranger, tokens=(conversation,)))

    shown = ports.conversations.entry(taken.conversation_id, 1).content
    assert isinstance(shown, Message) and shown.automatic
    assert taken.conversation_id != conversation
    assert ports.conversations.head(taken.conversation_id).waiting_since is None
    assert outcomes(ports, conversation) == []


def test_an_address_that_bounced_for_good_is_remembered_of_its_person(ports: Ports) -> None:
    conversation, ours = a_thread(ports)

    receive_message(ports, a_report(replace(GONE, original_message_id=ours)))

    contact = ports.contacts.get(ports.conversations.head(conversation).contact_id)
    (mark,) = contact.unreachable
    assert (mark.address, mark.status, mark.kind) == (CARLA.address, "5.1.1", "unknown address")
    assert mark.reason == "550 no such user"


@pytest.mark.parametrize(
    "bounce",
    [
        FULL,
        replace(GONE, status="5.7.1", kind="blocked as spam"),
        replace(GONE, status="4.1.1"),
        replace(GONE, recipient="never@customer.example"),
        replace(GONE, recipient=""),
    ],
    ids=["full", "filter", "for now", "not written to", "nobody"],
)
def test_a_bounce_that_says_nothing_of_the_address_leaves_it_alone(ports: Ports, bounce: Bounce) -> None:
    conversation, ours = a_thread(ports)

    receive_message(ports, a_report(replace(bounce, original_message_id=ours)))

    assert [state for _, state in outcomes(ports, conversation)] == [Delivery.BOUNCED]
    assert gone(ports, conversation) == []


def test_a_suspect_report_says_nothing_of_the_address(ports: Ports) -> None:
    conversation, ours = a_thread(ports)

    receive_message(ports, a_report(replace(GONE, original_message_id=ours), suspect=Why("dmarc_failed")))

    assert gone(ports, conversation) == []


@pytest.mark.parametrize("joins", [True, False])
def test_mail_from_the_address_clears_it(ports: Ports, joins: bool) -> None:
    conversation, ours = a_thread(ports)
    receive_message(ports, a_report(replace(GONE, original_message_id=ours)))

    receive_message(ports, a_mail("<2@customer.example>", answers=ours if joins else ""))

    assert gone(ports, conversation) == []


def test_an_address_that_works_again_may_bounce_again(ports: Ports) -> None:
    conversation, ours = a_thread(ports)
    bounce = replace(GONE, original_message_id=ours)
    receive_message(ports, a_report(bounce))
    receive_message(ports, a_mail("<2@customer.example>", answers=ours))

    receive_message(ports, a_report(replace(bounce, status="5.2.1"), "<b2@mx>"))

    contact = ports.contacts.get(ports.conversations.head(conversation).contact_id)
    assert [(one.address, one.status) for one in contact.unreachable] == [(CARLA.address, "5.2.1")]


def test_unproven_mail_from_the_address_clears_nothing(ports: Ports) -> None:
    conversation, ours = a_thread(ports)
    receive_message(ports, a_report(replace(GONE, original_message_id=ours)))

    receive_message(ports, a_mail("<2@customer.example>", answers=ours, proven=False))

    assert gone(ports, conversation) == [CARLA.address]


def test_a_copied_persons_bounce_is_remembered_where_the_mail_is_written_and_on_their_own_page(
    ports: Ports,
) -> None:
    bo = Mailbox("bo@customer.example", "Bo")
    own = receive_message(ports, a_mail("<bo@customer.example>", sender=bo)).conversation_id
    conversation = receive_message(ports, a_mail()).conversation_id
    order = ReplyOrder(conversation, Order(ANA), "Both", last_seq=1, to=(CARLA,), cc=(bo,))
    taken = reply_to_conversation(ports, order)
    sent = ports.conversations.entry(conversation, taken.seq).content
    assert isinstance(sent, Message)
    ours = sent.message_id

    receive_message(ports, a_report(replace(GONE, recipient=bo.address, original_message_id=ours)))

    assert gone(ports, conversation) == gone(ports, own) == [bo.address]
