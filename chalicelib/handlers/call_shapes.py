"""The JSON of what was sent to other people's servers, shared by all that is sent there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:  # only admins' orders pay for it
    from chalicelib.ports.call_log import LoggedCall


class CallJson(msgspec.Struct, kw_only=True):
    """One try. `later`: tried again at `next_try_at`; `unsure`: the line broke before there was an answer.

    `status` is that of HTTP, 0 where there was no answer; `conversation` and `seq` say what it was about, ""
    and 0 for nothing.
    """

    id: str
    at: datetime
    conversation: str
    seq: int
    attempt: int
    state: Literal["taken", "later", "failed", "unsure"]
    status: int
    detail: str
    took_ms: int
    next_try_at: datetime | None


def fields_of(call: LoggedCall) -> dict[str, Any]:
    """What every `CallJson` has."""
    return {
        "id": call.id,
        "at": call.at,
        "conversation": call.conversation_id,
        "seq": call.seq,
        "attempt": call.attempt,
        "state": call.state.value,
        "status": call.status,
        "detail": call.detail,
        "took_ms": call.took_ms,
        "next_try_at": call.next_try_at,
    }
