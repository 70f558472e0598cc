"""When pictures from elsewhere may be loaded unasked: each tells its sender that somebody looked."""

from __future__ import annotations

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Direction, Message, Status


def may_be_trusted(head: Conversation, message: Message) -> bool:
    """Only a sender that was proven, of a mail that came in, and nothing that lies in Spam."""
    came_in = message.direction is Direction.IN and bool(message.sender.address)
    return came_in and message.is_proven and head.status is not Status.SPAM
