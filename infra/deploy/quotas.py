"""Whether the account has room for one more home: what Lambda says about its limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CODE_BYTES = 50_000_000  # ten functions with one zip of some 4 MB each
FEW = 10
COMFORTABLE = 100
NO_ROOM = (
    "Lambda has {left:,} bytes left for code in this region, and {needed:,} are needed: "
    "remove old versions of functions, or ask for more in the Service Quotas console."
)
TOO_FEW = (
    "Only {most} functions may run at once in this account: ask for 1,000 in the Service Quotas console "
    "(AWS Lambda, Concurrent executions)."
)


def quotas(limits: Mapping[str, Any], used: int = 0) -> tuple[list[str], list[str]]:
    """Problems and notes from Lambda's answer about the account."""
    problems, notes = [], []
    left = int(limits.get("TotalCodeSize", CODE_BYTES)) - used
    if left < CODE_BYTES:
        problems.append(NO_ROOM.format(left=left, needed=CODE_BYTES))
    most = int(limits.get("ConcurrentExecutions", COMFORTABLE))
    if most < FEW:
        problems.append(TOO_FEW.format(most=most))
    elif most < COMFORTABLE:
        notes.append(TOO_FEW.format(most=most))
    return problems, notes
