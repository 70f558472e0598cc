"""What people do in Messenger becomes what the log has words for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.channels.messenger.inbound import read_item
from chalicelib.channels.meta.item import Item
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import (
    Echo,
    Mark,
    Person,
    PlatformDeletion,
    PlatformEvent,
    PlatformMessage,
    PlatformNote,
    PlatformReaction,
    RemoteFile,
    Watermark,
)

PAGE, ANA = "201", "770"
TEN = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def read(kind: str = "messaging", *, by_page: bool = False, **event: object) -> PlatformEvent:
    """The one event that is read in one event of `messaging[]`."""
    sender, recipient = (PAGE, ANA) if by_page else (ANA, PAGE)
    value = {"sender": {"id": sender}, "recipient": {"id": recipient}, "timestamp": 1767607200000, **event}
    (read,) = read_item(Item("page", PAGE, ANA, "#an-id", kind, value), NOW)
    return read


def test_words_are_a_message_of_the_person() -> None:
    event = read(message={"mid": "m_1", "text": "Hello"})

    assert event == PlatformMessage("m_1", Person(ANA), TEN, "Hello")


def test_attachments_are_files_to_be_fetched() -> None:
    photo = {"type": "image", "payload": {"url": "https://scontent.xx.fbcdn.net/1.jpg"}}

    event = read(message={"mid": "m_1", "attachments": [photo, photo]})

    assert isinstance(event, PlatformMessage)
    assert event.files == (RemoteFile("image", "https://scontent.xx.fbcdn.net/1.jpg"),) * 2


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//x.test/1", "", None, 7])
def test_address_that_is_none_of_the_web_is_no_file(url: object) -> None:
    event = read(message={"mid": "m_1", "attachments": [{"type": "image", "payload": {"url": url}}]})

    assert isinstance(event, PlatformMessage)
    assert (event.files, [part.kind for part in event.parts]) == ((), ["lost_file"])


def test_sticker_that_comes_as_image_too_is_one_file() -> None:
    payload = {"url": "https://scontent.xx.fbcdn.net/s.png", "sticker_id": 5}
    both = [{"type": kind, "payload": payload} for kind in ("image", "sticker")]

    event = read(message={"mid": "m_1", "attachments": both})

    assert isinstance(event, PlatformMessage)
    assert [file.kind for file in event.files] == ["sticker"]


def test_pressed_button_is_said_by_its_title() -> None:
    event = read(postback={"mid": "m_1", "title": "Prices", "payload": "MENU"})

    assert event == PlatformMessage(
        "m_1", Person(ANA), TEN, "Prices", (Part("choice", title="Prices", payload="MENU"),)
    )


def test_echo_tells_who_sent_it_and_to_whom() -> None:
    ours = read(
        by_page=True, message={"mid": "m_1", "is_echo": True, "app_id": 9, "metadata": "k", "text": "Hi"}
    )
    by_hand = read(by_page=True, message={"mid": "m_2", "is_echo": True, "text": "Hi"})

    assert ours == PlatformMessage("m_1", Person(ANA), TEN, "Hi", echo=Echo("9", "k"))
    assert by_hand == PlatformMessage("m_2", Person(ANA), TEN, "Hi", echo=Echo())


def test_standby_is_read_as_what_it_is() -> None:
    pressed = {"title": "Prices", "payload": "MENU", "mid": "m_2"}
    heard, chosen = read(message={"mid": "m_1", "text": "Hi"}), read(postback=pressed)
    assert isinstance(heard, PlatformMessage)
    assert isinstance(chosen, PlatformMessage)

    # the app that has the conversation answers
    assert read("standby", message={"mid": "m_1", "text": "Hi"}) == replace(heard, by_another=True)
    assert read("standby", postback=pressed) == replace(chosen, by_another=True)


def test_message_taken_back_and_reaction_say_what_they_are_about() -> None:
    assert read(message={"mid": "m_1", "is_deleted": True}) == PlatformDeletion(Person(ANA), TEN, "m_1")
    assert read(by_page=True, reaction={"mid": "m_1", "action": "react", "reaction": "love"}) == (
        PlatformReaction(Person(ANA), TEN, "m_1", "❤️", by_us=True)
    )


def test_watermark_counts_when_it_was_and_not_when_it_was_told() -> None:
    event = read(delivery={"mids": ["m_1", None, "m_1"], "watermark": 1767607100000})

    assert event == Watermark(
        Person(ANA), Mark.DELIVERED, TEN.replace(hour=9, minute=58, second=20), ("m_1",)
    )


def test_handover_tells_whose_turn_it_is() -> None:
    event = read(pass_thread_control={"new_owner_app_id": 9, "metadata": "wants a person"})

    assert isinstance(event, PlatformNote)
    assert (event.name, event.text, event.app_id) == ("thread_passed", "wants a person", "9")


def test_comment_on_the_page_belongs_to_nobodys_conversation() -> None:
    value = {"item": "comment", "verb": "add", "from": {"id": "5", "name": "Leo"}, "message": "Nice"}

    (event,) = read_item(Item("page", PAGE, "", "#an-id", "feed", value), NOW)

    assert isinstance(event, PlatformNote)
    assert (event.name, event.person) == ("unsupported", None)
    assert event.text == "feed: comment add – Leo – Nice"


def test_unknown_event_is_shown_by_its_name() -> None:
    event = read(teleport={"to": "Mars" * 1_000})

    assert isinstance(event, PlatformNote)
    assert event.name == "unsupported"
    assert event.text.startswith("teleport: to: Mars")
    assert len(event.text) == 1_000


def test_event_of_several_kinds_tells_each_of_them() -> None:
    value = {
        "sender": {"id": ANA},
        "message": {"mid": "m_1", "text": "Hi"},
        "referral": {"ref": "r"},
        "read": None,
    }

    said, came = read_item(Item("page", PAGE, ANA, "m_1", "messaging", value, TEN), NOW)

    assert isinstance(said, PlatformMessage)
    assert isinstance(came, PlatformNote)
    assert (said.at, came.at, came.name) == (TEN, TEN, "referral")
