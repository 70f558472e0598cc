"""A conversation as a thread: a stretch of its log, who did what, and what became of our messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Direction, Entry, Mailbox, Message, Why
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.recipients import Recipients, reply_to_all
from chalicelib.domain.subject import reply_subject
from chalicelib.ports.bundle import Ports


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message of ours, and why."""

    state: Delivery
    reason: str = ""


ON_ITS_WAY = Outcome(Delivery.QUEUED)
GONE = Outcome(Delivery.SENT)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries in ascending order. `older`: pass as `before` for the ones before, `None` at the start.

    `outcomes` by the `seq` of a message of ours, `names` of agents by their id.
    """

    head: Conversation
    entries: tuple[Entry, ...]
    older: int | None
    outcomes: Mapping[int, Outcome]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Detail:
    """A conversation with whom an answer goes to, and why it is where it is."""

    head: Conversation
    reply: Recipients
    reply_subject: str
    from_address: str
    why: tuple[Why, ...]


def conversation_stretch(
    ports: Ports, conversation_id: ConversationId, *, after: int | None, before: int | None, limit: int
) -> Stretch:
    """The last entries, or those between `after` and `before`. Raises `NoSuchConversation`."""
    if after is None and before is None:
        head, entries = ports.conversations.thread(conversation_id, limit)
    else:
        head = ports.conversations.head(conversation_id)
        entries = ports.conversations.entries(conversation_id, after=after or 0, before=before, limit=limit)
    return _stretch(ports, head, entries)


def one_entry(ports: Ports, conversation_id: ConversationId, seq: int) -> Stretch:
    """A stretch of one entry. Raises `NoSuchConversation`, `NoSuchEntry`."""
    head = ports.conversations.head(conversation_id)
    return _stretch(ports, head, (ports.conversations.entry(conversation_id, seq),))


def conversation_detail(ports: Ports, conversation_id: ConversationId) -> Detail:
    """Raises `NoSuchConversation`."""
    head = ports.conversations.head(conversation_id)
    channels = ports.workspace.channels()
    last = _message_at(ports, head, head.last_message_seq or head.last_inbound_seq)
    came_in = last
    if last is None or last.direction is Direction.OUT:
        came_in = _message_at(ports, head, head.last_inbound_seq) or last
    contact = Mailbox(head.contact_address, head.contact_name)
    everyone = (
        reply_to_all(last, contact, [channel.address for channel in channels])
        if last
        else Recipients((contact,))
    )
    own = [channel.address for channel in channels if channel.id == head.channel_id]
    return Detail(
        head,
        everyone,
        reply_subject(last.subject if last else head.subject),
        own[0] if own else "",
        came_in.why if came_in else (),
    )


def agent_names(ports: Ports) -> dict[str, str]:
    """The names of all agents, also of those who left."""
    return {agent.id: agent.name for agent in ports.workspace.agents()}


def _stretch(ports: Ports, head: Conversation, entries: tuple[Entry, ...]) -> Stretch:
    first = entries[0].seq if entries else 0
    return Stretch(
        head,
        entries,
        older=first if first > 1 else None,
        outcomes=_outcomes(ports, head, entries),
        names=agent_names(ports),
    )


def _outcomes(ports: Ports, head: Conversation, entries: tuple[Entry, ...]) -> dict[int, Outcome]:
    """Outcomes come after their message: at the end of the log they are among the entries, else they may
    lie outside, and the delivery work is asked."""
    gone = {entry.seq: GONE for entry in entries if _went_from_elsewhere(entry)}
    ours = [entry.seq for entry in entries if _is_ours(entry) and entry.seq not in gone]
    if not ours:
        return gone
    if entries[-1].seq >= head.seq:
        return {**gone, **dict.fromkeys(ours, ON_ITS_WAY), **_told(entries)}
    work = ports.conversations.work(head.id, ours)
    return gone | {
        seq: Outcome(work[seq].outcome or Delivery.QUEUED, work[seq].reason) if seq in work else ON_ITS_WAY
        for seq in ours
    }


def _told(entries: Iterable[Entry]) -> dict[int, Outcome]:
    return {
        entry.content.of: Outcome(entry.content.state, entry.content.reason)
        for entry in entries
        if isinstance(entry.content, DeliveryOutcome)
    }


def _went_from_elsewhere(entry: Entry) -> bool:
    return isinstance(entry.content, Message) and entry.content.own_program


def _is_ours(entry: Entry) -> bool:
    return isinstance(entry.content, Message) and entry.content.direction is Direction.OUT


def _message_at(ports: Ports, head: Conversation, seq: int) -> Message | None:
    if seq < 1:
        return None
    content = ports.conversations.entry(head.id, seq).content
    return content if isinstance(content, Message) else None
