"""What a visitor sees of the log of a conversation: messages, who joined, that it ended. Nothing else.

Notes, reasons, addresses of agents and what the team does among itself never leave the team. The log's `seq`
goes on over what is hidden; `Conversation.shown_seq` is the last one of those that are shown, so that a
browser can tell whether it missed something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.chat_entries import Rated
from chalicelib.domain.entry import (
    ActorKind,
    Assigned,
    Attachment,
    Content,
    Direction,
    Entry,
    Message,
    Status,
    StatusChanged,
)
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.rfc3339 import rfc3339


@dataclass(frozen=True, slots=True)
class Face:
    """How visitors see an agent. `avatar` is the sha256 of a picture, or ""."""

    id: AgentId
    name: str
    avatar: str = ""


Faces = Mapping[AgentId, Face]


@dataclass(frozen=True, slots=True)
class VisitorEntry:
    """One thing that a visitor sees: `by` visitor, agent, bot or system; `kind` message, joined, closed,
    reopened or rated. `id` is what the browser called its own message; `files` are with their place among
    the attachments."""

    seq: int
    at: datetime
    by: str
    kind: str
    id: str = ""
    text: str = ""
    agent: Face | None = None
    files: tuple[tuple[int, Attachment], ...] = ()
    score: int = 0


def is_said(message: Message) -> bool:
    """Whether it was said in a chat: it never was a mail, though it may be sent on as one."""
    return not message.is_from_mail if message.direction is Direction.IN else not message.message_id


def is_shown(content: Content) -> bool:
    """Whether an entry of this content is shown to the visitor."""
    match content:
        case Message() | Rated():
            return True
        case StatusChanged(status=status):
            return status in (Status.OPEN, Status.CLOSED)
        case Assigned(owner=owner):
            return owner is not None
    return False


def shown_entry(entry: Entry, faces: Faces) -> VisitorEntry | None:
    """The entry as the visitor sees it, `None` for one that is the team's own matter."""
    content = entry.content
    if not is_shown(content):
        return None
    match content:
        case Message():
            return _message(entry, content, faces)
        case Rated(score=score):
            return VisitorEntry(entry.seq, entry.at, "visitor", "rated", score=score)
        case StatusChanged(status=status):
            kind = "closed" if status is Status.CLOSED else "reopened"
            return VisitorEntry(entry.seq, entry.at, _by(entry), kind, agent=_face(entry, faces))
        case Assigned(owner=owner) if owner:
            return VisitorEntry(entry.seq, entry.at, "agent", "joined", agent=faces.get(owner))
    return None


def face_form(face: Face) -> dict[str, str]:
    """A face as frames and answers have it. `avatar` becomes the address of the picture."""
    picture = f"/api/chat/avatars/{face.avatar}" if face.avatar else ""
    return {"id": face.id, "name": face.name, "avatar": picture}


def entry_form(conversation_id: ConversationId, entry: VisitorEntry) -> dict[str, Any]:
    """A visitor's entry as frames and answers have it (`VisitorEntryJson`)."""
    return {
        "seq": entry.seq,
        "at": rfc3339(entry.at),
        "by": entry.by,
        "kind": entry.kind,
        "id": entry.id,
        "text": entry.text,
        "agent": face_form(entry.agent) if entry.agent else None,
        "files": [
            {
                "id": f"{conversation_id}-{entry.seq}-{index}",
                "name": file.name,
                "content_type": file.content_type,
                "size": file.size,
            }
            for index, file in entry.files
        ],
        "score": entry.score,
    }


def _message(entry: Entry, message: Message, faces: Faces) -> VisitorEntry:
    is_theirs = message.direction is Direction.IN
    return VisitorEntry(
        entry.seq,
        entry.at,
        "visitor" if is_theirs else _by(entry),
        "message",
        id=message.message_id if is_theirs else "",
        text=message.text,
        agent=None if is_theirs else _face(entry, faces),
        files=tuple((n, file) for n, file in enumerate(message.attachments) if not file.inline),
    )


def _by(entry: Entry) -> str:
    if entry.actor.kind is ActorKind.CONTACT:
        return "visitor"
    return "agent" if entry.actor.kind is ActorKind.AGENT else "system"


def _face(entry: Entry, faces: Faces) -> Face | None:
    return faces.get(AgentId(entry.actor.id)) if entry.actor.kind is ActorKind.AGENT else None
