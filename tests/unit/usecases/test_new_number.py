"""Somebody on a platform has a new number: their thread goes on, and answers go there."""

from __future__ import annotations

from chalicelib.domain.contact import Identity
from chalicelib.domain.entry import Message
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.platform_entries import Noted
from chalicelib.domain.platform_event import Person, PlatformNote
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.record_told import record_told
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.unit.usecases.company import ANA
from tests.unit.usecases.platform_people import CARLA, PAGE, later, log_of, received, told

NEW = Person("7099", "Carla Pérez")
MOVED = PlatformNote("n1", CARLA, later(minutes=1), "number_changed", "7099", new_id="7099")


def test_what_comes_from_the_new_number_goes_on_in_their_thread(ports: Ports) -> None:
    first = received(ports, told("Hi"))

    record_told(ports, PAGE, MOVED)
    record_told(ports, PAGE, MOVED)
    later_words = received(ports, told("It is me", person=NEW))

    assert later_words.conversation_id == first.conversation_id
    noted = Noted("number_changed", "7099", address="7099")
    assert [one for one in log_of(ports, first.conversation_id) if isinstance(one, Noted)] == [noted]


def test_answers_go_to_the_new_number_from_then_on(ports: Ports) -> None:
    ports.workspace.put_channel(PAGE)
    first = received(ports, told("Hi"))

    record_told(ports, PAGE, MOVED)
    head = ports.conversations.head(first.conversation_id)
    reply_to_conversation(ports, ReplyOrder(first.conversation_id, Order(ANA), "Hello", head.seq))

    answer = log_of(ports, first.conversation_id)[-1]
    assert isinstance(answer, Message)
    assert [one.address for one in answer.to] == ["7099"]


def test_the_new_number_is_the_same_persons(ports: Ports) -> None:
    first = received(ports, told("Hi"))

    record_told(ports, PAGE, MOVED)

    contact = ports.contacts.by_identity(Identity("messenger", "1020304050#7099"))
    assert contact is not None
    assert contact.id == ports.conversations.head(first.conversation_id).contact_id
    assert [one.value for one in contact.identities] == ["1020304050#7001", "1020304050#7099"]


def test_whoever_wrote_from_the_new_number_before_it_was_told_keeps_that_thread(ports: Ports) -> None:
    old = received(ports, told("Hi"))
    early = received(ports, told("It is me", person=NEW))

    record_told(ports, PAGE, MOVED)
    again = received(ports, told("Hello?", person=NEW))

    assert again.conversation_id == early.conversation_id != old.conversation_id
    assert ports.conversations.head(old.conversation_id).contact_address == "7099"


def test_where_their_thread_was_merged_into_somebody_elses_answers_stay_with_that_one(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    other = received(ports, told("Hello", person=Person("7002", "Dan")))
    merge_conversations(ports, first.conversation_id, other.conversation_id, Order(ANA))

    record_told(ports, PAGE, MOVED)

    assert ports.conversations.head(other.conversation_id).contact_address == "7002"
    assert log_of(ports, other.conversation_id)[-1] == Noted("number_changed", "7099")
