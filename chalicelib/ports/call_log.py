"""What was sent to other people's servers, and what they said: kept for some weeks, for whoever looks why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class CallState(StrEnum):
    """What became of one try."""

    TAKEN = "taken"
    LATER = "later"  # not taken; it is tried again by itself
    FAILED = "failed"  # not taken, and not tried again by itself
    UNSURE = "unsure"  # the line broke after it was sent


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One try. `owner` is the channel or subscription that it was for, `id` sorts by time.

    `what` is the kind of thing that was sent (message, typing, conversation.created …), `event_id` the id it
    bears at every try, `conversation_id` and `seq` what it was about ("" and 0 for nothing), `attempt` counts
    from 1. `status` is that of HTTP, 0 where there was none; `detail` says why, in plain words, and holds
    nothing that was secret or that a person wrote. `next_try_at` stands beside `LATER`.
    """

    owner: str
    id: str
    at: datetime
    what: str
    state: CallState
    event_id: str = ""
    conversation_id: str = ""
    seq: int = 0
    attempt: int = 1
    status: int = 0
    detail: str = ""
    took_ms: int = 0
    next_try_at: datetime | None = None


class CallLog(Protocol):
    """Rows end by themselves after `limits.CALL_LOG_DAYS`; every read looks at the end itself."""

    def add(self, call: LoggedCall) -> None:
        """The same id twice is one row, the later one."""
        ...

    def page(self, owner: str, *, after: str = "", limit: int = 50) -> Sequence[LoggedCall]:
        """The newest first; `after` is the id of the last one that is known already."""
        ...
