"""People on a platform write to us: one thread for each, once each message, whatever is repeated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.channels.whatsapp.capabilities import WHATSAPP
from chalicelib.domain.contact import Identity
from chalicelib.domain.entry import ActorKind, Direction, Message, Status
from chalicelib.domain.orders import Order
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import Person, PlatformNote, RemoteFile
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform_intake import MOST_FILES, file_at_the_door, note_at_the_door
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.set_conversation_status import set_conversation_status
from tests.unit.usecases.company import ANA, SUPPORT_INBOX
from tests.unit.usecases.platform_people import (
    CARLA,
    PAGE,
    later,
    log_of,
    received,
    texts_of,
    told,
    told_by_us,
)


def test_somebody_writes_for_the_first_time(ports: Ports) -> None:
    taken = received(ports, told("Is it open?"))

    head = ports.conversations.head(taken.conversation_id)
    assert (head.contact_name, head.contact_address) == ("Carla Pérez", "7001")
    assert (head.channel_kind, head.inbox_id) == ("messenger", SUPPORT_INBOX.id)
    assert (head.preview, head.waiting_since) == ("Is it open?", head.last_activity_at)
    contact = ports.contacts.by_identity(Identity("messenger", "1020304050#7001"))
    assert contact is not None
    assert contact.id == head.contact_id


def test_the_same_message_again_is_an_ordinary_day(ports: Ports) -> None:
    first = received(ports, told("Is it open?"))
    again = received(ports, told("Is it open?"))

    assert again.repeated
    assert (again.conversation_id, again.seq) == (first.conversation_id, first.seq)
    assert texts_of(ports, first.conversation_id) == ["Is it open?"]


def test_of_two_messages_under_one_id_the_first_counts(ports: Ports) -> None:
    first = received(ports, told("Is it open?"))
    other = received(ports, told("Is it closed?", id="m_Is it open?"))

    assert other.repeated
    assert other.content_hash != first.content_hash or first.content_hash != ""
    assert texts_of(ports, first.conversation_id) == ["Is it open?"]


def test_all_of_a_person_is_one_thread_and_a_closed_one_opens_again(ports: Ports) -> None:
    first = received(ports, told("Is it open?"))
    set_conversation_status(ports, first.conversation_id, Status.CLOSED, Order(ANA))

    second = received(ports, told("Hello?", at=later(days=40)))

    assert second.conversation_id == first.conversation_id
    assert ports.conversations.head(first.conversation_id).status is Status.OPEN
    answered = ports.conversations.entry(second.conversation_id, second.seq).content
    assert isinstance(answered, Message)
    assert answered.text == "Hello?"


def test_another_person_and_another_page_are_other_threads(ports: Ports) -> None:
    other_page = replace(PAGE, id=type(PAGE.id)("b" * 32), address="99")
    threads = {
        received(ports, told("1")).conversation_id,
        received(ports, told("2", person=Person("7002"))).conversation_id,
        received(ports, told("3"), other_page).conversation_id,
    }

    assert len(threads) == 3


def test_who_hides_their_number_goes_on_in_the_same_thread(ports: Ports) -> None:
    number, hidden = "34600000001", "ES.13491208655302741918"
    with_both = received(ports, told("Is it open?", person=Person(number, "Leo Gil", also=(hidden,))))
    without = received(ports, told("And tomorrow?", person=Person(hidden, "Leo Gil")))

    assert without.conversation_id == with_both.conversation_id
    assert texts_of(ports, without.conversation_id) == ["Is it open?", "And tomorrow?"]
    assert ports.conversations.head(without.conversation_id).contact_address == number


def test_the_id_of_somebody_known_by_number_is_learned_later(ports: Ports) -> None:
    number, hidden = "34600000001", "ES.13491208655302741918"
    first = received(ports, told("Is it open?", person=Person(number, "Leo Gil")))
    received(ports, told("Hello?", person=Person(number, "Leo Gil", also=(hidden,))))

    assert received(ports, told("Bye", person=Person(hidden))).conversation_id == first.conversation_id


def test_somebody_without_a_name_is_called_by_the_end_of_their_id(ports: Ports) -> None:
    taken = received(ports, told("Hi", person=Person("100000123456")))

    head = ports.conversations.head(taken.conversation_id)
    assert head.contact_name == "Messenger …3456"
    assert ports.contacts.get(head.contact_id).nameless


@pytest.mark.parametrize("name", ["   ", "\u3164", "\u200b\u2060"])
def test_a_name_of_which_nothing_is_to_be_seen_is_none(ports: Ports, name: str) -> None:
    head = ports.conversations.head(received(ports, told(person=Person("7001", name))).conversation_id)

    assert head.contact_name == "Messenger …7001"


def test_a_platform_is_called_as_it_calls_itself(ports: Ports) -> None:
    with_whatsapp = replace(ports, kinds={**ports.kinds, "whatsapp": WHATSAPP})
    number = replace(PAGE, kind="whatsapp")

    taken = received(with_whatsapp, told(person=Person("34600111222")), number)

    assert ports.conversations.head(taken.conversation_id).contact_name == "WhatsApp …1222"


def test_files_that_are_lost_open_nothing_and_are_told_of_however_many(ports: Ports) -> None:
    first = received(ports, told("Look"))
    set_conversation_status(ports, first.conversation_id, Status.CLOSED, Order(ANA))
    files = tuple(RemoteFile("image", f"https://cdn.example/{number}") for number in range(MOST_FILES))
    message = told("Look", files=files)

    for place in range(MOST_FILES):
        receive_message(ports, file_at_the_door(ports, PAGE, message, place, last_try=True))

    head = ports.conversations.head(first.conversation_id)
    assert len(log_of(ports, head.id)) == 2 + MOST_FILES
    assert (head.status, head.waiting_since, head.preview) == (Status.CLOSED, None, "Look")
    assert head.unread


def test_somebody_who_is_known_is_called_by_their_name_each_time(ports: Ports) -> None:
    received(ports, told("Hi"))
    second = received(ports, told("Hello?", person=Person("7001")))

    message = ports.conversations.entry(second.conversation_id, second.seq).content
    assert isinstance(message, Message)
    assert message.sender.name == "Carla Pérez"


def test_an_answer_to_a_message_names_its_place(ports: Ports) -> None:
    first = received(ports, told("Red or blue?"))
    second = received(ports, told("This one", reply_to="m_Red or blue?"))

    message = ports.conversations.entry(second.conversation_id, second.seq).content
    assert isinstance(message, Message)
    assert message.answers == first.seq


def test_what_the_team_writes_in_the_platforms_own_inbox_stands_in_the_log(ports: Ports) -> None:
    first = received(ports, told("Is it open?"))
    second = received(ports, told_by_us("Until six", at=later(minutes=1)))

    head = ports.conversations.head(first.conversation_id)
    assert second.conversation_id == first.conversation_id
    entry = ports.conversations.entry(head.id, second.seq)
    assert isinstance(entry.content, Message)
    assert (entry.content.direction, entry.content.own_program) == (Direction.OUT, True)
    assert entry.actor.kind is ActorKind.SYSTEM
    assert head.waiting_since is None
    assert ports.conversations.unsettled_work(head.id) == ()


def test_an_answer_in_the_platforms_own_inbox_counts_under_whichever_id_it_names(ports: Ports) -> None:
    number, hidden = "551187654321", "BR.13491208655302741918"
    both = Person(number, "Leo Gil", also=(hidden,))
    first = received(ports, told("Is it open?", person=both))

    second = received(ports, told_by_us("Until six", person=Person(hidden), at=later(minutes=1)))

    head = ports.conversations.head(first.conversation_id)
    answer = ports.conversations.entry(second.conversation_id, second.seq).content
    assert isinstance(answer, Message)
    assert second.conversation_id == head.id
    assert (head.waiting_since, head.last_answered_seq) == (None, 1)
    assert [mailbox.address for mailbox in answer.to] == [number]


def test_an_answer_there_to_somebody_who_was_merged_in_lets_the_other_one_wait(ports: Ports) -> None:
    first = received(ports, told("Is it open?"))
    dan = Person("7002", "Dan")
    second = received(ports, told("Me too", person=dan))
    merge_conversations(ports, second.conversation_id, first.conversation_id, Order(ANA))

    received(ports, told_by_us("Until six", person=dan, at=later(minutes=1)))

    assert ports.conversations.head(first.conversation_id).waiting_since is not None


def test_the_team_may_write_first_in_the_platforms_own_inbox(ports: Ports) -> None:
    first = received(ports, told_by_us("Your order is here"))
    second = received(ports, told("Great", at=later(minutes=5)))

    assert second.conversation_id == first.conversation_id
    assert ports.conversations.head(first.conversation_id).contact_name == "Carla Pérez"


def test_the_first_words_get_an_instant_reply_once(ports: Ports) -> None:
    page = replace(PAGE, platform=PlatformAccount(app_id="77", instant_reply="We answer within the hour"))

    first = received(ports, told("Is it open?"), page)
    received(ports, told("Is it open?"), page)
    received(ports, told("Hello?", at=later(minutes=2)), page)

    head = ports.conversations.head(first.conversation_id)
    assert first.seq == 1
    assert texts_of(ports, head.id) == ["Is it open?", "We answer within the hour", "Hello?"]
    assert [work.seq for work in ports.conversations.unsettled_work(head.id)] == [2]
    assert head.waiting_since is not None


def test_an_instant_reply_that_is_switched_off_keeps_its_words_to_itself(ports: Ports) -> None:
    account = PlatformAccount(app_id="77", instant_reply="We answer soon", instant_reply_on=False)
    page = replace(PAGE, platform=account)
    ports.workspace.put_channel(page)

    taken = received(ports, told("Hello?"), page)

    assert texts_of(ports, taken.conversation_id) == ["Hello?"]


def test_what_was_said_before_the_account_was_connected_gets_no_instant_reply_and_waits_for_nobody(
    ports: Ports,
) -> None:
    page = replace(PAGE, platform=PlatformAccount(app_id="77", instant_reply="We answer within the hour"))

    first = received(ports, told("Is it open?", history=True), page)
    received(ports, told_by_us("Until eight", history=True, at=later(minutes=1)), page)

    head = ports.conversations.head(first.conversation_id)
    assert texts_of(ports, head.id) == ["Is it open?", "Until eight"]
    assert ports.conversations.unsettled_work(head.id) == ()
    assert (head.status, head.waiting_since) == (Status.CLOSED, None)


def test_a_paused_account_takes_in_and_gives_no_instant_reply(ports: Ports) -> None:
    account = PlatformAccount(app_id="77", instant_reply="We answer within the hour")

    first = received(ports, told("Is it open?"), replace(PAGE, platform=account, paused=True))

    assert texts_of(ports, first.conversation_id) == ["Is it open?"]
    assert ports.conversations.unsettled_work(first.conversation_id) == ()


def test_a_reaction_to_the_first_words_finds_them_beside_an_instant_reply(ports: Ports) -> None:
    page = replace(PAGE, platform=PlatformAccount(app_id="77", instant_reply="We answer within the hour"))
    received(ports, told("Is it open?"), page)

    second = received(ports, told("I mean today", reply_to="m_Is it open?"), page)

    message = ports.conversations.entry(second.conversation_id, second.seq).content
    assert isinstance(message, Message)
    assert message.answers == 1


def test_what_brings_somebody_here_begins_their_thread_and_nobody_waits(ports: Ports) -> None:
    note = PlatformNote("r1", CARLA, later(), "referral", parts=(Part("referral", "Summer", payload="ad"),))

    first = receive_message(ports, note_at_the_door(ports, PAGE, note))
    second = received(ports, told("Is it still on offer?", at=later(minutes=1)))

    assert second.conversation_id == first.conversation_id
    (came, said) = log_of(ports, first.conversation_id)
    assert isinstance(came, Message)
    assert isinstance(said, Message)
    assert came.parts == (Part("referral", "Summer", payload="ad"),)
    assert came.automatic


def test_a_note_about_nobody_begins_nothing(ports: Ports) -> None:
    with pytest.raises(ValueError, match="nobody"):
        note_at_the_door(ports, PAGE, PlatformNote("n", None, later(), "referral"))
