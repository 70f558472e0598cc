"""What an entry does to the head of a conversation: the only place that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from chalicelib.domain import limits
from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.entry import (
    Actor,
    ActorKind,
    Assigned,
    Comment,
    Delivery,
    DeliveryOutcome,
    Direction,
    Entry,
    Linked,
    Message,
    Status,
    StatusChanged,
)
from chalicelib.domain.merge_entries import MergedFrom, MergedInto, Moved, Unmerged
from chalicelib.domain.participants import joined
from chalicelib.domain.platform_entries import INCOMING, OUR_TURN, Edited, Noted, Part, Reacted, Withdrawn
from chalicelib.domain.shortening import is_blank, preview_of
from chalicelib.domain.visitor_view import is_shown
from chalicelib.domain.window_opening import opens_window

CHAT = "chat"
TROUBLE = (Delivery.BOUNCED, Delivery.COMPLAINED, Delivery.FAILED, Delivery.UNSURE)
Told = Reacted | Edited | Withdrawn | Noted | Linked | DeliveryOutcome
# what platforms call something that they do not tell: a list shows more by saying nothing
NAMELESS = ("message", "unsupported", "unknown", "attachment")


class Head(Protocol):
    """What of a head decides how the next entry is folded into it (see `Conversation`)."""

    @property
    def channel_kind(self) -> str: ...
    @property
    def contact_address(self) -> str: ...
    @property
    def last_activity_at(self) -> datetime: ...
    @property
    def status(self) -> Status: ...
    @property
    def participants(self) -> tuple[str, ...]: ...
    @property
    def waiting_since(self) -> datetime | None: ...
    @property
    def preview_by(self) -> str: ...
    @property
    def wrote_at(self) -> datetime | None: ...
    @property
    def last_inbound_seq(self) -> int: ...
    @property
    def last_message_seq(self) -> int: ...
    @property
    def last_answered_seq(self) -> int: ...
    @property
    def linked(self) -> tuple[Linked, ...]: ...
    @property
    def merged_into(self) -> MergedInto | None: ...
    @property
    def merged_from(self) -> tuple[MergedFrom, ...]: ...


AnyHead = TypeVar("AnyHead", bound=Head)


def folded(head: AnyHead, entry: Entry) -> AnyHead:
    """The head after `entry`."""
    # channels deliver late and out of order: activity never goes back
    changes: dict[str, Any] = {
        "seq": entry.seq,
        "last_activity_at": max(entry.at, head.last_activity_at),
    }
    if head.channel_kind == CHAT and is_shown(entry.content):
        changes["shown_seq"] = entry.seq
    if _is_their_last_word(head, entry):
        changes["wrote_at"] = max(entry.at, head.wrote_at or entry.at)
    changed: AnyHead = replace(head, **_after(head, entry, changes))  # type: ignore[type-var]  # a dataclass
    return changed


def _is_their_last_word(head: Head, entry: Entry) -> bool:
    """Since a merge, nobody knows whose reactions and notes it is told of: answers go to one of them only."""
    return opens_window(entry) and (isinstance(entry.content, Message) or not head.merged_from)


def _after(head: Head, entry: Entry, changes: dict[str, Any]) -> dict[str, Any]:
    match entry.content:
        case Message(direction=Direction.IN) as message:
            changes |= _after_inbound(head, entry, message)
        case Message() as message:
            changes |= _after_outbound(head, entry, message)
        case Comment(text=text):
            changes |= {
                "preview": preview_of(text),
                "preview_by": "note",
                "preview_agent": _mark_of(entry.actor),
            }
        case Assigned() | StatusChanged() | Moved() | MergedInto() | MergedFrom() | Unmerged() as order:
            changes |= _after_order(head, entry, order)
        case Recognised(contact_id=contact_id, name=name, address=address):
            changes |= {"contact_id": contact_id, "contact_name": name, "contact_address": address}
            del changes["last_activity_at"]  # nobody wrote
        case Reacted() | Edited() | Withdrawn() | Noted() | Linked() | DeliveryOutcome() as told:
            changes |= _after_told(head, told) | _unread_by(entry, told) | _waits_by(head, entry, told)
            if not _is_activity(entry.actor, told):
                del changes["last_activity_at"]  # nobody wrote: the list must not jump
        case _:
            pass
    return changes


def _after_told(head: Head, told: Told) -> dict[str, Any]:
    """A link is remembered; what is said of the last message changes what a list shows of it."""
    match told:
        case Linked():
            return {"linked": (*head.linked, told)[-limits.LINKED :]}
        case Edited(text=text) if _is_previewed(head, told):
            return {"preview": preview_of(text)}
        case Withdrawn() if _is_previewed(head, told):
            return {"preview": ""}
        case Noted(address=address) if address:
            return {"contact_address": address, "participants": joined(head.participants, address)}
    return {}


def _is_previewed(head: Head, told: Edited | Withdrawn) -> bool:
    """Whether it is about the message that a list shows, which stands here and under no newer note."""
    is_last = told.of == head.last_message_seq and told.of_conversation is None
    return is_last and head.preview_by != "note"


def _unread_by(entry: Entry, told: Told) -> dict[str, Any]:
    return {"last_inbound_seq": entry.seq} if _is_news(entry.actor, told) else {}


def _waits_by(head: Head, entry: Entry, told: Told) -> dict[str, Any]:
    """Whoever another app gave to us waits for somebody of the team."""
    if not isinstance(told, Noted) or told.name != OUR_TURN or head.status is not Status.OPEN:
        return {}
    return {"waiting_since": head.waiting_since or entry.at}


def _is_activity(actor: Actor, told: Told) -> bool:
    """Whether a person should look: a receipt or a smile is none, a failure or news of theirs are."""
    return _is_news(actor, told) or (isinstance(told, DeliveryOutcome) and told.state in TROUBLE)


def _is_news(actor: Actor, told: Told) -> bool:
    """Whether it is something of theirs that nobody may miss: other words, or that they called."""
    if isinstance(told, Noted):
        return told.name == OUR_TURN or (told.name == "call" and told.text.startswith(INCOMING))
    return isinstance(told, Edited) and actor.kind is ActorKind.CONTACT


def _after_order(
    head: Head,
    entry: Entry,
    order: Assigned | StatusChanged | Moved | MergedInto | MergedFrom | Unmerged,
) -> dict[str, Any]:
    match order:
        case Assigned(owner=owner):
            return {"owner": owner}
        case StatusChanged(status=status):
            return _after_status(head, entry, status)
        case Moved(inbox_id=inbox_id):
            return {"inbox_id": inbox_id}
        case MergedInto():
            return {"merged_into": order}
        case MergedFrom():
            return _after_merge(head, order)
    return _after_unmerge(head, order)


def _after_status(head: Head, entry: Entry, status: Status) -> dict[str, Any]:
    waited_unseen = head.status is Status.SPAM and head.last_inbound_seq > head.last_answered_seq
    if status is not Status.OPEN:
        return {"status": status, "waiting_since": None}
    return {"status": status, "waiting_since": entry.at if waited_unseen else head.waiting_since}


def _after_merge(head: Head, merge: MergedFrom) -> dict[str, Any]:
    waits = min(filter(None, (head.waiting_since, merge.waiting_since)), default=None)
    return {
        "merged_from": (*head.merged_from, replace(merge, waiting_since=None)),
        "waiting_since": waits if head.status is Status.OPEN else None,
    }


def _after_unmerge(head: Head, undone: Unmerged) -> dict[str, Any]:
    if head.merged_into and head.merged_into.conversation_id == undone.conversation_id:
        return {"merged_into": None}
    rest = tuple(one for one in head.merged_from if one.conversation_id != undone.conversation_id)
    # who waited in the other one waits there again
    waits = head.waiting_since if head.last_inbound_seq > head.last_answered_seq else None
    return {"merged_from": rest, "waiting_since": waits}


def _after_inbound(head: Head, entry: Entry, message: Message) -> dict[str, Any]:
    if message.imported:
        return _after_import(head, entry, message)
    if _says_what_is_lost(message):
        return {"last_inbound_seq": entry.seq}
    changes: dict[str, Any] = {
        "preview": preview_of(_words_of(message)),
        "preview_by": "contact",
        "preview_agent": "",
        "participants": joined(head.participants, message.sender.address, *message.joined),
        "last_inbound_seq": entry.seq,
    }
    if message.automatic:
        return changes
    changes["last_message_seq"] = entry.seq
    waits = head.status is not Status.SPAM
    return changes | {"waiting_since": (head.waiting_since or entry.at) if waits else None}


def _after_import(head: Head, entry: Entry, message: Message) -> dict[str, Any]:
    """It was said long ago, whoever said it: only a list may show it, until something newer is said."""
    if entry.at < head.last_activity_at:
        return {}
    is_theirs = message.direction is Direction.IN
    return {
        "preview": preview_of(_words_of(message)),
        "preview_by": "contact" if is_theirs else "system",
        "preview_agent": "",
    }


def _after_outbound(head: Head, entry: Entry, message: Message) -> dict[str, Any]:
    if message.imported:
        return _after_import(head, entry, message)
    if _says_what_is_lost(message):
        return {}
    # who got a blind copy is nobody's company: an answer of theirs is a matter of its own
    people = [mailbox.address for mailbox in (*message.to, *message.cc)]
    changes: dict[str, Any] = {
        "participants": joined(head.participants, *(message.joined if message.own_program else people))
    }
    if message.automatic and head.preview_by == "contact":
        return changes  # what they said is what a list shows, and not what a machine answered at once
    changes |= {
        "preview": preview_of(_words_of(message)),
        "preview_by": "agent" if entry.actor.kind is ActorKind.AGENT else "system",
        "preview_agent": _mark_of(entry.actor),
        "last_message_seq": entry.seq,
    }
    if message.automatic or (message.own_program and not message.reaches(head.contact_address)):
        return changes
    return changes | {"waiting_since": None, "last_answered_seq": head.last_inbound_seq}


def _says_what_is_lost(message: Message) -> bool:
    """Only that a file of an earlier message cannot be had: nobody said anything new."""
    return message.automatic and {part.kind for part in message.parts} == {"lost_file"}


def _words_of(message: Message) -> str:
    """What to show of a message in one line: its words, or what it holds in their place."""
    titles = (words for part in message.parts for words in _shown_of(part))
    names = (file.name for file in message.attachments)
    found = (message.text, message.subject, *titles, *names)
    return next((words for words in found if not is_blank(words)), "")


def _shown_of(part: Part) -> tuple[str, str]:
    """The title of these may be no more than what a platform calls the kind."""
    if part.kind not in ("template", "unsupported"):
        return part.title, part.text
    return part.text, "" if part.title in NAMELESS else part.title


def _mark_of(actor: Actor) -> str:
    """Enough of an agent's id to know it among the team's; its end, since ids of one day begin alike."""
    return actor.id[-limits.AGENT_MARK :] if actor.kind is ActorKind.AGENT else ""
