"""An agent has a conversation open on the screen: the team has read it that far."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import CHAT


@dataclass(frozen=True, slots=True)
class Opened:
    """The head as it is now, and the sockets of a chat's visitor, who may know how far it is read."""

    head: Conversation
    visitors: tuple[str, ...] = ()


def open_conversation(ports: Ports, conversation_id: ConversationId, through: int | None) -> Opened:
    """What was opened, and who is to be told.

    The mark becomes `through`: `None` is everything there is, 0 makes it unread again. Any other mark only
    goes forward: an order that arrives late takes nothing back. For mail nobody is looked for.

    Raises `NoSuchConversation`.
    """
    wanted = ports.conversations.head(conversation_id).seq if through is None else through
    head = ports.conversations.mark_opened(conversation_id, wanted)
    if head.channel_kind != CHAT:
        return Opened(head)
    watching = ports.live.watchers_of(conversation_id, ports.now())
    return Opened(head, tuple(one.id for one in watching if one.visitor_id))
