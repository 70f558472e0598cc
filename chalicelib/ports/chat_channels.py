"""A chat channel with its settings: read fresh, or as they were within the last 30 seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.errors import NoSuchChannel
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.workspace_store import WorkspaceStore

CHAT = "chat"
KEPT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class ChatChannel:
    channel: Channel
    settings: ChatSettings


_kept: WeakKeyDictionary[WorkspaceStore, dict[ChannelId, tuple[datetime, ChatChannel]]] = WeakKeyDictionary()


def chat_channel(ports: Ports, channel_id: str) -> ChatChannel:
    """As it is now. Raises `NoSuchChannel` for what is no chat."""
    for channel in ports.workspace.channels():
        if channel.id == channel_id and channel.kind == CHAT:
            found = ChatChannel(channel, ports.workspace.chat_settings(channel.id))
            _kept.setdefault(ports.workspace, {})[channel.id] = (ports.now() + KEPT, found)
            return found
    raise NoSuchChannel(field="channel")


def recent_chat_channel(ports: Ports, channel_id: ChannelId) -> ChatChannel:
    """The same, not older than 30 seconds: what every message needs is not read for each of them."""
    until, found = _kept.get(ports.workspace, {}).get(channel_id, (None, None))
    if until and found and ports.now() < until:
        return found
    return chat_channel(ports, channel_id)
