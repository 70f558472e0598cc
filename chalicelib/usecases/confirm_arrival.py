"""A person says that a message nobody was sure about did arrive."""

from __future__ import annotations

from chalicelib.domain.entry import Actor, Delivery, DeliveryOutcome
from chalicelib.domain.errors import NoSuchEntry, NothingToSettle
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import elsewhere, where_it_goes_on
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, same_request


@again_when_stale
def confirm_arrival(ports: Ports, conversation_id: ConversationId, seq: int, by: Order) -> Taken:
    """Raises `NoSuchEntry`, and `NothingToSettle` unless its outcome is "not sure"."""
    if earlier := done_before(ports, by):
        return earlier
    work = ports.conversations.work(conversation_id, [seq]).get(seq)
    if work is None:
        raise NoSuchEntry("Only a message of the team can have arrived", field="seq")
    if work.outcome is not Delivery.UNSURE:
        raise NothingToSettle("What became of this message is known already")
    head = where_it_goes_on(ports, conversation_id)
    arrived = DeliveryOutcome(seq, Delivery.SENT, of_conversation=elsewhere(head, conversation_id))
    step = head.record(arrived, ports.now(), Actor.agent(by.agent.id))
    commit = Commit(step, by.receipts, work=(work.settled(Delivery.SENT),))
    return same_request(ports.conversations.commit(commit), by.command)
