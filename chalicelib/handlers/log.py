"""What the product writes into its log: JSON lines with a correlation id, never addresses or texts."""

from __future__ import annotations

import traceback

from aws_lambda_powertools import Logger

log = Logger(service="bandeja")


def trace_of(error: BaseException) -> str:
    """Where it happened and of which type, without its message: that could hold somebody's words."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(lines) < 200:
        lines += traceback.format_tb(cause.__traceback__)
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}\n")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "".join(lines)
