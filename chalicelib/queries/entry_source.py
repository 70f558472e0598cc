"""What an entry was as it came: a mail, or what a platform told and this code cannot read."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.entry import Content, Message
from chalicelib.domain.errors import NoSuchEntry, NoSuchFile
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.domain.platform_entries import Noted
from chalicelib.ports.bundle import Ports


@dataclass(frozen=True, slots=True)
class Source:
    """`is_mail`: a mail with headers; else JSON of a platform."""

    blob: BlobId
    is_mail: bool


def source_of(content: Content) -> Source:
    """Raises `NoSuchEntry` for what nobody sent, and `NoSuchFile` for what is kept in its words only."""
    match content:
        case Message(raw=raw):
            is_mail = not content.is_strange
        case Noted(raw=raw):
            is_mail = False
        case _:
            raise NoSuchEntry("Only a message has a source")
    if raw is None:
        raise NoSuchFile("This message is not kept as it came")
    return Source(raw, is_mail)


def entry_source(ports: Ports, conversation_id: ConversationId, seq: int) -> tuple[bytes, bool]:
    """The bytes as they came, and whether they are a mail.

    Raises `NoSuchConversation`, `NoSuchEntry`, `NoSuchFile`.
    """
    source = source_of(ports.conversations.entry(conversation_id, seq).content)
    return ports.blobs.get(source.blob), source.is_mail
