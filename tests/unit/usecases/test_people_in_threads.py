"""Who takes part in a thread: participants, people in copy, many people, and strangers."""

from typing import Any

import pytest

from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Step
from chalicelib.domain.entry import Actor, Mailbox, Message, Why
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import NewMailOrder, Order, ReplyOrder
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Commit
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.start_conversation import start_conversation
from tests.builders import a_conversation, a_message
from tests.unit.usecases.company import ANA, NOON, SUPPORT
from tests.unit.usecases.test_receive_message import CARLA, a_mail, answered
from tests.unit.usecases.threads import BOSS, codes, message_at, strangers_may_join


def test_somebody_in_copy_who_shares_only_an_ancestor_joins(ports: Ports) -> None:
    first = receive_message(ports, a_mail(quotes=["<0@customer.example>"], people=(BOSS.address,)))
    answered(ports, first.conversation_id)

    taken = receive_message(ports, a_mail("<b@x>", sender=BOSS, quotes=["<0@customer.example>"]))

    assert taken.conversation_id == first.conversation_id


def test_whom_a_later_mail_brings_in_takes_part_and_is_named_at_that_mail(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    people = (CARLA.address, BOSS.address, "store@partner.example")

    taken = receive_message(ports, a_mail("<2@x>", answers="<1@customer.example>", people=people))

    assert message_at(ports, first).joined == ()
    assert message_at(ports, taken).joined == (BOSS.address, "store@partner.example")
    assert BOSS.address in ports.conversations.head(first.conversation_id).participants


@pytest.mark.parametrize("how", [{"automatic": True}, {"suspect": Why("dmarc_failed"), "proven": False}])
def test_a_machine_and_a_forger_bring_nobody_in(ports: Ports, how: dict[str, Any]) -> None:
    taken = receive_message(ports, a_mail(people=(BOSS.address,), **how))

    assert ports.conversations.head(taken.conversation_id).participants == (CARLA.address,)


def known_by_two_addresses(ports: Ports) -> ConversationId:
    """A conversation with Carla, whose address at work is proven too."""
    contact = Contact(
        a_conversation().contact_id,
        CARLA.name,
        NOON,
        (Identity("email", CARLA.address), Identity("email", "carla@work.example")),
    )
    head = a_conversation(
        contact_id=contact.id,
        contact_address=CARLA.address,
        inbox_id=SUPPORT.inbox_id,
        channel_id=SUPPORT.id,
    )
    step = Step.begin(head).add(a_message(), NOON, Actor.contact(contact.id))
    ports.conversations.commit(Commit(step, contact=contact))
    return head.id


def test_the_contact_answers_from_another_address_that_is_proven(ports: Ports) -> None:
    conversation = known_by_two_addresses(ports)
    ours = answered(ports, conversation)
    work = Mailbox("carla@work.example")

    taken = receive_message(ports, a_mail("<2@x>", sender=work, answers=ours))
    forged = receive_message(ports, a_mail("<3@x>", sender=work, answers=ours, text="x", proven=False))

    assert taken.conversation_id == conversation
    assert forged.conversation_id == conversation  # a participant by now


def test_an_unproven_address_of_the_contact_is_a_strangers(ports: Ports) -> None:
    conversation = known_by_two_addresses(ports)
    ours = answered(ports, conversation)

    taken = receive_message(
        ports, a_mail("<2@x>", sender=Mailbox("carla@work.example"), answers=ours, proven=False)
    )

    assert taken.conversation_id != conversation


def test_an_answer_over_copy_recipients_of_ours_makes_them_participants(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    order = ReplyOrder(first.conversation_id, Order(ANA), "See", last_seq=1, cc=(BOSS,))
    reply_to_conversation(ports, order)

    taken = receive_message(ports, a_mail("<b@x>", sender=BOSS, quotes=["<1@customer.example>"]))

    assert taken.conversation_id == first.conversation_id


def test_answers_of_many_people_to_a_newsletter_are_never_one_conversation(ports: Ports) -> None:
    strangers_may_join(ports)
    people = [Mailbox(f"reader{number}@example.com") for number in range(6)]

    taken = [
        receive_message(ports, a_mail(f"<{one.address}>", sender=one, answers="<newsletter@sender.example>"))
        for one in people
    ]

    assert len({one.conversation_id for one in taken}) == len(people)


def test_who_got_a_blind_copy_answers_in_a_conversation_of_their_own(ports: Ports) -> None:
    order = NewMailOrder(
        SUPPORT.inbox_id, Order(ANA), (CARLA,), "News", "News", bcc=(BOSS, Mailbox("d@example.com"))
    )
    ours = start_conversation(ports, order)
    quoted = ports.conversations.entry(ours.conversation_id, ours.seq).content
    assert isinstance(quoted, Message)

    from_boss = receive_message(ports, a_mail("<b@x>", sender=BOSS, answers=quoted.message_id))
    from_carla = receive_message(ports, a_mail("<c@x>", answers=quoted.message_id))

    assert from_boss.conversation_id != ours.conversation_id
    assert from_carla.conversation_id == ours.conversation_id
    assert BOSS.address not in ports.conversations.head(ours.conversation_id).participants


def test_the_copy_that_a_list_changed_stands_beside_the_one_that_came_directly(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    copy = receive_message(ports, a_mail(text="It flickers\n-- \nThe list", content_hash="x", listed=True))
    forged = receive_message(ports, a_mail(text="Another", content_hash="y"))

    assert copy.conversation_id == first.conversation_id
    assert "same_id_other_content" in codes(ports, copy)
    assert forged.conversation_id != first.conversation_id


def test_a_mail_to_oneself_with_us_in_blind_copy_is_a_customers_mail(ports: Ports) -> None:
    taken = receive_message(ports, a_mail(people=(CARLA.address,)))

    head = ports.conversations.head(taken.conversation_id)
    assert head.participants == (CARLA.address,)
    assert head.waiting_since == NOON


def test_a_mention_admits_no_stranger_even_where_strangers_may_join(ports: Ports) -> None:
    strangers_may_join(ports)
    first = receive_message(ports, a_mail(quotes=["<0@customer.example>"]))
    stranger = Mailbox("mallory@elsewhere.example")

    by_mention = receive_message(ports, a_mail("<m@x>", sender=stranger, answers="<0@customer.example>"))
    by_mail = receive_message(ports, a_mail("<n@x>", sender=stranger, answers="<1@customer.example>"))

    assert by_mention.conversation_id != first.conversation_id
    assert codes(ports, by_mention) == ["stranger_quoted"]
    assert by_mail.conversation_id == first.conversation_id


def test_a_stranger_is_refused_at_one_thread_and_let_into_their_own(ports: Ports) -> None:
    receive_message(ports, a_mail())
    theirs = receive_message(ports, a_mail("<b@x>", sender=BOSS))

    taken = receive_message(
        ports, a_mail("<c@x>", sender=BOSS, answers="<1@customer.example>", quotes=["<b@x>"])
    )

    assert taken.conversation_id == theirs.conversation_id
