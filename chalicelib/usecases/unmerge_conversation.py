"""A merge was a mistake: an agent lets the conversation go on by itself again."""

from __future__ import annotations

from chalicelib.domain.entry import Actor
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.merging import unmerged
from chalicelib.domain.orders import Order
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, same_request


@again_when_stale
def unmerge_conversation(ports: Ports, conversation_id: ConversationId, by: Order) -> Taken:
    """`conversation_id` is the one that was merged into another; one that was not changes nothing.

    What came in meanwhile stays where it came in. Raises `NoSuchConversation`, `KeyUsedForAnotherRequest`.
    """
    if earlier := done_before(ports, by):
        return earlier
    source = ports.conversations.head(conversation_id)
    if source.merged_into is None:
        return Taken(source.id, source.seq)
    target = ports.conversations.head(source.merged_into.conversation_id)
    alone, without = unmerged(source, target, ports.now(), Actor.agent(by.agent.id))
    return same_request(ports.conversations.commit(Commit(alone, by.receipts, also=(without,))), by.command)
