"""For how long a platform takes answers: counted from what the person did there last, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.channels.whatsapp.capabilities import WHATSAPP
from chalicelib.domain.channel_kind import Window
from chalicelib.domain.errors import WindowClosed
from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.platform_entries import OPENS, Part
from chalicelib.domain.platform_event import Person, PlatformNote, PlatformReaction
from chalicelib.ports.answer_window import window_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform_intake import note_at_the_door
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.record_told import Told, record_told
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.platform_people import CARLA, KINDS, PAGE, received, told
from tests.unit.usecases.test_receive_message import a_mail

NUMBER = replace(PAGE, id=ChannelId("b" * 32), kind="whatsapp", address="110000000000031")
LEO = Person("34600111222", "Leo Gil")
RINGS = (Part("call", text="incoming, connect", payload=OPENS),)


@pytest.fixture
def both(ports: Ports) -> Ports:
    """The company is on Messenger and on WhatsApp."""
    for channel in (PAGE, NUMBER):
        ports.workspace.put_channel(channel)
    return replace(ports, kinds={**KINDS, "whatsapp": WHATSAPP})


def window(ports: Ports, thread: ConversationId) -> Window:
    state = window_of(ports, ports.conversations.head(thread))
    assert state is not None
    return state.window


def a_week_ago(ports: Ports, clock: Clock) -> ConversationId:
    """Carla wrote on Messenger, eight days before now."""
    thread = received(ports, told("Hi")).conversation_id
    clock.ahead(days=8)
    return thread


def a_note(name: str, at: datetime, **more: Any) -> PlatformNote:
    return replace(PlatformNote(f"n{at}", CARLA, at, name), **more)


def begun(ports: Ports, note: PlatformNote, channel: Any = PAGE) -> ConversationId:
    return receive_message(ports, note_at_the_door(ports, channel, note)).conversation_id


def merged(ports: Ports, source: ConversationId, into: ConversationId) -> None:
    merge_conversations(ports, source, into, Order(ANA))


def test_words_on_another_channel_that_was_merged_in_open_nothing(both: Ports, clock: Clock) -> None:
    thread = a_week_ago(both, clock)
    elsewhere = received(both, told("On WhatsApp", person=LEO, at=clock()), NUMBER).conversation_id
    merged(both, elsewhere, thread)

    taken = received(both, told("Still there?", person=LEO, at=clock()), NUMBER)

    assert taken.conversation_id == thread
    assert window(both, thread) is Window.CLOSED
    with pytest.raises(WindowClosed):
        reply_to_conversation(both, ReplyOrder(thread, Order(ANA), "Yes", taken.seq, insist=True))


def test_words_by_mail_that_was_merged_in_open_nothing(both: Ports, clock: Clock) -> None:
    thread = a_week_ago(both, clock)
    mail = receive_message(both, replace(a_mail(), received_at=clock()))
    merged(both, mail.conversation_id, thread)
    answer = a_mail("<2@customer.example>", answers="<1@customer.example>")

    taken = receive_message(both, replace(answer, received_at=clock()))

    assert taken.conversation_id == thread
    assert window(both, thread) is Window.CLOSED


def test_somebody_else_of_the_same_page_who_was_merged_in_opens_nothing(both: Ports, clock: Clock) -> None:
    thread = a_week_ago(both, clock)
    dan = Person("7002", "Dan")
    merged(both, received(both, told("Me too", person=dan, at=clock())).conversation_id, thread)

    received(both, told("And now?", person=dan, at=clock()))
    assert window(both, thread) is Window.CLOSED
    record_told(both, PAGE, PlatformReaction(dan, clock(), "m_And now?", "👍"))
    assert window(both, thread) is Window.CLOSED
    received(both, told("Hello again", at=clock()))
    assert window(both, thread) is Window.OPEN


def test_what_is_told_late_closes_nothing(both: Ports, clock: Clock) -> None:
    thread = received(both, told("Hello?")).conversation_id

    received(both, told("I said this before", at=clock() - timedelta(days=2)))

    assert both.conversations.head(thread).wrote_at == clock()
    assert window(both, thread) is Window.OPEN


def test_a_reaction_and_a_link_let_us_answer_as_words_do(both: Ports, clock: Clock) -> None:
    events: tuple[Told, ...] = (
        PlatformReaction(CARLA, clock() + timedelta(days=8), "m_Hi", "❤️"),
        a_note("referral", clock() + timedelta(days=16)),
    )
    thread = received(both, told("Hi")).conversation_id
    for event in events:
        clock.ahead(days=8)
        assert window(both, thread) is Window.CLOSED
        record_told(both, PAGE, event)
        assert window(both, thread) is Window.OPEN


def test_what_is_taken_back_or_ours_lets_us_answer_nothing(both: Ports, clock: Clock) -> None:
    thread = a_week_ago(both, clock)

    record_told(both, PAGE, PlatformReaction(CARLA, clock(), "m_Hi", "", taken_back=True))
    record_told(both, PAGE, PlatformReaction(CARLA, clock(), "m_Hi", "👍", by_us=True))
    record_told(both, PAGE, a_note("opt_in", clock()))

    assert window(both, thread) is Window.CLOSED


@pytest.mark.parametrize(
    ("name", "expected"), [("referral", Window.OPEN), ("opt_in", Window.CLOSED), ("call", Window.CLOSED)]
)
def test_what_begins_a_conversation_opens_what_it_would_later_on(
    both: Ports, clock: Clock, name: str, expected: Window
) -> None:
    first = begun(both, a_note(name, clock(), text="incoming, connect" if name == "call" else ""))
    assert window(both, first) is expected

    clock.ahead(days=8)
    record_told(both, PAGE, a_note(name, clock(), text="incoming, connect" if name == "call" else ""))
    assert window(both, first) is expected


def test_a_call_on_whatsapp_lets_us_answer_for_a_day(both: Ports, clock: Clock) -> None:
    call = a_note("call", clock(), person=LEO, text="incoming, connect", parts=RINGS)
    thread = begun(both, call, NUMBER)
    assert window(both, thread) is Window.OPEN

    clock.ahead(days=3)
    assert window(both, thread) is Window.TEMPLATES_ONLY
    record_told(both, NUMBER, replace(call, id="again", at=clock()))
    assert window(both, thread) is Window.OPEN
