"""Who is about to write to an address learns that mail to it bounced."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.entry import Mailbox, Message
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.inbound import Bounce
from chalicelib.domain.orders import NewMailOrder, Order, ReplyOrder
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.queries.unreachable_addresses import unreachable_addresses
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.start_conversation import start_conversation
from tests.unit.usecases.company import ANA, SUPPORT_INBOX
from tests.unit.usecases.test_receive_message import CARLA, a_mail, answered
from tests.unit.usecases.test_receive_report import GONE, a_report

BOSS = Mailbox("boss@customer.example")


def bounced(ports: Ports) -> ConversationId:
    """Carla wrote, was answered, and the answer bounced."""
    conversation = receive_message(ports, a_mail()).conversation_id
    ours = answered(ports, conversation)
    receive_message(ports, a_report(replace(GONE, original_message_id=ours)))
    return conversation


def message_id(ports: Ports, taken: Taken) -> str:
    content = ports.conversations.entry(taken.conversation_id, taken.seq).content
    assert isinstance(content, Message)
    return content.message_id


def told(ports: Ports, *addresses: str) -> list[tuple[str, str]]:
    return [(one.address, one.kind) for one in unreachable_addresses(ports, addresses)]


def test_an_address_that_bounced_is_known_to_whoever_writes_to_it_next(ports: Ports) -> None:
    bounced(ports)

    assert told(ports, "bo@customer.example", CARLA.address) == [(CARLA.address, "unknown address")]


def test_nobody_is_read_where_nothing_bounced(ports: Ports) -> None:
    assert told(ports) == []
    assert told(ports, *(f"{number}@customer.example" for number in range(150))) == []


def test_an_address_that_somebody_wrote_from_since_is_fine(ports: Ports) -> None:
    bounced(ports)

    receive_message(ports, a_mail("<again@customer>"))

    assert told(ports, CARLA.address) == []


def test_somebody_in_copy_who_is_no_contact_is_known_by_the_thread_they_were_in(ports: Ports) -> None:
    conversation = receive_message(ports, a_mail()).conversation_id
    head = ports.conversations.head(conversation)
    reply = ReplyOrder(conversation, Order(ANA), "Hello", head.seq, to=(CARLA,), cc=(BOSS,))
    taken = reply_to_conversation(ports, reply)
    gone = Bounce(BOSS.address, "5.1.1", "550 no such user", message_id(ports, taken), "unknown address")

    receive_message(ports, a_report(gone))

    assert told(ports, BOSS.address) == [(BOSS.address, "unknown address")]


def test_who_has_an_address_knows_best_whether_it_works(ports: Ports) -> None:
    receive_message(ports, a_mail("<boss@customer>", sender=BOSS))
    conversation = receive_message(ports, a_mail()).conversation_id
    reply = ReplyOrder(conversation, Order(ANA), "Hello", 1, to=(CARLA,), cc=(BOSS,))
    gone = replace(
        GONE,
        recipient=BOSS.address,
        original_message_id=message_id(ports, reply_to_conversation(ports, reply)),
    )
    receive_message(ports, a_report(gone))
    assert told(ports, BOSS.address) == [(BOSS.address, "unknown address")]

    receive_message(ports, a_mail("<later@customer>", sender=BOSS, subject="Something else"))

    assert told(ports, BOSS.address) == []


def test_a_mail_that_started_a_conversation_and_bounced_is_remembered(ports: Ports) -> None:
    order = NewMailOrder(SUPPORT_INBOX.id, Order(ANA), (BOSS,), "Are you there?")
    taken = start_conversation(ports, order)
    gone = replace(GONE, recipient=BOSS.address, original_message_id=message_id(ports, taken))

    receive_message(ports, a_report(gone))

    assert told(ports, BOSS.address) == [(BOSS.address, "unknown address")]
