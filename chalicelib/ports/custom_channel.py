"""Channels of any other platform: found, their secrets, and how their program does by what the log says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chalicelib.domain.errors import NoSuchChannel
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import CallState
from chalicelib.ports.signed_call import GONE

KIND = "custom"
PING = "ping"
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Trouble:
    """`name` is "failing", "address" (it says that it is gone, or cannot be called at all) or ""."""

    name: Literal["", "failing", "address"] = ""
    since: datetime | None = None


def custom_channel(ports: Ports, channel_id: str) -> Channel:
    """Raises `NoSuchChannel` for one that is not there, of another kind, or of an inbox out of reach."""
    found = next((one for one in ports.workspace.channels() if one.id == channel_id), None)
    if found is None or found.kind != KIND:
        raise NoSuchChannel
    if all(inbox.id != found.inbox_id for inbox in ports.workspace.inboxes()):
        raise NoSuchChannel
    return found


def trouble_of(ports: Ports, channel: Channel) -> Trouble:
    """By its last calls: since when no answer was taken. A test that fails is no answer that does."""
    found = Trouble()
    calls = ports.call_log.page(channel.id, limit=LOOKED_AT)
    for call in sorted(calls, key=lambda call: call.at, reverse=True):
        if call.state is CallState.TAKEN:
            break
        if call.what == PING:
            continue
        gone = call.status == GONE or (call.status == 0 and call.state is CallState.FAILED)
        found = Trouble(found.name or ("address" if gone else "failing"), call.at)
    return found
