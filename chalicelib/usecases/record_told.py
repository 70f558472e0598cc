"""A platform tells something beside messages: a reaction, an edit, what was taken back, a note. Keep it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Content, Entry, Status, StatusChanged, Why
from chalicelib.domain.ids import BlobId
from chalicelib.domain.platform_entries import OUR_TURN, Edited, Noted, Reacted, Withdrawn
from chalicelib.domain.platform_event import (
    Person,
    PlatformDeletion,
    PlatformEdit,
    PlatformNote,
    PlatformReaction,
)
from chalicelib.domain.receipt import ExternalId, Known, Receipt, Taken
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import elsewhere, where_it_goes_on
from chalicelib.ports.person_thread import PLATFORM, identity_of
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.taken_back import is_gone, without_it
from chalicelib.ports.thread_finding import Stored
from chalicelib.ports.told_since import told_since
from chalicelib.ports.writing import kept_text

HANDED_OVER = ("thread_passed", "thread_taken")
Told = PlatformReaction | PlatformEdit | PlatformDeletion | PlatformNote


@again_when_stale
def record_told(ports: Ports, channel: Channel, told: Told, raw: BlobId | None = None) -> Taken | None:
    """Where it was kept; `None` when it concerns nobody's conversation.

    `raw` is the event as it came. What was taken back before it came in is never shown: its id is taken. What
    was taken back is changed no more, and the latest change and reaction stay, in whatever order they come.
    """
    told = _turned(channel, told)
    receipt_id = ExternalId.on_channel(channel.id, name_of(told))
    stored = ports.conversations.known(_ids_of(channel, told, receipt_id))
    if (known := stored.get(receipt_id)) and known.seq:
        return Taken(known.conversation_id, known.seq, repeated=True, content_hash=known.content_hash)
    about = _about(channel, told, stored)
    place = about or _thread_of(channel, told, stored)
    if place is None or place.tombstone:
        return None
    head = where_it_goes_on(ports, place.conversation_id)
    if isinstance(told, PlatformNote) and told.new_id and _is_with(head, channel, told.person):
        return _moved(ports, channel, head, told, raw)
    if about and _says_nothing_new(ports, head, told, about):
        return Taken(about.conversation_id, about.seq or 0, repeated=True)
    content = _content(ports, head, told, about, raw)
    step = _reopened(Step(head, head), told).add(content, told.at, _actor(head, told))
    receipts = [Receipt(receipt_id)]
    rewritten: tuple[Entry, ...] = ()
    if isinstance(told, PlatformDeletion):
        if about and about.seq:
            rewritten = without_it(ports, channel, told.of, about, head)
        else:
            never = ExternalId.on_channel(channel.id, told.of)
            receipts.append(Receipt(never, "withdrawn", replaces=stored.get(never)))
    return ports.conversations.commit(Commit(step, tuple(receipts), rewritten=rewritten))


def name_of(told: Told) -> str:
    """Under which it is kept once: the same each time the platform tells it."""
    match told:
        case PlatformNote():
            return f"note#{told.id}"
        case PlatformReaction():
            what = f"reaction#{told.of}#{told.person.id}#{told.emoji}#{told.taken_back}#{told.at.timestamp()}"
        case PlatformEdit():
            words = hashlib.sha256(told.text.encode("utf-8", "surrogatepass")).hexdigest()
            what = f"edit#{told.of}#{told.number}#{words}"
        case PlatformDeletion():
            what = f"deletion#{told.of}"
    return what


def _ids_of(channel: Channel, told: Told, receipt_id: ExternalId) -> list[ExternalId]:
    ids = [receipt_id]
    ids += _ids_of_person(channel, told)
    if not isinstance(told, PlatformNote):
        ids += [ExternalId.of_ours(told.of), ExternalId.on_channel(channel.id, told.of)]
    return ids


def _ids_of_person(channel: Channel, told: Told) -> list[ExternalId]:
    return [ExternalId.of_person(channel.id, id_) for id_ in told.person.ids] if told.person else []


def _thread_of(channel: Channel, told: Told, stored: Stored) -> Known | None:
    """The conversation of the person, under any of their ids."""
    rows = (stored.get(id_) for id_ in _ids_of_person(channel, told))
    return next((row for row in rows if row and not row.tombstone), None)


def _is_with(head: Conversation, channel: Channel, person: Person | None) -> bool:
    """A conversation that theirs was merged into may be with somebody else, or on another channel."""
    return person is not None and head.channel_id == channel.id and head.contact_address in person.ids


def _moved(
    ports: Ports, channel: Channel, head: Conversation, told: PlatformNote, raw: BlobId | None
) -> Taken:
    """They have a new number: answers go there, and what they write from there comes into their thread."""
    identity = identity_of(channel, told.new_id)
    if ports.contacts.by_identity(identity) is None:
        contact = ports.contacts.get(head.contact_id)
        ports.contacts.move_identity(identity, contact.id)
        ports.contacts.change_profile(replace(contact, identities=(*contact.identities, identity)))
    text, _, _ = kept_text(ports.blobs, told.text)
    noted = Noted(told.name, text, told.parts, raw, fitting(told.new_id, limits.ADDRESS))
    pointer = ExternalId.of_person(channel.id, told.new_id)
    is_free = pointer not in ports.conversations.known([pointer])
    return ports.conversations.commit(
        Commit(
            head.record(noted, told.at, PLATFORM),
            (Receipt(ExternalId.on_channel(channel.id, name_of(told))),),
            pointers=(pointer,) if is_free else (),
        )
    )


def _says_nothing_new(ports: Ports, head: Conversation, told: Told, about: Known) -> bool:
    """A change of what was taken back; or a change or reaction that a later one came before."""
    if isinstance(told, PlatformEdit):
        if is_gone(ports, about):
            return True
        edits = ((one.content, one.at) for one in told_since(ports, about, head))
        newest = max(((edit.number, at) for edit, at in edits if isinstance(edit, Edited)), default=None)
        return newest is not None and newest > (told.number, told.at)
    if isinstance(told, PlatformReaction):
        actor, since = _actor(head, told), told_since(ports, about, head)
        same = (one for one in since if isinstance(one.content, Reacted) and one.actor == actor)
        return any(one.at > told.at for one in same)
    return False


def _about(channel: Channel, told: Told, stored: Stored) -> Known | None:
    """The message that it is about, ours or theirs, if we have it."""
    if isinstance(told, PlatformNote):
        return None
    ours, theirs = ExternalId.of_ours(told.of), ExternalId.on_channel(channel.id, told.of)
    rows = (stored.get(id_) for id_ in (ours, theirs))
    return next((row for row in rows if row and row.is_receipt and not row.tombstone), None)


def _turned(channel: Channel, told: Told) -> Told:
    """Whether it is we who speak from now on, the account's own app tells."""
    own = channel.platform.app_id if channel.platform else ""
    if isinstance(told, PlatformNote) and told.name in HANDED_OVER and told.app_id == own != "":
        return replace(told, name=OUR_TURN)
    return told


