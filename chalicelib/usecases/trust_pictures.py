"""A person wants the pictures of a sender to be shown from now on, to the whole team."""

from __future__ import annotations

from chalicelib.domain.entry import Message
from chalicelib.domain.errors import NoSuchEntry
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.mail_errors import SenderNotProven
from chalicelib.domain.pictures import may_be_trusted
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports


def trust_pictures(ports: Ports, conversation_id: ConversationId, seq: int, agent: Agent) -> None:
    """Keep the address that this mail came from. Again is harmless.

    Raises `NoSuchConversation`, `NoSuchEntry`, `SenderNotProven` (also for a mail in Spam).
    """
    message = ports.conversations.entry(conversation_id, seq).content
    if not isinstance(message, Message):
        raise NoSuchEntry("Only a mail has pictures")
    if not may_be_trusted(ports.conversations.head(conversation_id), message):
        raise SenderNotProven("Pictures are only remembered for a sender who was proven, outside of Spam")
    ports.pictures.allow(message.sender.address, agent.id, ports.now())
