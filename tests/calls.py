"""Calls of other people's servers, as they stand in the log."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.ports.call_log import CallState, LoggedCall
from tests.builders import CHANNEL, NOW, after, an_id


def a_call(**changed: Any) -> LoggedCall:
    """A message that was taken at once."""
    call = LoggedCall(CHANNEL, an_id(), NOW, "message", CallState.TAKEN, status=200)
    return replace(call, **changed)


def a_whole_call(**changed: Any) -> LoggedCall:
    """A call of which everything is known."""
    whole = a_call(
        state=CallState.LATER,
        event_id="event",
        conversation_id=an_id(),
        seq=3,
        attempt=2,
        status=503,
        detail="The server is busy",
        took_ms=120,
        next_try_at=after(minutes=2),
    )
    return replace(whole, **changed)
