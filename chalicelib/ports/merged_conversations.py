"""Where a conversation goes on: every lookup follows its merges, so that nothing lands in one that ended."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import ConversationIsMerged, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.reason import Reason
from chalicelib.ports.bundle import Ports


def chain_from(ports: Ports, conversation_id: ConversationId) -> tuple[Conversation, ...]:
    """The conversation, and those it was merged into one after the other: things go on in the last one.

    One read for each. Raises `NoSuchConversation`, and `StaleConversation` when a merge was undone meanwhile.
    """
    chain = [ports.conversations.head(conversation_id)]
    while merge := chain[-1].merged_into:
        following = ports.conversations.head(merge.conversation_id)
        if all(one.conversation_id != chain[-1].id for one in following.merged_from):
            raise StaleConversation("A merge was undone a moment ago")
        chain.append(following)
        if len(chain) > limits.MERGE_HOPS + 1:
            raise StaleConversation("Merged more often than can be")
    return tuple(chain)


def where_it_goes_on(ports: Ports, conversation_id: ConversationId) -> Conversation:
    """The last one of the chain: the conversation itself, as long as it was not merged."""
    return chain_from(ports, conversation_id)[-1]


def on_its_own(ports: Ports, conversation_id: ConversationId) -> Conversation:
    """A head that orders may be given about. Raises `ConversationIsMerged`, `NoSuchConversation`."""
    head = ports.conversations.head(conversation_id)
    if head.merged_into:
        raise ConversationIsMerged(
            f"It goes on in #{head.merged_into.number}",
            reason=Reason("conversation_merged", number=head.merged_into.number),
        )
    return head


def sources_of(ports: Ports, head: Conversation) -> tuple[Conversation, ...]:
    """All that was merged into it, also into those: one read for each, at most `limits.MERGED`."""
    found: list[Conversation] = []
    waiting = list(head.merged_from)
    while waiting and len(found) < limits.MERGED:
        source = ports.conversations.head(waiting.pop(0).conversation_id)
        found.append(source)
        waiting += source.merged_from
    return tuple(found)


def elsewhere(head: Conversation, conversation_id: ConversationId) -> ConversationId | None:
    """How an entry of `head` names the conversation of what it is about: `None` is its own."""
    return None if conversation_id == head.id else conversation_id
