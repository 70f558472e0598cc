"""A platform tells how far a person has got: our messages up to a moment were delivered, or read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Direction, Entry, Message
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.platform_event import Mark, Watermark
from chalicelib.domain.receipt import ExternalId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import chain_from, elsewhere
from chalicelib.ports.person_thread import PLATFORM
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit

LOOKED_AT = 60
MOST_NAMED = 40
MOST_IDS = 10
MOST_SETTLED = 80
WENT_OUT = (Delivery.SENT, Delivery.DELIVERED)


@again_when_stale
def record_mark(ports: Ports, channel: Channel, mark: Watermark) -> int:
    """How much it told that is new: messages that became "delivered" by it, and one more for the read mark.
    Nothing new is an ordinary day.

    Marks come late, often and in any order; neither the read mark nor an outcome ever goes back. Of many
    messages the last `LOOKED_AT` entries are looked at: what is older was told of before.
    """
    own = [
        id_
        for named in mark.ids[:MOST_NAMED]
        for id_ in (ExternalId.of_ours(named), ExternalId.on_channel(channel.id, named))
    ]
    people = [ExternalId.of_person(channel.id, id_) for id_ in mark.person.ids[:MOST_IDS]]
    stored = ports.conversations.known([*people, *own])
    named = [row for row in map(stored.get, own) if row and row.is_receipt and not row.tombstone]
    threads = [] if mark.ends_at_named and named else [stored[id_] for id_ in people if id_ in stored]
    places = {row.conversation_id for row in (*named, *threads)}
    seqs = {(row.conversation_id, row.seq or 0) for row in named}
    return sum(_in_one(ports, place, mark, [seq for at, seq in seqs if at == place]) for place in places)


def _in_one(ports: Ports, place: ConversationId, mark: Watermark, named: Iterable[int]) -> int:
    chain = chain_from(ports, place)
    wrote, head = chain[0], chain[-1]
    entries = ports.conversations.entries(wrote.id, before=wrote.seq + 1, limit=LOOKED_AT)
    last = max(named, default=0) if mark.ends_at_named else 0
    reached = {entry.seq for entry in entries if _is_ours(entry) and _is_before(entry, mark, last)}
    reached |= set(named)
    if not reached:
        return 0
    works = ports.conversations.work(wrote.id, sorted(reached)[-MOST_SETTLED:])
    # of one that may not have gone out, or not whole, a mark of later messages says nothing
    settled = [work for work in works.values() if work.outcome is Delivery.SENT]
    if settled:
        ports.conversations.commit(_delivered(wrote, head, settled, mark))
    moved = mark.mark is Mark.READ and _seen(ports, wrote, works, reached)
    return len(settled) + moved


def _is_before(entry: Entry, mark: Watermark, last: int) -> bool:
    """`last` is the last one that is named; of what is not here yet, only when it was told helps."""
    return entry.seq <= last if last else entry.at <= mark.through


def _delivered(wrote: Conversation, head: Conversation, works: list[DeliveryWork], mark: Watermark) -> Commit:
    about = elsewhere(head, wrote.id)
    step = Step(head, head)
    for work in works:
        outcome = DeliveryOutcome(work.seq, Delivery.DELIVERED, "", work.provider_id, about)
        step = step.add(outcome, mark.through, PLATFORM)
    return Commit(step, work=tuple(work.settled(Delivery.DELIVERED) for work in works))


def _seen(ports: Ports, wrote: Conversation, works: Mapping[int, DeliveryWork], reached: set[int]) -> bool:
    """Whether the read mark moved. Only what went out can have been read; what was written elsewhere has no
    delivery work."""
    gone = [seq for seq in reached if seq not in works or works[seq].outcome in WENT_OUT]
    if not gone or max(gone) <= wrote.seen_through:
        return False
    ports.conversations.mark_seen(wrote.id, max(gone))
    return True


def _is_ours(entry: Entry) -> bool:
    return isinstance(entry.content, Message) and entry.content.direction is Direction.OUT
