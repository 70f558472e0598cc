"""Who sent one message."""

from __future__ import annotations

from chalicelib.domain.entry import Mailbox, Message
from chalicelib.domain.errors import NoSuchEntry
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports


def message_sender(ports: Ports, conversation_id: ConversationId, seq: int) -> Mailbox:
    """Raises `NoSuchConversation`, `NoSuchEntry` also for an entry that is no message."""
    message = ports.conversations.entry(conversation_id, seq).content
    if not isinstance(message, Message):
        raise NoSuchEntry("Only a message has a sender")
    return message.sender
