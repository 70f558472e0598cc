"""A platform's message made whole before it is kept: its files fetched, its person's name asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from chalicelib.domain import limits
from chalicelib.domain.entry import Attachment, Direction, Mailbox, Message
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import Person, PlatformMessage, PlatformNote, RemoteFile
from chalicelib.domain.portrait import AGAIN_AFTER_REFUSAL, AGAIN_SOON, AGAIN_WHEN_OLD
from chalicelib.domain.shortening import fitting
from chalicelib.domain.window_opening import note_opens_window
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.person_thread import identity_of, readable
from chalicelib.ports.platform import FileLost, PlatformBusy, TokenRefused
from chalicelib.ports.writing import kept_text

MOST_FILES = 20
SAID_IN_A_PART = ("call", "unsupported")
# why a file is lost, beside what `FileLost` says
NOT_REACHED = "The platform did not hand it out in time"
NO_FILES = "Channels of this kind hand out no files"
TOO_MANY = "Only the first {} of the {} files of this message are copied"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message at the door. `late` are the places of files that could not be had yet: words do not wait."""

    inbound: InboundMessage
    late: tuple[int, ...] = ()


def message_at_the_door(ports: Ports, channel: Channel, told: PlatformMessage) -> Arrived:
    """The message as every channel hands it in; its files are blobs.

    A file that is not to be had is a part that says so, and so is one that may be had later. One part
    stands for all that are too many.
    """
    person = _introduced(ports, channel, readable(told.person))
    files: list[Attachment] = []
    parts: list[Part] = []
    late: list[int] = []
    for place, file in enumerate(told.files[:MOST_FILES]):
        try:
            found = _fetched(ports, channel, file)
        except (PlatformBusy, TokenRefused):
            late.append(place)
            found = Part("late_file", _name_of(file))
        (parts if isinstance(found, Part) else files).append(found)  # type: ignore[arg-type]
    if len(told.files) > MOST_FILES:
        parts.append(Part("lost_file", text=TOO_MANY.format(MOST_FILES, len(told.files))))
    message = _message(ports, channel, replace(told, person=person), tuple(files), (*told.parts, *parts))
    return Arrived(_inbound(channel, told, person, message), tuple(late))


def file_at_the_door(
    ports: Ports, channel: Channel, told: PlatformMessage, place: int, *, last_try: bool
) -> InboundMessage:
    """A file that came late, as a message of its own. Raises `PlatformBusy` and `TokenRefused` while it may
    still be had, unless this is the `last_try`: then it says that it is lost, for which nobody waits."""
    file = told.files[place]
    try:
        found = _fetched(ports, channel, file)
    except (PlatformBusy, TokenRefused):
        if not last_try:
            raise
        found = Part("lost_file", _name_of(file), NOT_REACHED)
    person, id_ = readable(told.person), late_file_id(told.id, place)
    alone = replace(told, id=id_, person=person, text="", parts=(), files=(), reply_to=told.id)
    lost, files = ((found,), ()) if isinstance(found, Part) else ((), (found,))
    message = replace(_message(ports, channel, alone, files, lost), automatic=bool(lost))
    return _inbound(channel, alone, person, message)


def late_file_id(message_id: str, place: int) -> str:
    """Under which the file of a message that came late is kept."""
    return f"{message_id}#file{place}"


def _message(
    ports: Ports,
    channel: Channel,
    told: PlatformMessage,
    files: tuple[Attachment, ...],
    parts: tuple[Part, ...],
) -> Message:
    text, cut, full_text = kept_text(ports.blobs, told.text)
    theirs = Mailbox(told.person.id, fitting(told.person.name, limits.NAME))
    return Message(
        direction=Direction.OUT if told.echo else Direction.IN,
        text=text,
        text_cut=cut,
        full_text=full_text,
        sender=Mailbox("", channel.name) if told.echo else theirs,
        to=(theirs,) if told.echo else (),
        attachments=files,
        message_id=told.id,
        in_reply_to=told.reply_to,
        own_program=told.echo is not None,
        parts=(*parts, *_group_of(told)),
        imported=told.history,
    )