def _reopened(step: Step, told: Told) -> Step:
    """What another app gives to us is for somebody of the team, also after it was closed."""
    if not isinstance(told, PlatformNote) or told.name != OUR_TURN or step.after.status is not Status.CLOSED:
        return step
    return step.add(StatusChanged(Status.OPEN, (Why("reopened_by_handover"),)), told.at, PLATFORM)


def _content(
    ports: Ports, head: Conversation, told: Told, about: Known | None, raw: BlobId | None
) -> Content:
    of = about.seq or 0 if about else 0
    where = elsewhere(head, about.conversation_id) if about else None
    match told:
        case PlatformNote():
            text, _, _ = kept_text(ports.blobs, told.text)
            return Noted(told.name, text, told.parts, raw)
        case PlatformReaction():
            return Reacted(of, told.emoji, told.taken_back, where)
        case PlatformEdit():
            text, _, full_text = kept_text(ports.blobs, told.text)
            return Edited(of, text, full_text, where, told.number)
        case PlatformDeletion():
            return Withdrawn(of, where)


def _actor(head: Conversation, told: Told) -> Actor:
    by_us = not isinstance(told, PlatformNote) and told.by_us
    return PLATFORM if by_us or isinstance(told, PlatformNote) else Actor.contact(head.contact_id)
