"""What the product writes into its log: JSON lines with a correlation id, never addresses or texts."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from aws_lambda_powertools import Logger

from chalicelib.ports.tracing import following

log = Logger(service="bandeja")


@contextmanager
def correlated(trace: str, **also: str) -> Iterator[None]:
    """Every log line within says which event from outside it follows from, and so do jobs made of it."""
    log.thread_safe_append_keys(correlation_id=trace, **also)
    try:
        with following(trace):
            yield
    finally:
        log.thread_safe_clear_keys()


def say_also(**keys: str) -> None:
    """Until the end of what is `correlated`, every log line says this too."""
    log.thread_safe_append_keys(**keys)


def trace_of(error: BaseException) -> str:
    """Where it happened and of which type, without its message: that could hold somebody's words."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(lines) < 200:
        lines += traceback.format_tb(cause.__traceback__)
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}\n")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "".join(lines)
