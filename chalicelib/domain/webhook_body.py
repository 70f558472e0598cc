"""What a webhook of events says: one JSON object, the same for whoever is told. docs/webhooks.md shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Assigned, Comment, Entry, Mailbox, Message
from chalicelib.domain.rfc3339 import rfc3339
from chalicelib.domain.subscription import event_id

MOST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, with what it takes to tell of it: `site` is the address of the workspace, `text` all that a
    message or note says, `actor_name` who did it."""

    event: str
    entry: Entry
    head: Conversation
    site: str
    text: str = ""
    actor_name: str = ""

    @property
    def id(self) -> str:
        """The same at every try."""
        return event_id(self.entry.conversation_id, self.entry.seq, self.event)


def body_of(happening: Happening) -> dict[str, Any]:
    """The event. The conversation is as it is now; what happened is as it was."""
    entry = happening.entry
    told: dict[str, Any] = {"conversation": _conversation(happening), "actor": _actor(happening)}
    match entry.content:
        case Message():
            told["message"] = _message(happening, entry.content)
        case Comment():
            told["comment"] = {"seq": entry.seq, **_text(happening)}
        case Assigned(owner=owner):
            told["owner"] = owner
        case Recognised() as who:
            told["contact"] = _contact(who)
    at = rfc3339(entry.at)
    return {
        "id": happening.id,
        "type": happening.event,
        "at": at,
        "workspace": happening.site,
        "data": told,
    }


def _conversation(happening: Happening) -> dict[str, Any]:
    head = happening.head
    merged = head.merged_into
    return {
        "id": head.id,
        "number": head.number,
        "url": f"{happening.site}/#/inbox/{head.inbox_id}/open/{head.id}",
        "inbox": head.inbox_id,
        "channel": {"id": head.channel_id, "kind": head.channel_kind},
        "status": head.status.value,
        "subject": head.subject,
        "owner": head.owner,
        "contact": {"id": head.contact_id, "name": head.contact_name, "address": head.contact_address},
        "merged_into": {"id": merged.conversation_id, "number": merged.number} if merged else None,
    }


def _contact(who: Recognised) -> dict[str, Any]:
    told = {"id": who.contact_id, "name": who.name, "address": who.address}
    return {**told, "email": who.email, "proven": who.proven}


def _actor(happening: Happening) -> dict[str, str]:
    actor = happening.entry.actor
    return {"kind": actor.kind.value, "id": actor.id, "name": happening.actor_name}


def _message(happening: Happening, message: Message) -> dict[str, Any]:
    return {
        "seq": happening.entry.seq,
        "direction": message.direction.value,
        **_text(happening),
        "subject": message.subject,
        "sender": _mailbox(message.sender),
        "to": [_mailbox(one) for one in message.to],
        "cc": [_mailbox(one) for one in message.cc],
        "automatic": message.automatic,
        "attachments": [
            {
                "id": file.id,
                "name": file.name,
                "content_type": file.content_type,
                "size": file.size,
                "url": f"{happening.site}/api/attachments/{file.id}",
            }
            for file in message.attachments
        ],
    }


def _text(happening: Happening) -> dict[str, Any]:
    return {"text": happening.text[:MOST_TEXT], "text_cut": len(happening.text) > MOST_TEXT}


def _mailbox(mailbox: Mailbox) -> dict[str, str]:
    return {"address": mailbox.address, "name": mailbox.name}
