"""An admin changes how the answers of an inbox look: whose name, which signature, with what was quoted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.ids import InboxId
from chalicelib.domain.workspace import Channel, FromName
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import email_channel, inbox_of
from chalicelib.ports.retry import again_when_stale


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """What to change; `None` leaves as it is."""

    company: str | None = None
    from_name: FromName | None = None
    quotes_earlier: bool | None = None
    signature: str | None = None


@again_when_stale
def change_email_settings(ports: Ports, inbox_id: InboxId, settings: EmailSettings) -> Channel:
    """The channel as it is now. Only what is named changes, so two people may do it at once.

    Raises `NoSuchInbox`.
    """
    channel = email_channel(ports, inbox_id)
    inbox = inbox_of(ports, channel)
    if settings.signature is not None and settings.signature != inbox.signature:
        ports.workspace.put_inbox(replace(inbox, signature=settings.signature))
    named = ("company", "from_name", "quotes_earlier")
    given = {name: getattr(settings, name) for name in named}
    wanted: dict[str, Any] = {
        name: value for name, value in given.items() if value is not None and value != getattr(channel, name)
    }
    if not wanted:
        return channel
    changed = channel.changed(**wanted)
    ports.workspace.change_channel(changed)
    return changed
