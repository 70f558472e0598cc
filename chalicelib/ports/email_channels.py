"""Which email channel an order is about."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Channel, Inbox
from chalicelib.ports.bundle import Ports

EMAIL = "email"


def email_channel(ports: Ports, inbox_id: InboxId) -> Channel:
    """The address of an inbox. Raises `NoSuchInbox`."""
    for channel in ports.workspace.channels():
        if channel.inbox_id == inbox_id and channel.kind == EMAIL:
            return channel
    raise NoSuchInbox(
        "There is no such inbox, or it has no email address",
        field="inbox",
        reason=Reason("inbox_without_email"),
    )


def way_out(ports: Ports, head: Conversation, channels: Iterable[Channel]) -> Channel:
    """Which of `channels` answers of a conversation go out on: its own, or the one of its inbox that carries
    them, where its kind is mail without a way out of its own. Raises `NoSuchInbox` when there is none.
    """
    kind = ports.kinds.get(head.channel_kind)
    if kind and kind.mail and kind.through:
        for channel in channels:
            if (channel.inbox_id, channel.kind) == (head.inbox_id, kind.through):
                return channel
        raise NoSuchInbox(
            "This inbox has no email address to answer from",
            field="inbox",
            reason=Reason("inbox_without_email"),
        )
    for channel in channels:
        if channel.id == head.channel_id:
            return channel
    raise NoSuchInbox(
        "The channel of this conversation is no longer connected", reason=Reason("channel_gone")
    )


def channel_named(ports: Ports, channel_id: ChannelId) -> Channel | None:
    """The channel as it is now, or `None` when it is gone."""
    return next((one for one in ports.workspace.channels() if one.id == channel_id), None)


def inbox_of(ports: Ports, channel: Channel) -> Inbox:
    """The inbox that a channel belongs to. Raises `NoSuchInbox`."""
    for inbox in ports.workspace.inboxes():
        if inbox.id == channel.inbox_id:
            return inbox
    raise NoSuchInbox
