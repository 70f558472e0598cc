"""An admin changes how a platform's account is connected: a new token, another inbox, the instant reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from chalicelib.domain.errors import ChangedMeanwhile, NoSuchInbox
from chalicelib.domain.ids import InboxId
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.workspace import Channel
from chalicelib.ports.account_check import connected, not_taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform import TokenRefused
from chalicelib.ports.platform_channels import platform_channel


@dataclass(frozen=True, slots=True)
class PlatformChange:
    """What is `None` stays. `secrets` are those that change; `version` is the one that was seen.

    New words of the instant reply switch it on, unless `instant_reply_on` says otherwise.
    """

    version: int
    name: str | None = None
    inbox_id: InboxId | None = None
    app_id: str | None = None
    business_id: str | None = None
    instant_reply: str | None = None
    instant_reply_on: bool | None = None
    shows_activity: bool | None = None
    paused: bool | None = None
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def change_platform(ports: Ports, channel_id: str, change: PlatformChange) -> Channel:
    """The channel as it is now; new secrets are tried before they replace the old ones.

    Raises `NoSuchChannel`, `NoSuchInbox`, `ChangedMeanwhile`, `Invalid` for a token that is not taken.
    """
    channel = platform_channel(ports, channel_id)
    if channel.version != change.version:
        raise ChangedMeanwhile
    if change.inbox_id and all(one.id != change.inbox_id for one in ports.workspace.inboxes()):
        raise NoSuchInbox(field="inbox")
    changed = _with(channel, change)
    if change.secrets:
        changed = _tried(ports, changed, change.secrets)
    ports.workspace.change_channel(changed)
    return changed


def _with(channel: Channel, change: PlatformChange) -> Channel:
    before = channel.platform or PlatformAccount()
    account = replace(
        before,
        app_id=before.app_id if change.app_id is None else change.app_id,
        business_id=before.business_id if change.business_id is None else change.business_id,
        instant_reply=before.instant_reply if change.instant_reply is None else change.instant_reply,
        instant_reply_on=_is_on(before, change),
        shows_activity=before.shows_activity if change.shows_activity is None else change.shows_activity,
    )
    return channel.changed(
        name=change.name or channel.name,
        inbox_id=change.inbox_id or channel.inbox_id,
        paused=channel.paused if change.paused is None else change.paused,
        platform=account,
    )


def _is_on(before: PlatformAccount, change: PlatformChange) -> bool:
    if change.instant_reply_on is not None:
        return change.instant_reply_on
    return before.instant_reply_on or bool(change.instant_reply)


def _tried(ports: Ports, channel: Channel, secrets: Mapping[str, str]) -> Channel:
    before = ports.channel_secrets.of(channel.id)
    ports.channel_secrets.put(channel.id, {**before, **secrets})
    try:
        return connected(ports, channel)
    except TokenRefused as error:
        ports.channel_secrets.put(channel.id, before)
        raise not_taken(error) from error
