"""The log of a conversation with those of all that was merged into it, read as one in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain import limits
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Entry
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import sources_of

Positions = Mapping[ConversationId, int]
"""For each log the `seq` before which its older entries lie; logs without older ones are left out."""


@dataclass(frozen=True, slots=True)
class LogPart:
    """A stretch of one log; `is_end` when it reaches to the newest entry."""

    head: Conversation
    entries: tuple[Entry, ...]
    is_end: bool = False


def newest_parts(ports: Ports, conversation_id: ConversationId, limit: int) -> list[LogPart]:
    """The conversation's own log first: one request, and one for each that was merged into it.

    Raises `NoSuchConversation`.
    """
    parts = [LogPart(*ports.conversations.thread(conversation_id, limit), is_end=True)]
    for part in parts:  # grows by what was merged into those
        for merge in part.head.merged_from[: limits.MERGED + 1 - len(parts)]:
            parts.append(LogPart(*ports.conversations.thread(merge.conversation_id, limit), is_end=True))
    return parts


def older_parts(ports: Ports, head: Conversation, before: Positions, limit: int) -> list[LogPart]:
    """What lies before these positions; one in a conversation that was not merged in is passed over."""
    heads = [head, *(one for one in sources_of(ports, head) if before.get(one.id, 1) > 1)]
    return [
        LogPart(one, ports.conversations.entries(one.id, before=before.get(one.id, 1), limit=limit))
        for one in heads
    ]


def stitched(parts: Sequence[LogPart], limit: int) -> tuple[tuple[Entry, ...], Positions]:
    """The `limit` newest entries of the parts in the order of time, each log in its own order, and where
    older ones lie."""
    logs = (part.entries for part in reversed(parts))  # at one moment, what was merged in comes first
    entries = tuple(heapq.merge(*logs, key=lambda entry: entry.at))[-limit:]
    first: dict[ConversationId, int] = {}
    for entry in entries:
        first.setdefault(entry.conversation_id, entry.seq)
    older = {part.head.id: first.get(part.head.id, _end(part)) for part in parts}
    return entries, {conversation_id: seq for conversation_id, seq in older.items() if seq > 1}


def _end(part: LogPart) -> int:
    return part.entries[-1].seq + 1 if part.entries else 1
