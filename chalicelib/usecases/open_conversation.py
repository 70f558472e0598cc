"""An agent has a conversation open on the screen: the team has read it that far."""

from __future__ import annotations

from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports


def open_conversation(
    ports: Ports, conversation_id: ConversationId, through: int | None
) -> tuple[int, tuple[str, ...]]:
    """How far it is read now, and the sockets of a chat's visitor, who may know that.

    The mark becomes `through`: `None` is everything there is, 0 makes it unread again. Any other mark only
    goes forward: an order that arrives late takes nothing back. Raises `NoSuchConversation`.
    """
    wanted = ports.conversations.head(conversation_id).seq if through is None else through
    ports.conversations.mark_opened(conversation_id, wanted)
    watching = ports.live.watchers_of(conversation_id, ports.now())
    return wanted, tuple(one.id for one in watching if one.visitor_id)
