"""What a platform tells beside messages: kept once, at the message that it is about."""

from __future__ import annotations

from chalicelib.domain.entry import Message, Status
from chalicelib.domain.orders import Order
from chalicelib.domain.platform_entries import Edited, Noted, Reacted, Withdrawn
from chalicelib.domain.platform_event import (
    Person,
    PlatformDeletion,
    PlatformEdit,
    PlatformNote,
    PlatformReaction,
)
from chalicelib.ports.bundle import Ports
from chalicelib.ports.person_thread import PLATFORM
from chalicelib.ports.told_since import LOOKED_AT
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.record_told import Told, record_told
from chalicelib.usecases.set_conversation_status import set_conversation_status
from tests.unit.usecases.company import ANA, NOON
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

LOVES = PlatformReaction(CARLA, later(minutes=1), "m_Hi", "❤️")
EDITS = PlatformEdit(CARLA, later(minutes=1), "m_Hi", "Hello")
DELETES = PlatformDeletion(CARLA, later(minutes=1), "m_Hi")


def recorded(ports: Ports, *events: Told) -> None:
    for event in events:
        record_told(ports, PAGE, event)


def test_a_reaction_is_kept_once_and_taken_back_once(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    back = PlatformReaction(CARLA, later(minutes=2), "m_Hi", "❤️", taken_back=True)

    recorded(ports, LOVES, LOVES, back, back)

    assert log_of(ports, first.conversation_id)[1:] == [Reacted(1, "❤️"), Reacted(1, "❤️", taken_back=True)]
    head = ports.conversations.head(first.conversation_id)
    assert (head.preview, head.last_inbound_seq) == ("Hi", 1)


def test_a_reaction_to_what_we_do_not_have_stands_in_the_persons_thread(ports: Ports) -> None:
    first = received(ports, told("Hi"))

    recorded(ports, PlatformReaction(CARLA, later(), "m_before_us", "👍"))

    assert log_of(ports, first.conversation_id)[1:] == [Reacted(0, "👍")]


def test_what_concerns_nobody_we_know_is_not_kept(ports: Ports) -> None:
    assert record_told(ports, PAGE, PlatformReaction(Person("1"), later(), "m_x", "👍")) is None
    assert record_told(ports, PAGE, PlatformNote("n", None, later(), "account_update")) is None


def test_an_edit_stands_beside_what_was_said_and_is_what_a_list_shows(ports: Ports) -> None:
    first = received(ports, told("Hi"))

    recorded(ports, EDITS, EDITS)

    assert log_of(ports, first.conversation_id)[1:] == [Edited(1, "Hello")]
    assert ports.conversations.head(first.conversation_id).preview == "Hello"


def test_an_older_change_that_comes_late_changes_nothing(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    newer = PlatformEdit(CARLA, EDITS.at, "m_Hi", "Hello there", number=2)

    recorded(ports, newer, EDITS)

    assert log_of(ports, first.conversation_id)[1:] == [Edited(1, "Hello there", number=2)]
    assert ports.conversations.head(first.conversation_id).preview == "Hello there"


def test_a_reaction_that_was_taken_back_stays_so_when_it_comes_late(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    back = PlatformReaction(CARLA, later(minutes=2), "m_Hi", "❤️", taken_back=True)

    recorded(ports, back, LOVES)

    assert log_of(ports, first.conversation_id)[1:] == [Reacted(1, "❤️", taken_back=True)]


def test_an_edit_of_the_team_elsewhere_is_no_news_of_the_person(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    theirs = received(ports, told_by_us("Hello from the page"))

    recorded(ports, PlatformEdit(CARLA, later(minutes=9), "m_Hello from the page", "Hello!", by_us=True))

    edit = ports.conversations.entries(first.conversation_id)[-1]
    assert (edit.content, edit.actor) == (Edited(theirs.seq, "Hello!"), PLATFORM)
    assert ports.conversations.head(first.conversation_id).last_activity_at == NOON


def test_what_was_taken_back_is_gone(ports: Ports) -> None:
    first = received(ports, told("Hi"))

    recorded(ports, DELETES, DELETES)

    (said, taken_back) = log_of(ports, first.conversation_id)
    assert isinstance(said, Message)
    assert (said.text, said.withdrawn) == ("", True)
    assert taken_back == Withdrawn(1)
    assert ports.conversations.head(first.conversation_id).preview == ""


def test_what_was_taken_back_after_a_merge_into_a_long_conversation_is_gone(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    for number in range(LOOKED_AT):
        other = received(ports, told(f"Hello {number}", person=Person("7002", "Dan")))
    merge_conversations(ports, first.conversation_id, other.conversation_id, Order(ANA))

    recorded(ports, PlatformEdit(CARLA, later(minutes=1), "m_Hi", "My card is 4111"), DELETES)

    assert "4111" not in str(ports.conversations.entries(other.conversation_id, after=LOOKED_AT))


def test_what_was_taken_back_before_it_came_in_never_shows(ports: Ports) -> None:
    first = received(ports, told("Hello?"))

    recorded(ports, DELETES)
    late = received(ports, told("Hi"))

    assert late.repeated
    assert texts_of(ports, first.conversation_id) == ["Hello?"]


def test_a_note_is_kept_once(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    note = PlatformNote("n1", CARLA, later(), "thread_passed", "to another app")

    recorded(ports, note, note)

    assert log_of(ports, first.conversation_id)[1:] == [Noted("thread_passed", "to another app")]


def test_a_note_under_another_id_of_the_person_stands_in_their_thread(ports: Ports) -> None:
    first = received(ports, told("Hi"))

    recorded(ports, PlatformNote("n1", Person("34600111222", also=("7001",)), later(), "call"))

    assert log_of(ports, first.conversation_id)[1:] == [Noted("call")]


def test_what_another_app_gives_to_us_waits_for_the_team(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    received(ports, told_by_us("A robot: let me get somebody"))
    set_conversation_status(ports, first.conversation_id, Status.CLOSED, Order(ANA))
    ours = PlatformNote("n1", CARLA, later(minutes=2), "thread_passed", app_id="77")

    recorded(ports, ours, ours)

    head = ports.conversations.head(first.conversation_id)
    assert (head.status, head.waiting_since, head.unread) == (Status.OPEN, later(minutes=2), True)
    assert log_of(ports, first.conversation_id)[-1] == Noted("thread_ours")


def test_what_is_given_to_another_app_waits_for_nobody(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    received(ports, told_by_us("I give you to the robot"))

    recorded(ports, PlatformNote("n1", CARLA, later(minutes=2), "thread_passed", app_id="99"))

    assert ports.conversations.head(first.conversation_id).waiting_since is None
    assert log_of(ports, first.conversation_id)[-1] == Noted("thread_passed")


def test_an_answer_to_what_was_said_before_a_merge_names_that_message(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    other = received(ports, told("Hello", person=Person("7002", "Dan")))
    merge_conversations(ports, first.conversation_id, other.conversation_id, Order(ANA))

    received(ports, told("I mean this", reply_to="m_Hi"))

    answer = log_of(ports, other.conversation_id)[-1]
    assert isinstance(answer, Message)
    assert (answer.answers, answer.answers_conversation) == (1, first.conversation_id)


def test_it_follows_a_merge(ports: Ports) -> None:
    first = received(ports, told("Hi"))
    other = received(ports, told("Hello", person=Person("7002", "Dan")))
    merge_conversations(ports, first.conversation_id, other.conversation_id, Order(ANA))

    recorded(ports, LOVES)

    assert log_of(ports, other.conversation_id)[-1] == Reacted(1, "❤️", of_conversation=first.conversation_id)
