"""Which email channel an order is about."""

from __future__ import annotations

from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.workspace import Channel, Inbox
from chalicelib.ports.bundle import Ports

EMAIL = "email"


def email_channel(ports: Ports, inbox_id: InboxId) -> Channel:
    """The address of an inbox. Raises `NoSuchInbox`."""
    for channel in ports.workspace.channels():
        if channel.inbox_id == inbox_id and channel.kind == EMAIL:
            return channel
    raise NoSuchInbox("There is no such inbox, or it has no email address", field="inbox")


def channel_named(ports: Ports, channel_id: ChannelId) -> Channel | None:
    """The channel as it is now, or `None` when it is gone."""
    return next((one for one in ports.workspace.channels() if one.id == channel_id), None)


def inbox_of(ports: Ports, channel: Channel) -> Inbox:
    """The inbox that a channel belongs to. Raises `NoSuchInbox`."""
    for inbox in ports.workspace.inboxes():
        if inbox.id == channel.inbox_id:
            return inbox
    raise NoSuchInbox
