"""An agent has a conversation open on the screen: the team has read it that far."""

from __future__ import annotations

from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import CHAT


def open_conversation(
    ports: Ports, conversation_id: ConversationId, through: int | None
) -> tuple[int, tuple[str, ...]]:
    """How far it is read now, and the sockets of a chat's visitor, who may know that.

    The mark becomes `through`: `None` is everything there is, 0 makes it unread again. Any other mark only
    goes forward: an order that arrives late takes nothing back. For mail nobody is looked for.

    Raises `NoSuchConversation`.
    """
    wanted = ports.conversations.head(conversation_id).seq if through is None else through
    head = ports.conversations.mark_opened(conversation_id, wanted)
    if head.channel_kind != CHAT:
        return head.opened_through, ()
    watching = ports.live.watchers_of(conversation_id, ports.now())
    return head.opened_through, tuple(one.id for one in watching if one.visitor_id)
