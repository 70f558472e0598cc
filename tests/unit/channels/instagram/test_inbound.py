"""What people do on Instagram becomes what the log has words for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.channels.instagram.inbound import read_item
from chalicelib.channels.meta.item import Item
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import (
    Mark,
    Person,
    PlatformEvent,
    PlatformMessage,
    PlatformNote,
    Watermark,
)

ACCOUNT, LEO = "178", "990"
TEN = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def read(kind: str = "messaging", **event: object) -> PlatformEvent:
    value = {"sender": {"id": LEO}, "recipient": {"id": ACCOUNT}, "timestamp": 1767607200000, **event}
    (read,) = read_item(Item("instagram", ACCOUNT, LEO, "#an-id", kind, value), NOW)
    return read


@pytest.mark.parametrize("kind", ["messaging", "standby", "messages"])
def test_direct_message_is_the_same_in_each_form(kind: str) -> None:
    event = read(kind, message={"mid": "a_1", "text": "Hi"})

    by_another = kind == "standby"  # the app that has the conversation answers
    assert event == PlatformMessage("a_1", Person(LEO), TEN, "Hi", by_another=by_another)


def test_answer_to_a_story_shows_the_story() -> None:
    story = {"id": "17", "url": "https://lookaside.fbsbx.com/s"}

    event = read(message={"mid": "a_1", "text": "Where?", "reply_to": {"story": story}})

    assert isinstance(event, PlatformMessage)
    assert event.parts == (Part("story_reply", url="https://lookaside.fbsbx.com/s", payload="17"),)
    assert event.reply_to == ""


def test_mention_in_a_story_is_a_message() -> None:
    mention = {"type": "story_mention", "payload": {"url": "https://lookaside.fbsbx.com/m"}}

    event = read(message={"mid": "a_1", "attachments": [mention]})

    assert isinstance(event, PlatformMessage)
    assert event.parts == (Part("story_mention", url="https://lookaside.fbsbx.com/m"),)


def test_heart_without_a_picture_is_a_heart() -> None:
    event = read(message={"mid": "a_1", "attachments": [{"type": "like_heart"}]})

    assert isinstance(event, PlatformMessage)
    assert event.text == "❤️"


def test_seen_names_the_message() -> None:
    assert read(read={"mid": "a_ours"}) == Watermark(
        Person(LEO), Mark.READ, TEN, ("a_ours",), ends_at_named=True
    )


def test_account_that_writes_to_itself_has_a_conversation_with_itself() -> None:
    event = read(
        sender={"id": ACCOUNT},
        recipient={"id": ACCOUNT},
        message={"mid": "a_1", "text": "Hi", "is_self": True},
    )

    assert event == PlatformMessage("a_1", Person(ACCOUNT), TEN, "Hi")


def test_other_id_of_the_account_is_nobody_outside() -> None:
    event = read(recipient={"id": "256"}, message={"mid": "a_1", "text": "Hi"})

    assert event == PlatformMessage("a_1", Person(LEO), TEN, "Hi")


def test_comment_belongs_to_nobodys_conversation() -> None:
    value = {"id": "1", "from": {"id": LEO, "username": "leo"}, "text": "Nice", "media": {"id": "2"}}

    (event,) = read_item(Item("instagram", ACCOUNT, "", "#an-id", "comments", value), NOW)

    assert isinstance(event, PlatformNote)
    assert (event.person, event.text) == (None, "comments: leo – Nice")
