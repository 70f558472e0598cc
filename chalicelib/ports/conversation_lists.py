"""The lists of conversations that agents look at: what both homes answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Protocol

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import AgentId, ContactId, ConversationId, InboxId


@dataclass(frozen=True, slots=True)
class ListPage:
    """Rows, newest activity first. `next` is the position to go on after (maybe to nothing), or `None`."""

    rows: tuple[Conversation, ...]
    next: str | None


def position_of(row: Conversation) -> str:
    """Where a row stands in any list: its last activity (UTC, fixed width) and its id.

    Positions sort as text, the same in every shelf, so pages of several shelves can be merged.
    """
    moment = row.last_activity_at.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{moment.removesuffix('+00:00')}Z#{row.id}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: an inbox and either a status, or an owner's open ones (`unassigned` for nobody's)."""

    inbox_id: InboxId
    status: Status | None = None
    owner: AgentId | None = None

    @property
    def is_by_owner(self) -> bool:
        return self.status is None


class ConversationLists(Protocol):
    """The lists that agents look at. They may lag behind the log by some seconds.

    Rows carry what a list shows: participants, links and what was answered are left out.
    """

    def page(self, shelf: Shelf, *, after: str | None, limit: int) -> ListPage:
        """`after` is a position that an earlier page of any shelf gave. Raises `Invalid` on nonsense."""
        ...

    def count(self, shelf: Shelf, limit: int) -> int:
        """How many rows the shelf has, counted up to `limit`."""
        ...

    def count_unread(self, inbox_id: InboxId, limit: int) -> int:
        """Open rows with an inbound message nobody opened, up to `limit`, among the inbox's 1,000 newest."""
        ...

    def of_contact(self, contact_id: ContactId, limit: int) -> tuple[ConversationId, ...]:
        """A person's conversations, newest first."""
        ...
