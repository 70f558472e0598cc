"""Which chat channel an order or a visitor is about."""

from __future__ import annotations

from chalicelib.domain.errors import NoSuchChannel
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports

CHAT = "chat"


def chat_channel(ports: Ports, channel_id: str) -> Channel:
    """Raises `NoSuchChannel`, also for a channel of another kind."""
    for channel in ports.workspace.channels():
        if channel.id == channel_id and channel.kind == CHAT:
            return channel
    raise NoSuchChannel("There is no such chat channel", field="channel")
