"""Two conversations are about the same: an agent lets one of them go on in the other."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Actor
from chalicelib.domain.errors import CannotMerge, NoSuchConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.merging import merged
from chalicelib.domain.orders import Order
from chalicelib.domain.reason import Reason
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import chain_from, sources_of
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, same_request


@again_when_stale
def merge_conversations(ports: Ports, source_id: ConversationId, into: ConversationId, by: Order) -> Taken:
    """Answers the conversation in which it goes on: `into`, or what that was merged into itself.

    Nothing is copied. Once done it stays done: again changes nothing. Raises `NoSuchConversation` (its field
    is `into` for that one), `CannotMerge`, `KeyUsedForAnotherRequest`.
    """
    if earlier := done_before(ports, by):
        return earlier
    source = ports.conversations.head(source_id)
    target = _target(ports, into)
    if source.merged_into and source.merged_into.conversation_id == target.id:
        return Taken(target.id, target.seq)
    steps = merged(source, target, ports.now(), Actor.agent(by.agent.id))
    _check_size(ports, source, target)
    into_target, from_source = steps
    commit = Commit(into_target, by.receipts, also=(from_source,))
    return same_request(ports.conversations.commit(commit), by.command)


def _target(ports: Ports, into: ConversationId) -> Conversation:
    try:
        return chain_from(ports, into)[-1]
    except NoSuchConversation as error:
        raise NoSuchConversation(field="into") from error


def _check_size(ports: Ports, source: Conversation, target: Conversation) -> None:
    """A thread is read with all that was merged into it, and mail follows each merge: both are bounded.

    What it reads is true at the commit: a merge into either of them would make it stale.
    """
    below = sources_of(ports, source)
    if len(below) + 1 + len(sources_of(ports, target)) > limits.MERGED:
        raise CannotMerge(
            f"At most {limits.MERGED} conversations can be merged into one",
            reason=Reason("merge_too_many", limit=limits.MERGED),
        )
    if _depth(source, below) + 1 > limits.MERGE_HOPS:
        raise CannotMerge(
            f"Merged {limits.MERGE_HOPS} times one into the other is as deep as it goes",
            reason=Reason("merge_too_deep", limit=limits.MERGE_HOPS),
        )


def _depth(head: Conversation, below: tuple[Conversation, ...]) -> int:
    by_id = {one.id: one for one in below}
    sources = [by_id[one.conversation_id] for one in head.merged_from]
    return max((1 + _depth(one, below) for one in sources), default=0)
