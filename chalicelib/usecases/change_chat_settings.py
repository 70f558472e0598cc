"""An admin changes how the chat of a channel behaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.domain.chat_settings import ChatSettings, checked_settings
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.ports.retry import again_when_stale


@dataclass(frozen=True, slots=True)
class ChatChange:
    """What to change, of the settings that had `version`. `names` are those of the channel."""

    version: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@again_when_stale
def change_chat_settings(ports: Ports, channel_id: str, change: ChatChange) -> ChatSettings:
    """The settings as they are now. The same order again, since its answer got lost, is harmless.

    Raises `NoSuchChannel`, `Invalid`, and `ChangedMeanwhile` when somebody changed them in between.
    """
    channel = chat_channel(ports, channel_id)
    before = ports.workspace.chat_settings(channel.id)
    after = checked_settings(replace(before, **change.settings))
    is_repeat = after == before and before.version == change.version + 1
    if before.version != change.version and not is_repeat:
        raise ChangedMeanwhile
    _rename(ports, channel, change.names)
    if after == before:
        return before
    after = after.changed()
    ports.workspace.put_chat_settings(after)
    return after


def _rename(ports: Ports, channel: Channel, names: Mapping[str, str]) -> None:
    if any(getattr(channel, name) != wanted for name, wanted in names.items()):
        ports.workspace.change_channel(channel.changed(**names))
