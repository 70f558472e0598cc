"""Which event from outside all of this follows from: one id, from the first event to the last reaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 100

_trace: ContextVar[str] = ContextVar("trace", default="")


def current_trace() -> str:
    """The id of the event that is being handled; "" when nobody has said."""
    return _trace.get()


@contextmanager
def following(trace: str) -> Iterator[None]:
    """What happens within follows from the event `trace`; entries written keep it, and so do their jobs."""
    before = _trace.set(trace[:LONGEST])
    try:
        yield
    finally:
        _trace.reset(before)
