"""An agent has a conversation open on the screen: the team has read it that far."""

from __future__ import annotations

from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports


def open_conversation(ports: Ports, conversation_id: ConversationId, through: int | None) -> None:
    """Set the team's read mark: `None` is everything there is, 0 makes it unread again.

    An answer that arrives late never takes the mark back. Raises `NoSuchConversation`.
    """
    head = ports.conversations.head(conversation_id)
    wanted = head.seq if through is None else min(through, head.seq)
    if wanted == head.opened_through or 0 < wanted < head.opened_through:
        return
    ports.conversations.mark_opened(conversation_id, wanted)
