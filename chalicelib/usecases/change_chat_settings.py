"""An admin changes how the chat of a channel behaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.domain.chat_settings import ChatSettings, checked_settings
from chalicelib.domain.errors import ChangedMeanwhile, NoSuchInbox
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.ports.retry import again_when_stale


@dataclass(frozen=True, slots=True)
class ChatChange:
    """What to change, of the settings that had `version`. `of_channel` is what stands on the channel."""

    version: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    of_channel: Mapping[str, Any] = field(default_factory=dict)


def change_chat_settings(ports: Ports, channel_id: str, change: ChatChange) -> ChatSettings:
    """The settings as they are now. The same order again, since its answer got lost, is harmless.

    With another inbox, conversations that begin from now on go there; those there are stay where they are.
    Raises `NoSuchChannel`, `NoSuchInbox`, `Invalid`, and `ChangedMeanwhile` when somebody changed them in
    between: the settings are written first, so that nothing is changed of the channel then.
    """
    channel = chat_channel(ports, channel_id)
    before = ports.workspace.chat_settings(channel.id)
    after = checked_settings(replace(before, **change.settings))
    _check_inbox(ports, change.of_channel.get("inbox_id"))
    is_there = after == before and replace(channel, **change.of_channel) == channel
    is_repeat = is_there and before.version == change.version + 1
    if before.version != change.version and not is_repeat:
        raise ChangedMeanwhile
    if is_there:
        return before
    after = after.changed()
    ports.workspace.put_chat_settings(after)
    _change_channel(ports, channel.id, change.of_channel)
    return after


def _check_inbox(ports: Ports, wanted: str | None) -> None:
    if wanted is not None and all(inbox.id != wanted for inbox in ports.workspace.inboxes()):
        raise NoSuchInbox(field="inbox")


@again_when_stale
def _change_channel(ports: Ports, channel_id: str, what: Mapping[str, Any]) -> None:
    channel = chat_channel(ports, channel_id)
    if replace(channel, **what) != channel:
        ports.workspace.change_channel(channel.changed(**what))
