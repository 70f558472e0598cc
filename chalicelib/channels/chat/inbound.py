"""What a visitor says in a chat, as a message at the door."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import limits
from chalicelib.domain.entry import Attachment, Direction, Mailbox, Message
from chalicelib.domain.ids import BlobId
from chalicelib.domain.inbound import InboundMessage, Said
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel


@dataclass(frozen=True, slots=True)
class Words:
    """What was written: `id` is made by the browser, once for each message. `full_text` is a blob for what
    is longer than an entry holds."""

    id: str
    text: str
    full_text: BlobId | None = None
    files: tuple[Attachment, ...] = ()


def said_message(channel: Channel, said: Said, words: Words, at: datetime) -> InboundMessage:
    """The message. Its id counts for this visitor only, so that nobody can take the id of another's."""
    message = Message(
        direction=Direction.IN,
        text=fitting(words.text, limits.INLINE_TEXT),
        text_cut=words.full_text is not None,
        full_text=words.full_text,
        sender=Mailbox(said.email, said.name),
        subject=fitting(said.page, limits.SUBJECT) if said.conversation_id is None else "",
        message_id=words.id,
        attachments=words.files,
    )
    return InboundMessage(
        channel=channel,
        external_id=f"{said.visitor_id}#{words.id}",
        content_hash=content_hash(words),
        message=message,
        received_at=at,
        delivered_to="",
        said=said,
    )


def content_hash(words: Words) -> str:
    """Tells a repeat from another message under the same id."""
    parts = (words.text, *(file.id for file in words.files))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
