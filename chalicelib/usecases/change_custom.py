"""An admin changes a channel of any other platform: its name, its inbox, where answers go."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NoSuchInbox
from chalicelib.domain.ids import InboxId
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.custom_channel import custom_channel
from chalicelib.ports.outgoing_address import checked_address


@dataclass(frozen=True, slots=True)
class CustomChange:
    """What is `None` stays; `version` is the one that was seen."""

    version: int
    name: str | None = None
    inbox_id: InboxId | None = None
    outbound_url: str | None = None
    paused: bool | None = None


def change_custom(ports: Ports, channel_id: str, change: CustomChange) -> Channel:
    """The channel as it is now. Raises `NoSuchChannel`, `NoSuchInbox`, `ChangedMeanwhile`, `Invalid`."""
    channel = custom_channel(ports, channel_id)
    if channel.version != change.version:
        raise ChangedMeanwhile
    if change.inbox_id and all(one.id != change.inbox_id for one in ports.workspace.inboxes()):
        raise NoSuchInbox(field="inbox")
    name = channel.name if change.name is None else " ".join(change.name.split())
    if not name:
        raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))
    typed = channel.outbound_url if change.outbound_url is None else change.outbound_url.strip()
    outbound_url = typed and checked_address(ports, typed, "outbound_url")
    changed = channel.changed(
        name=name,
        inbox_id=change.inbox_id or channel.inbox_id,
        outbound_url=outbound_url,
        paused=channel.paused if change.paused is None else change.paused,
    )
    ports.workspace.change_channel(changed)
    return changed
