"""What the files of a message say that a person wants to see at once: invitations and address cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from chalicelib.domain.entry import Attachment, Message
from chalicelib.domain.errors import NoSuchEntry
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports

Event = TypeVar("Event")
Person = TypeVar("Person")
MOST_FILES = 6
LARGEST_FILE = 1_000_000
CALENDARS = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
CARDS = frozenset({"text/vcard", "text/x-vcard", "text/directory", "application/vcard"})


@dataclass(frozen=True, slots=True)
class Cards(Generic[Event, Person]):
    events: list[Event]
    people: list[Person]


def message_cards(
    ports: Ports,
    conversation_id: ConversationId,
    seq: int,
    read_events: Callable[[bytes], Sequence[Event]],
    read_people: Callable[[bytes], Sequence[Person]],
) -> Cards[Event, Person]:
    """What the first files of each kind hold, read when it is shown, so that lists cost nothing.

    Raises `NoSuchConversation`, `NoSuchEntry`.
    """
    message = ports.conversations.entry(conversation_id, seq).content
    if not isinstance(message, Message):
        raise NoSuchEntry("Only a message has cards")
    events = [event for content in _contents(ports, message, is_calendar) for event in read_events(content)]
    people = [one for content in _contents(ports, message, is_address_card) for one in read_people(content)]
    return Cards(events, people)


def is_calendar(file: Attachment) -> bool:
    """By type, or by name where the type says nothing."""
    return file.content_type.lower() in CALENDARS or file.name.lower().endswith(".ics")


def is_address_card(file: Attachment) -> bool:
    """By type, or by name where the type says nothing."""
    return file.content_type.lower() in CARDS or file.name.lower().endswith(".vcf")


def _contents(ports: Ports, message: Message, wanted: Callable[[Attachment], bool]) -> list[bytes]:
    found = [file for file in message.attachments if wanted(file) and file.size <= LARGEST_FILE]
    return [ports.blobs.get(file.blob) for file in found[:MOST_FILES]]
