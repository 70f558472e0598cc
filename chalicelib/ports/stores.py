"""Where things are kept: the promises that both homes keep, held to one contract suite.

Every method may raise `Throttled`. Reads are consistent unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.contact import Block, Contact, ContactChange, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Entry
from chalicelib.domain.ids import AgentId, ChannelId, ContactId, ConversationId, InboxId, VisitorId
from chalicelib.domain.receipt import ExternalId, Known, Receipt, Taken


@dataclass(frozen=True, slots=True)
class Commit:
    """All that one use-case writes, in one transaction.

    `receipts` are checked first: if one is refused, nothing is written and the answer is what the stored
    receipt says. `pointers` are written where no row is; an existing row is left alone and is no failure of
    the commit as long as it was absent when read (a race makes the commit stale). `contact` is a person
    first seen now, with their identities. `work` is delivery work changed, under the condition that its
    stored `version` is one less. `contacts` are people known before, of whom `unreachable` is written under
    the condition that it is as it was read. A step that `is_nothing` writes the receipt only. `also` are
    steps of other conversations, each under the same conditions as `step`. `rewritten` are entries that are
    there, whose content becomes this one: only what their writer took back. `trace` is the id of the event
    from outside that all of it follows from.
    """

    step: Step
    receipts: tuple[Receipt, ...] = ()
    pointers: tuple[ExternalId, ...] = ()
    contact: Contact | None = None
    work: tuple[DeliveryWork, ...] = ()
    contacts: tuple[ContactChange, ...] = ()
    also: tuple[Step, ...] = ()
    rewritten: tuple[Entry, ...] = ()
    trace: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        return (self.step, *self.also)


class ConversationStore(Protocol):
    """The log of every conversation, its head, receipts, pointers and delivery work."""

    def commit(self, commit: Commit) -> Taken:
        """Write all of it or nothing, and answer the conversation and the head's new `seq`.

        The head is written under `seq` as read, entries under absence. Raises `StaleConversation` when
        somebody else was faster (also for a pointer, a contact or delivery work), `TooLarge`
        when a limit of `domain/limits.py` is broken. A receipt that is there already is an answer:
        `Taken(…, repeated=True)` with the stored conversation, `seq` and content hash.
        New delivery work is made for `step.deliveries`, due at once.
        """
        ...

    def known(self, ids: Sequence[ExternalId]) -> Mapping[ExternalId, Known]:
        """What is stored under these external ids (at most 100), in one request; absent ones are left out."""
        ...

    def head(self, conversation_id: ConversationId) -> Conversation:
        """Raises `NoSuchConversation`."""
        ...

    def thread(self, conversation_id: ConversationId, last: int) -> tuple[Conversation, tuple[Entry, ...]]:
        """The head and its `last` newest entries in ascending order, in one request.

        Raises `NoSuchConversation`.
        """
        ...

    def entries(
        self, conversation_id: ConversationId, *, after: int = 0, before: int | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        """Entries with `after < seq < before` in ascending order, at most `limit`.

        With `before` the ones nearest to it, otherwise the ones nearest to `after`.
        """
        ...

    def entry(self, conversation_id: ConversationId, seq: int) -> Entry:
        """Raises `NoSuchEntry`."""
        ...

    def mark_opened(self, conversation_id: ConversationId, through: int) -> Conversation:
        """Move the team's read mark on, never past the head's `seq`, and never back except to 0 (unread).

        The head as it is then. Raises `NoSuchConversation`.
        """
        ...

    def mark_seen(self, conversation_id: ConversationId, through: int) -> None:
        """Move the mark of a chat's visitor on, never past the head's `seq` and never back.

        Raises `NoSuchConversation`.
        """
        ...

    def work(self, conversation_id: ConversationId, seqs: Sequence[int]) -> Mapping[int, DeliveryWork]:
        """The delivery work of these messages (at most 100), in one request."""
        ...

    def unsettled_work(self, conversation_id: ConversationId) -> tuple[DeliveryWork, ...]:
        """Delivery work without an outcome, lowest `seq` first."""
        ...

    def change_work(self, work: DeliveryWork) -> None:
        """Write delivery work under the condition that the stored `version` is one less.

        Raises `StaleConversation` when somebody else changed it.
        """
        ...

    def due(self, now: datetime, limit: int = 100) -> tuple[DeliveryWork, ...]:
        """Delivery work whose `due_at` has come, over all conversations; may lag a little."""
        ...


class ContactStore(Protocol):
    """People, found by what proves who they are. Writers are made by `ConversationStore.commit`."""

    def get(self, contact_id: ContactId) -> Contact:
        """Raises `NoSuchContact`."""
        ...

    def several(self, ids: Sequence[ContactId]) -> Mapping[ContactId, Contact]:
        """These people (at most 100), in one request; those who are not there are left out."""
        ...

    def by_identity(self, identity: Identity) -> Contact | None: ...

    def add(self, contact: Contact) -> None:
        """Somebody who has not written yet. Raises `AlreadyThere` when one of the identities is taken."""
        ...

    def change_profile(self, contact: Contact) -> None:
        """Write name, `claimed_email`, `consents` and the list of `identities`. Raises `NoSuchContact`.

        Whom an identity proves is another matter: `move_identity`.
        """
        ...

    def set_block(self, contact_id: ContactId, block: Block | None) -> None:
        """Nothing else about them is written, and no other method writes it. Raises `NoSuchContact`."""
        ...

    def set_picture(self, contact_id: ContactId, picture: str, ask_after: datetime) -> None:
        """Their picture ("" for none) and when to ask again; nothing else about them is written, and nothing
        else writes it. Raises `NoSuchContact`."""
        ...

    def move_identity(self, identity: Identity, to: ContactId) -> None:
        """From now on it proves this contact, whomever it proved before."""
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, until when. `id` is the sha256 of the secret in the cookie."""

    id: str
    agent_id: AgentId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """An agent looks at a conversation, or writes in it, until `expires_at`."""

    conversation_id: ConversationId
    agent_id: AgentId
    agent_name: str
    connection: str
    doing: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Connection:
    """An open socket, whose it is, and what it watches.

    An agent's has `agent_id` and `session_id`. A visitor's has `visitor_id` and `channel_id`, and the
    `contact_id` of whom they are once they have written.
    """

    id: str
    agent_id: AgentId
    session_id: str
    expires_at: datetime
    inboxes: tuple[InboxId, ...] = ()
    conversation_id: ConversationId | None = None
    visitor_id: VisitorId | None = None
    channel_id: ChannelId | None = None
    contact_id: ContactId | None = None


