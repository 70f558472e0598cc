"""A person asks to send a message once more that failed, bounced, or may not have gone out."""

from __future__ import annotations

from chalicelib.domain.answering import check_sends
from chalicelib.domain.entry import Actor, Delivery, DeliveryOutcome, Direction, Message
from chalicelib.domain.errors import NoSuchEntry, NothingToSettle
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order
from chalicelib.domain.receipt import Taken
from chalicelib.ports.answer_window import shut_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import elsewhere, where_it_goes_on
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, same_request

RESENDABLE = frozenset({Delivery.FAILED, Delivery.BOUNCED, Delivery.UNSURE})


@again_when_stale
def resend_message(ports: Ports, conversation_id: ConversationId, seq: int, by: Order) -> Taken:
    """Open its delivery work again; the log says who asked.

    Raises `NoSuchEntry` unless `seq` is a message of ours, `NothingToSettle` when it is on its way or
    went out, `ChannelPaused`, `NoOutboundAddress`.
    """
    if earlier := done_before(ports, by):
        return earlier
    content = ports.conversations.entry(conversation_id, seq).content
    work = ports.conversations.work(conversation_id, [seq]).get(seq)
    if not isinstance(content, Message) or content.direction is not Direction.OUT or work is None:
        raise NoSuchEntry("Only a message of the team can be sent again", field="seq")
    if work.outcome not in RESENDABLE:
        raise NothingToSettle("It went out, or is on its way")
    head = where_it_goes_on(ports, conversation_id)
    check_sends(shut_of(ports, head, ports.workspace.channels()))
    now = ports.now()
    again = DeliveryOutcome(seq, Delivery.QUEUED, of_conversation=elsewhere(head, conversation_id))
    step = head.record(again, now, Actor.agent(by.agent.id))
    commit = Commit(step, by.receipts, work=(work.again(now),))
    return same_request(ports.conversations.commit(commit), by.command)
