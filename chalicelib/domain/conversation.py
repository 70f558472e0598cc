"""A conversation: the head is the fold of its log, and every order is a step from one head to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain import limits
from chalicelib.domain.entry import (
    Actor,
    Assigned,
    Content,
    Entry,
    Linked,
    Message,
    Status,
    StatusChanged,
    Why,
)
from chalicelib.domain.folding import folded
from chalicelib.domain.ids import AgentId, ChannelId, ContactId, ConversationId, InboxId
from chalicelib.domain.merge_entries import MergedFrom, MergedInto, Moved
from chalicelib.domain.participants import joined


@dataclass(frozen=True, slots=True)
class Conversation:
    """The head: what a list row and a thread head show. Never changed in place.

    `number` is short, to quote on the phone. `waiting_since` is the time of the first inbound message nobody
    has answered yet. `last_message_seq` is the last message of either side that a person wrote.
    `wrote_at` is when somebody outside last did what makes their platform take answers (`window_opening`).
    `opened_through` is the team's read mark and `seen_through` that of a chat's visitor; both are no part of
    the fold. `shown_seq` is the last entry that the visitor of a chat sees. `preview_agent` is the end of the
    id of the agent whose words the preview shows, or "": a whole id in every row costs a read unit a page.
    """

    id: ConversationId
    number: int
    inbox_id: InboxId
    channel_id: ChannelId
    channel_kind: str
    contact_id: ContactId
    contact_name: str
    contact_address: str
    subject: str
    started_at: datetime
    last_activity_at: datetime
    seq: int = 0
    status: Status = Status.OPEN
    owner: AgentId | None = None
    preview: str = ""
    preview_by: str = "system"
    preview_agent: str = ""
    participants: tuple[str, ...] = ()
    waiting_since: datetime | None = None
    last_inbound_seq: int = 0
    wrote_at: datetime | None = None
    last_answered_seq: int = 0
    last_message_seq: int = 0
    opened_through: int = 0
    shown_seq: int = 0
    seen_through: int = 0
    linked: tuple[Linked, ...] = ()
    merged_into: MergedInto | None = None
    merged_from: tuple[MergedFrom, ...] = ()

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None or self.last_activity_at.tzinfo is None:
            raise ValueError("times must carry a time zone")
        if len(self.participants) > limits.PARTICIPANTS:
            raise ValueError(f"at most {limits.PARTICIPANTS} participants")

    @property
    def unread(self) -> bool:
        """Nobody has opened the last inbound message."""
        return self.last_inbound_seq > self.opened_through

    def has_participant(self, address: str) -> bool:
        """Whether mail from `address` belongs to this thread's people."""
        return address.lower() in self.participants or address.lower() == self.contact_address

    def newcomers(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those of `addresses` who take part from now on: new here, each once, as many as fit."""
        return joined(self.participants, *addresses)[len(self.participants) :]

    def receive(self, message: Message, at: datetime, actor: Actor) -> Step:
        """Somebody outside wrote. A closed conversation opens again and keeps its owner; spam stays spam.

        Automatic mail, and what was said long ago, is shown: nobody waits because of it, nothing reopens.
        """
        step = Step(self, self).add(message, at, actor)
        if message.automatic or message.imported:
            return step
        if self.status is Status.CLOSED:
            step = step.add(
                StatusChanged(Status.OPEN, (Why("reopened_by_message"),)), at, Actor.system("conversation")
            )
        return step

    def reply(
        self, message: Message, at: datetime, agent: AgentId, deliver_after: timedelta = timedelta()
    ) -> Step:
        """The team answers. A closed conversation opens again; one without owner becomes the agent's.

        Where people see it at once, it is delivered some time later to whoever has not.
        """
        step = self._answered(message, at, agent)
        return replace(step.deliver(step.after.seq), deliver_after=deliver_after)

    def reply_from_outside(self, message: Message, at: datetime, agent: AgentId) -> Step:
        """An agent answered in their own mail program, which sent it: nothing is left to deliver.

        Without the contact among its recipients it is shown, and answers nobody.
        """
        if not message.reaches(self.contact_address):
            return self.record(message, at, Actor.agent(agent))
        return self._answered(message, at, agent)

    def _answered(self, message: Message, at: datetime, agent: AgentId) -> Step:
        actor = Actor.agent(agent)
        step = Step(self, self)
        if self.status is Status.CLOSED:
            step = step.add(StatusChanged(Status.OPEN, (Why("reopened_by_reply"),)), at, actor)
        if self.owner is None:
            step = step.add(Assigned(agent, (Why("assigned_by_reply"),)), at, actor)
        return step.add(message, at, actor)

    def set_status(self, status: Status, at: datetime, actor: Actor, why: tuple[Why, ...] = ()) -> Step:
        """Close, reopen, mark or unmark as spam; no step at all when it is so already."""
        step = Step(self, self)
        return step if self.status is status else step.add(StatusChanged(status, why), at, actor)

    def assign(self, owner: AgentId | None, at: datetime, actor: Actor, why: tuple[Why, ...] = ()) -> Step:
        """Give it to an agent or to nobody; no step at all when it is so already."""
        step = Step(self, self)
        return step if self.owner == owner else step.add(Assigned(owner, why), at, actor)

    def move(self, inbox_id: InboxId, at: datetime, actor: Actor) -> Step:
        """Another inbox takes it, as it is; no step at all when it is there already."""
        step = Step(self, self)
        return step if self.inbox_id == inbox_id else step.add(Moved(inbox_id, self.inbox_id), at, actor)

    def record(self, content: Content, at: datetime, actor: Actor) -> Step:
        """Add an entry of any other kind: a comment, an outcome, a link."""
        return Step(self, self).add(content, at, actor)


@dataclass(frozen=True, slots=True)
class Step:
    """From one head to the next, with the entries that made it so. Stores write exactly this.

    `before` is `None` when the conversation begins. `deliveries` are the `seq` of messages whose
    delivery work starts with this step, due `deliver_after` the message.
    """

    before: Conversation | None
    after: Conversation
    entries: tuple[Entry, ...] = ()
    deliveries: tuple[int, ...] = ()
    deliver_after: timedelta = timedelta()

    @classmethod
    def begin(cls, first: Conversation) -> Step:
        """A conversation that does not exist yet; `first.seq` is 0."""
        return cls(None, first)

    def add(self, content: Content, at: datetime, actor: Actor) -> Step:
        """One more entry, folded into the head."""
        entry = Entry(self.after.id, self.after.seq + 1, at, actor, content)
        return replace(self, after=folded(self.after, entry), entries=(*self.entries, entry))

    def deliver(self, seq: int) -> Step:
        """The message at `seq` is to be handed to the channel's gateway."""
        return replace(self, deliveries=(*self.deliveries, seq))

    @property
    def is_nothing(self) -> bool:
        """Nothing happened: there is nothing to commit."""
        return not self.entries
