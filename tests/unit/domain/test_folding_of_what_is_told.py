"""What a list shows of a conversation, and whether somebody should look, after what a platform tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Actor, Attachment, Comment, Direction, Mailbox, Message, Status
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.domain.platform_entries import Edited, Noted, Part, Withdrawn
from tests.unit.domain.test_conversation import ANA, CUSTOMER, NOON, head, mail_in, mail_out

PLATFORM = Actor.system("platform")
PICTURE = Attachment("f", BlobId("a" * 64), "lamp.png", "image/png", 9)
ELSEWHERE = ConversationId("2" * 32)


def asked() -> Conversation:
    return head().receive(mail_in(), NOON, CUSTOMER).after


def closed() -> Conversation:
    """Answered, read and closed."""
    answered = asked().reply(mail_out(), NOON, ANA).after
    over = answered.set_status(Status.CLOSED, NOON, Actor.agent(ANA)).after
    return replace(over, opened_through=over.seq)


@pytest.mark.parametrize("told", [Edited(1, "It sparks"), Withdrawn(1)])
def test_a_note_of_the_team_keeps_its_own_words(told: Edited | Withdrawn) -> None:
    noted = asked().record(Comment("VIP"), NOON, Actor.agent(ANA)).after

    after = noted.record(told, NOON, CUSTOMER).after

    assert (after.preview, after.preview_by) == ("VIP", "note")


@pytest.mark.parametrize("told", [Edited(1, "Something else", None, ELSEWHERE), Withdrawn(1, ELSEWHERE)])
def test_what_is_told_of_a_message_in_a_merged_conversation_leaves_the_words_here(
    told: Edited | Withdrawn,
) -> None:
    assert asked().record(told, NOON, CUSTOMER).after.preview == "It flickers"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (mail_in(" \n ", attachments=(PICTURE,)), "lamp.png"),
        (mail_in("\u3164", parts=(Part("location", title="\u200b", text="Gran Vía 1"),)), "Gran Vía 1"),
        (mail_in("", parts=(Part("unsupported", title="poll"),)), "poll"),
        (mail_in("", parts=(Part("unsupported", title="message"),)), ""),
        (mail_in("", parts=(Part("unsupported", title="unknown", text="Red or blue?"),)), "Red or blue?"),
        (mail_in("", parts=(Part("unsupported", title="attachment"),), attachments=(PICTURE,)), "lamp.png"),
    ],
)
def test_a_list_shows_the_first_thing_that_can_be_read(message: Message, shown: str) -> None:
    assert head().receive(message, NOON, CUSTOMER).after.preview == shown


def test_other_words_of_theirs_in_what_is_closed_are_unread_and_come_up() -> None:
    later = NOON + timedelta(hours=1)

    after = closed().record(Edited(1, "Please cancel it"), later, CUSTOMER).after

    assert (after.status, after.unread, after.last_activity_at) == (Status.CLOSED, True, later)


def test_other_words_of_ours_are_nothing_new() -> None:
    after = closed().record(Edited(2, "We look into it!"), NOON + timedelta(hours=1), PLATFORM).after

    assert (after.unread, after.last_activity_at) == (False, NOON)


@pytest.mark.parametrize(
    ("text", "unread"), [("incoming, terminate, missed", True), ("outgoing, connect", False)]
)
def test_a_call_of_theirs_in_what_is_closed_is_unread(text: str, unread: bool) -> None:
    after = closed().record(Noted("call", text), NOON + timedelta(hours=1), PLATFORM).after

    assert (after.status, after.unread, after.last_activity_at > NOON) == (Status.CLOSED, unread, unread)


def test_an_automatic_answer_is_no_answer_and_hides_nobodys_words() -> None:
    at_once = Message(Direction.OUT, "We are closed", to=(Mailbox("carla@customer.example"),), automatic=True)

    after = asked().record(at_once, NOON, Actor.system("instant_reply")).after

    assert (after.preview, after.preview_by, after.waiting_since) == ("It flickers", "contact", NOON)
    assert (after.last_message_seq, after.last_answered_seq) == (1, 0)


def test_that_a_file_is_lost_is_unread_and_nothing_else() -> None:
    lost = mail_in("", automatic=True, parts=(Part("lost_file", "image"),))
    before = closed()

    after = before.receive(lost, NOON, CUSTOMER).after

    assert (after.status, after.waiting_since, after.preview) == (Status.CLOSED, None, before.preview)
    assert after.unread
