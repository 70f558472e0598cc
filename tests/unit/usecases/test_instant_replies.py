"""The first words of somebody get the account's instant reply, which is no answer of the team's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.entry import Status
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.platform_event import (
    Person,
    PlatformDeletion,
    PlatformEdit,
    PlatformMessage,
    PlatformNote,
)
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform_intake import note_at_the_door
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.record_told import record_told
from chalicelib.usecases.set_conversation_status import set_conversation_status
from chalicelib.usecases.unmerge_conversation import unmerge_conversation
from tests.unit.usecases.company import ANA
from tests.unit.usecases.platform_people import CARLA, PAGE, later, received, texts_of, told

SOON = "We answer within the hour"
QUICK = replace(PAGE, platform=PlatformAccount(app_id="77", instant_reply=SOON))


def said(ports: Ports, message: PlatformMessage) -> ConversationId:
    return received(ports, message, QUICK).conversation_id


@pytest.mark.parametrize(("name", "text"), [("opt_in", ""), ("call", "incoming, connect"), ("referral", "")])
def test_a_call_or_what_brings_them_here_gets_none_and_their_first_words_do(
    ports: Ports, name: str, text: str
) -> None:
    note = PlatformNote("n1", CARLA, later(), name, text)
    thread = receive_message(ports, note_at_the_door(ports, QUICK, note)).conversation_id
    assert texts_of(ports, thread) == [""]
    assert ports.conversations.unsettled_work(thread) == ()

    said(ports, told("Is it open?", at=later(minutes=1)))
    said(ports, told("Hello?", at=later(minutes=2)))

    assert texts_of(ports, thread) == ["", "Is it open?", SOON, "Hello?"]
    assert [work.seq for work in ports.conversations.unsettled_work(thread)] == [3]


def test_where_another_app_answers_there_is_none(ports: Ports) -> None:
    thread = said(ports, told("Is it open?", by_another=True))

    assert texts_of(ports, thread) == ["Is it open?"]


def test_words_of_long_ago_before_the_first_ones_now_are_no_reason_for_one(ports: Ports) -> None:
    thread = said(ports, told("Long ago", history=True))
    said(ports, told("Is it open?", at=later(minutes=1)))

    assert texts_of(ports, thread) == ["Long ago", "Is it open?"]


def test_what_they_said_is_what_a_list_shows(ports: Ports) -> None:
    head = ports.conversations.head(said(ports, told("Is it open?")))

    assert (head.preview, head.preview_by, head.unread) == ("Is it open?", "contact", True)


def test_what_they_change_or_take_back_after_it_is_what_a_list_shows(ports: Ports) -> None:
    thread = said(ports, told("Is it open?"))

    record_told(ports, QUICK, PlatformEdit(CARLA, later(minutes=1), "m_Is it open?", "Is it open today?"))
    assert ports.conversations.head(thread).preview == "Is it open today?"
    record_told(ports, QUICK, PlatformDeletion(CARLA, later(minutes=2), "m_Is it open?"))
    assert ports.conversations.head(thread).preview == ""


def test_who_was_taken_for_spam_waits_again(ports: Ports) -> None:
    thread = said(ports, told("Is it open?"))

    set_conversation_status(ports, thread, Status.SPAM, Order(ANA))
    set_conversation_status(ports, thread, Status.OPEN, Order(ANA))

    assert ports.conversations.head(thread).waiting_since is not None


def test_who_waits_does_so_after_a_merge_was_undone(ports: Ports) -> None:
    thread = said(ports, told("Is it open?"))
    other = said(ports, told("Me too", person=Person("7002", "Dan")))

    merge_conversations(ports, other, thread, Order(ANA))
    unmerge_conversation(ports, other, Order(ANA))

    assert ports.conversations.head(thread).waiting_since is not None
