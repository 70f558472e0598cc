"""An answer goes out once, to the right people, and never over a message the agent has not seen."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.entry import Direction, Mailbox, Message, Status
from chalicelib.domain.errors import Invalid, KeyUsedForAnotherRequest, NoSuchConversation, StaleReply
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.set_conversation_status import set_conversation_status
from tests.unit.usecases.company import ANA, BO
from tests.unit.usecases.test_receive_message import CARLA, a_mail

STORE = Mailbox("store@partner.example")


@pytest.fixture
def conversation(ports: Ports) -> ConversationId:
    mail = a_mail()
    message = replace(mail.message, to=(*mail.message.to, STORE))
    return receive_message(ports, replace(mail, message=message)).conversation_id


def answer(ports: Ports, conversation: ConversationId, **changes: Any) -> Taken:
    order = ReplyOrder(conversation, Order(ANA), "We send a new one", last_seq=1)
    return reply_to_conversation(ports, replace(order, **changes))


def written(ports: Ports, taken: Taken) -> Message:
    content = ports.conversations.entry(taken.conversation_id, taken.seq).content
    assert isinstance(content, Message)
    return content


def command(key: str = "k1", request: str = "hash of the request") -> Receipt:
    return Receipt(ExternalId.of_command(ANA.id, key), request)


def test_an_answer_goes_to_everybody_of_the_last_mail(ports: Ports, conversation: ConversationId) -> None:
    message = written(ports, answer(ports, conversation))

    assert message.direction is Direction.OUT
    assert message.to == (CARLA,)
    assert message.cc == (STORE,)
    assert message.subject == "Re: My lamp"
    assert message.in_reply_to == "<1@customer.example>"
    assert message.references == ("<1@customer.example>",)


def test_the_agent_may_change_every_recipient(ports: Ports, conversation: ConversationId) -> None:
    hidden = Mailbox("hidden@x.example")

    message = written(ports, answer(ports, conversation, to=(STORE,), cc=(), bcc=(hidden,)))

    assert (message.to, message.cc, message.bcc) == ((STORE,), (), (hidden,))


def test_an_answer_waits_for_its_delivery(ports: Ports, conversation: ConversationId) -> None:
    taken = answer(ports, conversation)

    (work,) = ports.conversations.unsettled_work(conversation)
    assert work.seq == taken.seq
    assert work.outcome is None


def test_the_same_command_twice_is_one_answer(ports: Ports, conversation: ConversationId) -> None:
    first = answer(ports, conversation, by=Order(ANA, command()))

    again = answer(ports, conversation, by=Order(ANA, command()))

    assert (again.conversation_id, again.seq, again.repeated) == (conversation, first.seq, True)
    assert len(ports.conversations.unsettled_work(conversation)) == 1


def test_a_repeated_command_is_answered_also_after_the_customer_wrote_again(
    ports: Ports, conversation: ConversationId
) -> None:
    first = answer(ports, conversation, by=Order(ANA, command()))
    receive_message(ports, a_mail("<2@customer.example>", answers="<1@customer.example>"))

    assert answer(ports, conversation, by=Order(ANA, command())).seq == first.seq


def test_a_key_of_another_request_is_refused(ports: Ports, conversation: ConversationId) -> None:
    answer(ports, conversation, by=Order(ANA, command()))

    with pytest.raises(KeyUsedForAnotherRequest):
        answer(ports, conversation, by=Order(ANA, command(request="another")))


def test_an_answer_over_an_unseen_message_is_held_back(ports: Ports, conversation: ConversationId) -> None:
    receive_message(ports, a_mail("<2@customer.example>", answers="<1@customer.example>"))

    with pytest.raises(StaleReply) as refused:
        answer(ports, conversation)

    assert refused.value.unseen_after == 1
    assert not ports.conversations.unsettled_work(conversation)


def test_who_insists_answers_over_it(ports: Ports, conversation: ConversationId) -> None:
    receive_message(ports, a_mail("<2@customer.example>", answers="<1@customer.example>"))

    message = written(ports, answer(ports, conversation, insist=True))

    assert message.in_reply_to == "<2@customer.example>"


def test_a_colleagues_note_holds_nobody_back(ports: Ports, conversation: ConversationId) -> None:
    head = ports.conversations.head(conversation)
    assert head.seq == 1
    answer(ports, conversation, by=Order(BO))

    assert written(ports, answer(ports, conversation)).text


def test_an_answer_opens_a_closed_conversation(ports: Ports, conversation: ConversationId) -> None:
    set_conversation_status(ports, conversation, Status.CLOSED, Order(ANA))

    answer(ports, conversation)

    assert ports.conversations.head(conversation).status is Status.OPEN


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " \n"}, "text"),
        ({"to": (), "cc": ()}, "to"),
        ({"last_seq": 99}, "last_seq"),
    ],
)
def test_an_order_that_makes_no_sense_names_its_field(
    ports: Ports, conversation: ConversationId, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        answer(ports, conversation, **changes)

    assert refused.value.field == field
    assert ports.conversations.head(conversation).seq == 1


def test_a_conversation_that_is_not_there_is_said_to_be_none(ports: Ports) -> None:
    with pytest.raises(NoSuchConversation):
        answer(ports, ConversationId("0" * 32))


def test_a_long_answer_is_kept_whole(ports: Ports, conversation: ConversationId) -> None:
    text = "ñandú " * 2_000

    message = written(ports, answer(ports, conversation, text=text))

    assert message.text_cut
    assert message.full_text is not None
    assert ports.blobs.get(message.full_text).decode() == text


def test_a_bounce_while_it_is_read_does_not_make_the_answer_go_to_the_daemon(
    ports: Ports, conversation: ConversationId
) -> None:
    daemon = a_mail("<auto@x>", sender=CARLA, answers="<1@customer.example>", automatic=True)
    receive_message(ports, daemon)

    assert written(ports, answer(ports, conversation, insist=True)).in_reply_to == "<1@customer.example>"
