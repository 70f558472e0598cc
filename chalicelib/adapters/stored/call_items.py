"""Items and keys of what was sent to other people's servers; they lie in the table `live`, since they end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from chalicelib.adapters.stored.live_items import ending
from chalicelib.adapters.stored.plain_form import Plain, filled, plain
from chalicelib.domain import limits
from chalicelib.ports.call_log import LoggedCall

KEPT = timedelta(days=limits.CALL_LOG_DAYS)


def calls_partition(owner: str) -> str:
    """Where the calls for a channel or subscription are listed, by time."""
    return f"O#{owner}"


def call_item(call: LoggedCall) -> Plain:
    stored: Plain = plain(call) | ending(call.at + KEPT)
    return {"pk": calls_partition(call.owner), "sk": call.id} | stored


def call_of(item: Mapping[str, Any]) -> LoggedCall:
    return filled(LoggedCall, item)