def _group_of(told: PlatformMessage) -> tuple[Part, ...]:
    """Others heard it too, and an answer goes to its writer alone: that has to be seen beside the words."""
    return (Part("group", payload=fitting(told.group, limits.SUBJECT)),) if told.group else ()


def _inbound(channel: Channel, told: PlatformMessage, person: Person, message: Message) -> InboundMessage:
    return InboundMessage(
        channel=channel,
        external_id=told.id,
        content_hash=content_hash(told),
        message=message,
        received_at=told.at,
        delivered_to="",
        person=person,
        from_us=told.echo is not None,
        by_another=told.by_another,
    )


def content_hash(told: PlatformMessage) -> str:
    """Tells a repeat from another message under the same id; links to files change and do not count."""
    parts = (told.text, *(part.kind + part.title + part.text + part.payload for part in told.parts))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _introduced(ports: Ports, channel: Channel, person: Person) -> Person:
    """With the name that the platform tells when they write for the first time. Whatever else is to be asked
    of it waits until their words are kept: see `portraits.py`."""
    if person.name:
        return person
    if contact := ports.contacts.by_identity(identity_of(channel, person.id)):
        named = person if contact.nameless else replace(person, name=contact.name)
        return replace(named, ask_after=contact.asked_from)
    platform, now = ports.platforms.get(channel.kind), ports.now()
    try:
        known = platform.person(channel, person.id) if platform else None
    except (PlatformBusy, TokenRefused):  # a name is not worth waiting for: their words are
        return replace(person, ask_after=now + AGAIN_SOON)
    if known is None:
        return replace(person, ask_after=now + AGAIN_AFTER_REFUSAL)
    # until their picture is kept there is something to ask for
    complete = now if known.picture else now + AGAIN_WHEN_OLD
    return replace(person, name=known.name, picture=known.picture, ask_after=complete)


def _fetched(ports: Ports, channel: Channel, file: RemoteFile) -> Attachment | Part:
    """The file kept as a blob, or why there is none. Raises `PlatformBusy`, `TokenRefused`."""
    platform = ports.platforms.get(channel.kind)
    if platform is None:
        return Part("lost_file", _name_of(file), NO_FILES)
    try:
        got = platform.fetch(channel, file)
    except FileLost as error:
        return Part("lost_file", _name_of(file), fitting(str(error), limits.SUBJECT))
    kind = got.content_type or file.content_type or "application/octet-stream"
    name = fitting(got.name or _name_of(file), limits.FILE_NAME)
    blob = ports.blobs.put(got.content)
    return Attachment(ports.new_id(), blob, name, kind, len(got.content), inline=file.kind == "sticker")


def _name_of(file: RemoteFile) -> str:
    return fitting(file.name or file.kind, limits.FILE_NAME)


def note_at_the_door(ports: Ports, channel: Channel, note: PlatformNote) -> InboundMessage:
    """What brought somebody here, or their call, as the beginning of their conversation. Nobody waits for an
    answer to it; whether the platform takes one is the same as later on.

    Raises `ValueError` for a note about nobody.
    """
    if note.person is None:
        raise ValueError("a note about nobody begins no conversation")
    person = _introduced(ports, channel, readable(note.person))
    said = note.name in SAID_IN_A_PART
    message = Message(
        Direction.IN,
        "" if said else note.text,
        sender=Mailbox(person.id, fitting(person.name, limits.NAME)),
        automatic=True,
        parts=note.parts or (Part(note.name, text=note.text) if said else Part("referral", note.name),),
        opens_nothing=not note_opens_window(note.name, note.parts),
    )
    name = f"note#{note.id}"
    return InboundMessage(channel, name, name, message, note.at, "", person=person)
