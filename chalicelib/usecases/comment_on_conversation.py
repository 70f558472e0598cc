"""An agent leaves a note that only the team sees."""

from __future__ import annotations

from chalicelib.domain.entry import Actor, Comment
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order
from chalicelib.domain.reason import Reason
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import on_its_own
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, same_request


@again_when_stale
def comment_on_conversation(ports: Ports, conversation_id: ConversationId, text: str, by: Order) -> Taken:
    """Raises `Invalid` for an empty note, `NoSuchConversation`, `ConversationIsMerged`,
    `KeyUsedForAnotherRequest`."""
    if earlier := done_before(ports, by):
        return earlier
    if not text.strip():
        raise Invalid("Write something", field="text", reason=Reason("nothing_written"))
    head = on_its_own(ports, conversation_id)
    step = head.record(Comment(text), ports.now(), Actor.agent(by.agent.id))
    return same_request(ports.conversations.commit(Commit(step, by.receipts)), by.command)
