"""A message about something else becomes a conversation of its own with one order, and nothing is lost."""

from dataclasses import replace

import pytest

from chalicelib.domain.entry import Linked, Mailbox, Status, Why
from chalicelib.domain.errors import Invalid, NoSuchEntry
from chalicelib.domain.orders import Order
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.link_back import link_back
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.set_conversation_status import set_conversation_status
from chalicelib.usecases.split_off_message import split_off_message
from tests.unit.usecases.company import ANA, BO
from tests.unit.usecases.test_receive_message import CARLA, a_mail, answered, log_of
from tests.unit.usecases.threads import BOSS, message_at


def another_topic(ports: Ports, **changes: object) -> tuple[Taken, Taken]:
    """A thread about a lamp, and a mail in it about an invoice."""
    first = receive_message(ports, a_mail())
    given = {"answers": "<1@customer.example>", "subject": "Invoice 7", "text": "Please send it", **changes}
    return first, receive_message(ports, a_mail("<2@x>", **given))


def test_it_begins_a_conversation_with_the_same_person_and_both_name_each_other(ports: Ports) -> None:
    first, other = another_topic(ports)

    made = split_off_message(ports, other.conversation_id, other.seq, Order(ANA))
    link_back(ports, made.conversation_id)

    old, new = (ports.conversations.head(one.conversation_id) for one in (first, made))
    assert new.subject == "Invoice 7"
    assert new.contact_id == old.contact_id
    assert new.waiting_since is not None
    assert message_at(ports, made).text == "Please send it"
    assert message_at(ports, made).why == (Why("made_its_own", str(old.number)),)
    assert new.linked == (Linked(old.id, old.number, "made_its_own", of=other.seq),)
    assert old.linked == (Linked(new.id, new.number, "became_its_own", of=other.seq),)
    assert log_of(ports, old.id) == ["message", "message", "linked"]


def test_answers_to_it_go_on_in_the_new_conversation(ports: Ports) -> None:
    first, other = another_topic(ports)
    made = split_off_message(ports, other.conversation_id, other.seq, Order(ANA))
    ours = answered(ports, made.conversation_id)

    to_ours = receive_message(ports, a_mail("<3@x>", answers=ours, quotes=["<1@customer.example>", "<2@x>"]))
    to_itself = receive_message(ports, a_mail("<4@x>", answers="<2@x>"))
    to_the_old = receive_message(ports, a_mail("<5@x>", answers="<1@customer.example>"))

    assert to_ours.conversation_id == made.conversation_id == to_itself.conversation_id
    assert to_the_old.conversation_id == first.conversation_id


def test_the_mail_that_comes_again_is_still_one(ports: Ports) -> None:
    _, other = another_topic(ports)
    made = split_off_message(ports, other.conversation_id, other.seq, Order(ANA))

    again = receive_message(
        ports, a_mail("<2@x>", answers="<1@customer.example>", subject="Invoice 7", text="Please send it")
    )

    assert (again.conversation_id, again.repeated) == (made.conversation_id, True)


def test_a_mail_that_opened_a_closed_conversation_is_moved_with_all_that_quotes_it(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    set_conversation_status(ports, first.conversation_id, Status.CLOSED, Order(ANA))
    receive_message(ports, a_mail("<2@x>", answers="<1@customer.example>", subject="Invoice"))
    made = split_off_message(ports, first.conversation_id, 3, Order(ANA))

    assert receive_message(ports, a_mail("<3@x>", answers="<2@x>")).conversation_id == made.conversation_id


def test_two_agents_who_do_it_make_one_conversation(ports: Ports) -> None:
    _, other = another_topic(ports)
    made = split_off_message(ports, other.conversation_id, other.seq, Order(ANA))
    key = Receipt(ExternalId.of_command(BO.id, "k"), content_hash="h")

    again = split_off_message(ports, other.conversation_id, other.seq, Order(BO, key))

    assert (again.conversation_id, again.repeated) == (made.conversation_id, True)


def test_a_click_that_is_sent_again_is_one(ports: Ports) -> None:
    _, other = another_topic(ports)
    by = Order(ANA, Receipt(ExternalId.of_command(ANA.id, "k"), content_hash="h"))

    first = split_off_message(ports, other.conversation_id, other.seq, by)

    assert split_off_message(ports, other.conversation_id, other.seq, by) == replace(first, repeated=True)


def test_somebody_else_of_the_thread_becomes_the_contact_of_their_own(ports: Ports) -> None:
    first = receive_message(ports, a_mail(people=(BOSS.address,)))
    theirs = receive_message(
        ports, a_mail("<b@x>", sender=BOSS, answers="<1@customer.example>", subject="Invoice", proven=False)
    )

    made = split_off_message(ports, theirs.conversation_id, theirs.seq, Order(ANA))

    head = ports.conversations.head(made.conversation_id)
    assert head.contact_address == BOSS.address
    assert head.contact_id != ports.conversations.head(first.conversation_id).contact_id
    assert ports.contacts.get(head.contact_id).claimed_email == BOSS.address
    assert CARLA.address not in head.participants


def test_a_known_person_of_the_thread_stays_known(ports: Ports) -> None:
    known = receive_message(ports, a_mail("<k@x>", sender=BOSS))
    receive_message(ports, a_mail(people=(BOSS.address,)))
    theirs = receive_message(
        ports, a_mail("<b@x>", sender=BOSS, answers="<1@customer.example>", subject="Invoice")
    )

    made = split_off_message(ports, theirs.conversation_id, theirs.seq, Order(ANA))

    heads = [ports.conversations.head(one.conversation_id) for one in (known, made)]
    assert heads[0].contact_id == heads[1].contact_id


def test_only_what_came_in_can_become_a_conversation_of_its_own(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    answered(ports, first.conversation_id)
    ours = ports.conversations.head(first.conversation_id).seq

    with pytest.raises(Invalid):
        split_off_message(ports, first.conversation_id, ours, Order(ANA))
    with pytest.raises(NoSuchEntry):
        split_off_message(ports, first.conversation_id, 99, Order(ANA))


def test_another_mail_of_the_same_id_keeps_its_place(ports: Ports) -> None:
    first, other = another_topic(ports)
    twin = receive_message(
        ports, a_mail("<2@x>", answers="<1@customer.example>", text="forged", content_hash="f")
    )

    made = split_off_message(ports, twin.conversation_id, twin.seq, Order(ANA))

    taken = receive_message(ports, a_mail("<3@x>", sender=Mailbox(CARLA.address), answers="<2@x>"))
    assert made.conversation_id != first.conversation_id == other.conversation_id == taken.conversation_id
