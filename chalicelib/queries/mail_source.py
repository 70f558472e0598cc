"""The mail of a message as it came, and its headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from chalicelib.domain.entry import Message
from chalicelib.domain.errors import NoSuchEntry, NoSuchFile
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports

Source = TypeVar("Source")


def mail_source(
    ports: Ports, conversation_id: ConversationId, seq: int, read: Callable[[bytes], Source]
) -> Source:
    """What `read` makes of the raw mail.

    Raises `NoSuchConversation`, `NoSuchEntry`, and `NoSuchFile` for a message that came otherwise.
    """
    message = ports.conversations.entry(conversation_id, seq).content
    if not isinstance(message, Message):
        raise NoSuchEntry("Only a message has a source")
    if message.raw is None:
        raise NoSuchFile("This message has no raw mail")
    return read(ports.blobs.get(message.raw))
