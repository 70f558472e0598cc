"""An agent gives a conversation to another inbox, whose team goes on with it."""

from __future__ import annotations

from chalicelib.domain.entry import Actor
from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import ConversationId, InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import on_its_own
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, same_request


@again_when_stale
def move_conversation(ports: Ports, conversation_id: ConversationId, inbox_id: InboxId, by: Order) -> Taken:
    """It keeps its channel: answers arrive and go out as before. Where it is already, nothing changes.

    Raises `NoSuchInbox`, `NoSuchConversation`, `ConversationIsMerged`, `KeyUsedForAnotherRequest`.
    """
    if earlier := done_before(ports, by):
        return earlier
    if all(inbox.id != inbox_id for inbox in ports.workspace.inboxes()):
        raise NoSuchInbox(field="inbox")
    head = on_its_own(ports, conversation_id)
    step = head.move(inbox_id, ports.now(), Actor.agent(by.agent.id))
    if step.is_nothing:
        return Taken(head.id, head.seq)
    return same_request(ports.conversations.commit(Commit(step, by.receipts)), by.command)