@dataclass(frozen=True, slots=True)
class VisitorOnSite:
    """A visitor with the chat open, until `expires_at`: where they are, and what they came by.

    `pages` are the last pages they saw, the newest first, each as (title, address). `left`: their last tab
    was closed, and nothing was heard of them since.
    """

    visitor_id: VisitorId
    channel_id: ChannelId
    since: datetime
    expires_at: datetime
    pages: tuple[tuple[str, str], ...] = ()
    country: str = ""
    device: str = ""
    language: str = ""
    contact_id: ContactId | None = None
    conversation_id: ConversationId | None = None
    left: bool = False


class LiveStore(Protocol):
    """What is true only now: sessions, tickets, sockets, presence, tries. Expired rows read as absent."""

    def put_session(self, session: Session) -> None: ...

    def session(self, session_id: str, now: datetime) -> Session | None: ...

    def end_session(self, session_id: str) -> None: ...

    def end_sessions_of(self, agent_id: AgentId, keep: str = "") -> None: ...

    def put_ticket(self, ticket: str, value: str, expires_at: datetime) -> None:
        """`value` is what the ticket stands for (a session id, an invitation)."""
        ...

    def use_ticket(self, ticket: str, now: datetime) -> str | None:
        """The value, once: a second use, or one too late, gives `None`."""
        ...

    def put_connection(self, connection: Connection) -> None:
        """A new one, or what it watches changed."""
        ...

    def connection(self, connection_id: str, now: datetime) -> Connection | None: ...

    def drop_connection(self, connection_id: str) -> None: ...

    def watchers(
        self, inbox_id: InboxId, conversation_id: ConversationId, now: datetime
    ) -> tuple[Connection, ...]:
        """Connections that watch the inbox or the conversation, each once."""
        ...

    def watchers_of(self, conversation_id: ConversationId, now: datetime) -> tuple[Connection, ...]:
        """Connections that watch this very conversation, agents' and visitors'."""
        ...

    def connections_of(self, agent_id: AgentId, now: datetime) -> tuple[Connection, ...]: ...

    def connections_of_visitor(self, visitor_id: VisitorId, now: datetime) -> tuple[Connection, ...]: ...

    def put_visitor(self, visitor: VisitorOnSite) -> None: ...

    def visitor(
        self, channel_id: ChannelId, visitor_id: VisitorId, now: datetime
    ) -> VisitorOnSite | None: ...

    def visitors(self, channel_id: ChannelId, now: datetime) -> tuple[VisitorOnSite, ...]:
        """Those of the last minutes, in no order."""
        ...

    def put_presence(self, presence: Presence) -> None:
        """One row per conversation and connection; `doing` = `left` removes it."""
        ...

    def present(self, conversation_id: ConversationId, now: datetime) -> tuple[Presence, ...]: ...

    def at_inbox(self, inbox_id: InboxId, now: datetime) -> tuple[Connection, ...]:
        """Connections that watch the inbox: every screen of an agent does, whatever it shows."""
        ...

    def count_try(self, key: str, now: datetime, window_seconds: int, by: int = 1) -> int:
        """`by` more tries under `key`; the number of tries since the window began, these included."""
        ...

    def forget_tries(self, key: str) -> None: ...
