"""Entries that say where a conversation goes on: in another one, or in another inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.ids import ConversationId, InboxId


@dataclass(frozen=True, slots=True)
class MergedInto:
    """This conversation goes on in another one. What it held stays here, and is shown there."""

    conversation_id: ConversationId
    number: int


@dataclass(frozen=True, slots=True)
class MergedFrom:
    """Another conversation goes on in this one. `waiting_since` is since when somebody waits there."""

    conversation_id: ConversationId
    number: int
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unmerged:
    """The merge with the other conversation was undone; both have this entry."""

    conversation_id: ConversationId
    number: int


@dataclass(frozen=True, slots=True)
class Moved:
    """It belongs to another inbox now. Its channel stays, so answers still arrive."""

    inbox_id: InboxId
    from_inbox: InboxId
