"""A provider tells what became of a message of ours: keep it on the message and on the people's pages."""

from __future__ import annotations

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.delivery_event import DeliveryEvent
from chalicelib.domain.entry import Actor, DeliveryOutcome
from chalicelib.domain.errors import StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.ports.bundle import Ports
from chalicelib.ports.delivery_reports import remembering
from chalicelib.ports.failed_answers import open_again
from chalicelib.ports.merged_conversations import chain_from, elsewhere
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.thread_finding import Stored


@again_when_stale
def record_delivery(ports: Ports, event: DeliveryEvent) -> bool:
    """Whether it told something new. A repeat, and one that comes too late, is an ordinary day.

    It settles a message of which nobody knew whether it went out, also while somebody still waits for the
    provider's answer: who asks then finds it settled, and nothing is sent twice.
    """
    work = ports.conversations.work(event.conversation_id, [event.seq]).get(event.seq)
    if work is None:
        return False  # no message of ours
    settles = event.settles(work)
    if not settles and not event.bounces and work.provider_id == event.sent_as:
        return False
    stored = ports.conversations.known(_ids_of(event))
    if event.receipt_id in stored:
        return False
    chain = chain_from(ports, event.conversation_id)
    wrote, head = chain[0], chain[-1]
    about = elsewhere(head, wrote.id)
    commit = Commit(
        _step(ports, head, event, wrote.id) if settles else Step(head, head),
        _receipts(event, stored, about),
        work=(work.settled(event.state, provider_id=event.sent_as, reason=event.reason),) if settles else (),
    )
    if event.bounces:
        content = ports.conversations.entry(wrote.id, event.seq).content
        commit = remembering(ports, commit, wrote, event.marks(content), stored)
    taken = ports.conversations.commit(commit)
    if taken.repeated and taken.content_hash != event.sent_as:
        raise StaleConversation("Whoever sent it told its id a moment ago")
    return not taken.repeated


def _step(ports: Ports, head: Conversation, event: DeliveryEvent, wrote: ConversationId) -> Step:
    about = elsewhere(head, wrote)
    outcome = DeliveryOutcome(event.seq, event.state, event.reason, event.sent_as, about)
    return open_again(ports, head.record(outcome, event.at, Actor.system(event.by)), wrote, outcome)


def _ids_of(event: DeliveryEvent) -> list[ExternalId]:
    addresses = [bounce.recipient for bounce in event.bounces if bounce.recipient][:90]
    ids = [event.receipt_id, ExternalId.of_ours(event.sent_as), *map(ExternalId.of_bounced, addresses)]
    return list(dict.fromkeys(ids))


def _receipts(event: DeliveryEvent, stored: Stored, about: ConversationId | None) -> tuple[Receipt, ...]:
    """The event's own, and the id that the mail went out with unless that is known: answers will quote it."""
    ours = ExternalId.of_ours(event.sent_as)
    receipts = [Receipt(event.receipt_id, content_hash=event.sent_as, of=event.seq, of_conversation=about)]
    if event.sent_as and ours not in stored:
        receipts.append(Receipt(ours, of=event.seq, of_conversation=about))
    return tuple(receipts)
