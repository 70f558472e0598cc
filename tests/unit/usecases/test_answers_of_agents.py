"""An agent answers from their own mail program: shown as theirs by evidence, else a stranger's mail."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.entry import ActorKind, Direction, Mailbox, Status
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.ports.bundle import Ports
from chalicelib.queries.conversation_thread import conversation_detail, conversation_stretch
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.link_back import link_back
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.set_conversation_status import set_conversation_status
from tests.unit.usecases.company import ANA, BO, GONE
from tests.unit.usecases.conftest import RecordingGateway
from tests.unit.usecases.test_receive_message import CARLA, a_mail, answered
from tests.unit.usecases.threads import BOSS, codes, message_at, strangers_may_join

FROM_BO = Mailbox(BO.email, "Bo")


def from_bo(message_id: str = "<bo@bandeja.test>", **changes: Any) -> InboundMessage:
    """Bo answers Carla from his own mail program with us in copy; DMARC passed."""
    to = changes.pop("to", (CARLA,))
    defaults = {"sender": FROM_BO, "answers": "<1@customer.example>", "verified": True}
    mail = a_mail(message_id, **{"text": "Try another bulb", **defaults, **changes})
    return replace(mail, message=replace(mail.message, to=(*to, Mailbox("support@bandeja.test"))))


def test_their_answer_is_shown_as_theirs_and_answers_the_customer(
    ports: Ports, gateway: RecordingGateway
) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(ports, from_bo())
    deliver_message(ports, taken.conversation_id)

    message = message_at(ports, taken)
    head = ports.conversations.head(first.conversation_id)
    entry = ports.conversations.entry(taken.conversation_id, taken.seq)
    assert taken.conversation_id == first.conversation_id
    assert (message.direction, message.own_program) == (Direction.OUT, True)
    assert (entry.actor.kind, entry.actor.id) == (ActorKind.AGENT, BO.id)
    assert codes(ports, taken) == ["matched_in_reply_to", "own_mail_program"]
    assert (head.waiting_since, head.last_answered_seq, head.owner) == (None, 1, BO.id)
    assert gateway.sent == []


def test_it_is_shown_as_sent_and_the_next_answer_goes_to_the_customer(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    taken = receive_message(ports, from_bo())

    stretch = conversation_stretch(ports, first.conversation_id, after=None, before=None, limit=9)

    assert stretch.outcomes[taken.conversation_id, taken.seq].state == "sent"
    assert conversation_detail(ports, first.conversation_id).reply.addresses == (CARLA.address,)


def test_the_customers_answer_to_it_joins(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    receive_message(ports, from_bo())

    taken = receive_message(ports, a_mail("<2@x>", answers="<bo@bandeja.test>"))

    assert taken.conversation_id == first.conversation_id


def test_it_opens_a_closed_conversation_again_as_an_answer_does(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    set_conversation_status(ports, first.conversation_id, Status.CLOSED, Order(ANA))

    receive_message(ports, from_bo())

    head = ports.conversations.head(first.conversation_id)
    assert (head.status, head.waiting_since) == (Status.OPEN, None)


def test_it_comes_twice_and_stands_once(ports: Ports) -> None:
    receive_message(ports, a_mail())
    first = receive_message(ports, from_bo())

    assert receive_message(ports, from_bo()) == replace(first, repeated=True)


def test_one_that_leaves_the_customer_out_is_shown_and_answers_nobody(
    ports: Ports, gateway: RecordingGateway
) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(ports, from_bo(to=(BOSS,), people=(BOSS.address,)))
    deliver_message(ports, taken.conversation_id)

    head = ports.conversations.head(first.conversation_id)
    assert codes(ports, taken)[-1] == "customer_left_out"
    assert (head.waiting_since, head.owner) == (first_mail_at(ports), None)
    assert gateway.sent == []


def first_mail_at(ports: Ports) -> Any:
    return ports.now()


@pytest.mark.parametrize(
    "lacks",
    [
        {"verified": False},
        {"verified": False, "proven": False},
        {"tokens": (), "answers": "", "quotes": ("<0@customer.example>",)},
    ],
    ids=["DMARC says nothing", "DMARC failed on a forwarding", "only a mention"],
)
def test_without_proof_it_is_a_strangers_mail_and_says_why(ports: Ports, lacks: dict[str, Any]) -> None:
    first = receive_message(ports, a_mail(quotes=["<0@customer.example>"]))

    taken = receive_message(ports, from_bo(**lacks))
    link_back(ports, taken.conversation_id)

    head = ports.conversations.head(first.conversation_id)
    assert taken.conversation_id != first.conversation_id
    assert codes(ports, taken) == ["agent_unproven"]
    assert message_at(ports, taken).direction is Direction.IN
    assert [link.conversation_id for link in head.linked] == [taken.conversation_id]
    assert head.waiting_since is not None


def test_an_agent_in_copy_is_not_taken_for_a_customer_without_proof(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    order = ReplyOrder(first.conversation_id, Order(ANA), "Bo knows", last_seq=1, cc=(FROM_BO,))
    reply_to_conversation(ports, order)

    taken = receive_message(ports, from_bo(verified=False))

    assert taken.conversation_id != first.conversation_id


def test_where_strangers_may_join_it_joins_as_mail_and_says_that_nothing_proves_it(ports: Ports) -> None:
    strangers_may_join(ports)
    first = receive_message(ports, a_mail())

    taken = receive_message(ports, from_bo(verified=False))

    assert taken.conversation_id == first.conversation_id
    assert codes(ports, taken) == ["matched_in_reply_to", "agent_unproven"]
    assert message_at(ports, taken).direction is Direction.IN


def test_our_reply_address_alone_is_evidence_only_under_the_subject_of_the_thread(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    tokens = (first.conversation_id,)

    same = receive_message(ports, from_bo("<a@x>", answers="", subject="Re: My lamp", tokens=tokens))
    other = receive_message(ports, from_bo("<b@x>", answers="", subject="Lunch", tokens=tokens))

    assert same.conversation_id == first.conversation_id
    assert codes(ports, other) == ["subject_changed"]


def test_who_has_left_the_team_is_a_stranger(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(ports, from_bo(sender=Mailbox(GONE.email)))

    assert taken.conversation_id != first.conversation_id
    assert codes(ports, taken) == ["stranger_quoted"]


def test_an_agent_who_wrote_to_us_as_a_customer_stays_one_there(ports: Ports) -> None:
    first = receive_message(ports, a_mail(sender=FROM_BO))
    ours = answered(ports, first.conversation_id)

    taken = receive_message(ports, from_bo(answers=ours))

    assert message_at(ports, taken).direction is Direction.IN
    assert ports.conversations.head(first.conversation_id).waiting_since is not None


def test_a_colleagues_machine_that_says_they_are_away_is_no_answer(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    order = ReplyOrder(first.conversation_id, Order(ANA), "Bo knows", last_seq=1, cc=(FROM_BO,))
    reply_to_conversation(ports, order)

    taken = receive_message(ports, from_bo(automatic=True))

    message = message_at(ports, taken)
    assert taken.conversation_id == first.conversation_id
    assert (message.direction, message.own_program) == (Direction.IN, False)


def test_a_mail_of_the_thread_is_proof_also_beside_a_mention(ports: Ports) -> None:
    first = receive_message(ports, a_mail(quotes=["<0@customer.example>"]))

    taken = receive_message(
        ports,
        from_bo(answers="<0@customer.example>", quotes=["<1@customer.example>", "<0@customer.example>"]),
    )

    assert taken.conversation_id == first.conversation_id
    assert message_at(ports, taken).own_program
