"""An agent closes or reopens a conversation, or says that it is or is not spam."""

from __future__ import annotations

from chalicelib.domain.entry import Actor, Status
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import on_its_own
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, same_request


@again_when_stale
def set_conversation_status(
    ports: Ports, conversation_id: ConversationId, status: Status, by: Order
) -> Taken:
    """Closing a closed one changes nothing. Raises `NoSuchConversation`, `ConversationIsMerged`."""
    if earlier := done_before(ports, by):
        return earlier
    head = on_its_own(ports, conversation_id)
    step = head.set_status(status, ports.now(), Actor.agent(by.agent.id))
    if step.is_nothing:
        return Taken(head.id, head.seq)
    return same_request(ports.conversations.commit(Commit(step, by.receipts)), by.command)
