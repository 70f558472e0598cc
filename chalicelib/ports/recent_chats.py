"""A chat channel with its settings: read fresh, or as they were within the last 30 seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.ports.workspace_store import WorkspaceStore

KEPT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class ChatChannel:
    channel: Channel
    settings: ChatSettings


_kept: WeakKeyDictionary[WorkspaceStore, dict[ChannelId, tuple[datetime, ChatChannel]]] = WeakKeyDictionary()


def chat_with_settings(ports: Ports, channel_id: str) -> ChatChannel:
    """As it is now. Raises `NoSuchChannel` for what is no chat."""
    channel = chat_channel(ports, channel_id)
    found = ChatChannel(channel, ports.workspace.chat_settings(channel.id))
    _kept.setdefault(ports.workspace, {})[channel.id] = (ports.now() + KEPT, found)
    return found


def recent_chat(ports: Ports, channel_id: ChannelId) -> ChatChannel:
    """The same, not older than 30 seconds: what every message needs is not read for each of them."""
    until, found = _kept.get(ports.workspace, {}).get(channel_id, (None, None))
    if until and found and ports.now() < until:
        return found
    return chat_with_settings(ports, channel_id)
