"""An agent gives a conversation to somebody, to themselves, or back to nobody."""

from __future__ import annotations

from chalicelib.domain.entry import Actor
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.orders import Order
from chalicelib.domain.reason import Reason
from chalicelib.domain.receipt import Taken
from chalicelib.domain.workspace import AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import on_its_own
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, same_request


@again_when_stale
def assign_conversation(
    ports: Ports, conversation_id: ConversationId, owner: AgentId | None, by: Order
) -> Taken:
    """Raises `Invalid` for an owner who cannot work here, `NoSuchConversation`, `ConversationIsMerged`."""
    if earlier := done_before(ports, by):
        return earlier
    if owner is not None and owner not in _who_can_own(ports):
        raise Invalid("Nobody of that id works here", field="owner", reason=Reason("no_such_agent"))
    head = on_its_own(ports, conversation_id)
    step = head.assign(owner, ports.now(), Actor.agent(by.agent.id))
    if step.is_nothing:
        return Taken(head.id, head.seq)
    return same_request(ports.conversations.commit(Commit(step, by.receipts)), by.command)


def _who_can_own(ports: Ports) -> frozenset[AgentId]:
    return frozenset(agent.id for agent in ports.workspace.agents() if agent.state is AgentState.ACTIVE)
