"""A conversation as a thread: a stretch of its log, who did what, and what became of our messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.answering import Shut
from chalicelib.domain.channel_kind import WindowState
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Direction, Entry, Mailbox, Message, Why
from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.merge_entries import MergedInto, Unmerged
from chalicelib.domain.recipients import Recipients, reply_to_all
from chalicelib.domain.subject import reply_subject
from chalicelib.domain.workspace import Channel
from chalicelib.ports.answer_window import shut_of, window_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import way_out
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.queries.stitched_log import LogPart, Positions, newest_parts, older_parts, stitched

Place = tuple[ConversationId, int]
"""Where an entry stands: its conversation and its `seq` there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message of ours, and why."""

    state: Delivery
    reason: str = ""


ON_ITS_WAY = Outcome(Delivery.QUEUED)
GONE = Outcome(Delivery.SENT)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries in ascending order, with those of what was merged in. `older`: pass as `before` for the ones
    before, empty at the start.

    `outcomes` by conversation and `seq` of a message of ours, `names` of agents by their id, `numbers` of the
    conversations that were merged in, `people` the names of those they are all with, by address.
    """

    head: Conversation
    entries: tuple[Entry, ...]
    older: Positions
    outcomes: Mapping[Place, Outcome]
    names: Mapping[str, str]
    numbers: Mapping[ConversationId, int]
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Detail:
    """A conversation with whom an answer goes to, and why it is where it is.

    `goes_on` is the conversation that it was merged into, or that one into, and so on: the last of them.
    `window` says whether its platform takes an answer, `None` where people may always be written to; `shut`,
    whether its channel sends any.
    """

    head: Conversation
    reply: Recipients
    reply_subject: str
    from_address: str
    why: tuple[Why, ...]
    goes_on: Conversation | None = None
    window: WindowState | None = None
    shut: Shut = Shut.NO


def conversation_stretch(
    ports: Ports, conversation_id: ConversationId, *, after: int | None, before: Positions | None, limit: int
) -> Stretch:
    """The last entries, or those after `after` (in the own log alone), or those before what an earlier
    stretch told as `older`. Raises `NoSuchConversation`."""
    if after is None and before is None:
        return _stretch(ports, newest_parts(ports, conversation_id, limit), limit)
    head = ports.conversations.head(conversation_id)
    if after is None and before is not None:
        return _stretch(ports, older_parts(ports, head, before, limit), limit)
    until = before.get(head.id, 1) if before is not None else None
    entries = ports.conversations.entries(head.id, after=after or 0, before=until, limit=limit)
    return _stretch(ports, [_part(head, entries)], limit)


def one_entry(ports: Ports, conversation_id: ConversationId, seq: int) -> Stretch:
    """A stretch of one entry. Raises `NoSuchConversation`, `NoSuchEntry`."""
    head = ports.conversations.head(conversation_id)
    return _stretch(ports, [_part(head, (ports.conversations.entry(conversation_id, seq),))], 1)


def _answers_from(ports: Ports, head: Conversation, channels: tuple[Channel, ...]) -> str:
    """The address that an answer comes from, "" where there is none (any more)."""
    try:
        return way_out(ports, head, channels).from_address
    except NoSuchInbox:
        return ""


def _part(head: Conversation, entries: tuple[Entry, ...]) -> LogPart:
    return LogPart(head, entries, is_end=bool(entries) and entries[-1].seq >= head.seq)


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
        reply_to_all(last, contact, [one for channel in channels for one in channel.addresses])
        if last
        else Recipients((contact,))
    )
    return Detail(
        head,
        everyone,
        reply_subject(last.subject if last else head.subject),
        _answers_from(ports, head, channels),
        came_in.why if came_in else (),
        where_it_goes_on(ports, head.id) if head.merged_into else None,
        window_of(ports, head),
        shut_of(ports, head, channels),
    )


def agent_names(ports: Ports) -> dict[str, str]:
    """The names of all agents, also of those who left."""
    return {agent.id: agent.name for agent in ports.workspace.agents()}


def _stretch(ports: Ports, parts: list[LogPart], limit: int) -> Stretch:
    entries, older = stitched(parts, limit)
    told: dict[Place, Outcome] = {}
    for part in reversed(parts):  # what is told of a message where it goes on is told later
        told |= _told(part.entries)
    outcomes: dict[Place, Outcome] = {}
    for part in parts:
        shown = [entry for entry in entries if entry.conversation_id == part.head.id]
        outcomes |= _outcomes(ports, replace(part, entries=tuple(shown)), told, is_own=part is parts[0])
    numbers = {part.head.id: part.head.number for part in parts[1:]}
    people = {part.head.contact_address: part.head.contact_name for part in reversed(parts)}
    return Stretch(parts[0].head, entries, older, outcomes, agent_names(ports), numbers, people)


def _outcomes(
    ports: Ports, part: LogPart, told: Mapping[Place, Outcome], *, is_own: bool
) -> dict[Place, Outcome]:
    """Outcomes come after their message: at the end of the log they are among the entries, else they may
    lie outside, or in a log it was once merged into, and the delivery work is asked."""
    gone = {_place(entry): GONE for entry in part.entries if _went_from_elsewhere(entry)}
    ours = [_place(entry) for entry in part.entries if _is_ours(entry) and _place(entry) not in gone]
    known = {place: told[place] for place in ours if place in told} if _tells_all(part, is_own) else {}
    asked = [seq for conversation_id, seq in ours if (conversation_id, seq) not in known]
    if not asked:
        return gone | known
    if is_own and _tells_all(part, is_own):
        return gone | dict.fromkeys(ours, ON_ITS_WAY) | known
    work = ports.conversations.work(part.head.id, asked)
    found = {seq: Outcome(one.outcome or Delivery.QUEUED, one.reason) for seq, one in work.items()}
    return gone | known | {(part.head.id, seq): found.get(seq, ON_ITS_WAY) for seq in asked}


def _tells_all(part: LogPart, is_own: bool) -> bool:
    """Whether all outcomes there are of its messages stand in what is shown."""
    elsewhere = (Unmerged, MergedInto) if is_own else Unmerged
    return part.is_end and not any(isinstance(entry.content, elsewhere) for entry in part.entries)


def _told(entries: Iterable[Entry]) -> dict[Place, Outcome]:
    return {
        (entry.content.of_conversation or entry.conversation_id, entry.content.of): Outcome(
            entry.content.state, entry.content.reason
        )
        for entry in entries
        if isinstance(entry.content, DeliveryOutcome)
    }


def _place(entry: Entry) -> Place:
    return entry.conversation_id, entry.seq


def _went_from_elsewhere(entry: Entry) -> bool:
    return isinstance(entry.content, Message) and entry.content.own_program


def _is_ours(entry: Entry) -> bool:
    return isinstance(entry.content, Message) and entry.content.direction is Direction.OUT


def _message_at(ports: Ports, head: Conversation, seq: int) -> Message | None:
    if seq < 1:
        return None
    content = ports.conversations.entry(head.id, seq).content
    return content if isinstance(content, Message) else None
