"""A new home has one inbox with one address that receives, so that the first mail has a place to go."""

from __future__ import annotations

from chalicelib import wiring
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.workspace import Channel, Inbox
from infra.deploy.rooms import Rooms

NAME = "Support"
EMAIL = "email"


def first_inbox(rooms: Rooms, mail_domain: str) -> Channel | None:
    """The hosted address that was connected; `None` when there is a channel already."""
    if rooms.workspace.channels():
        return None
    inboxes = rooms.workspace.inboxes()
    inbox = inboxes[0] if inboxes else Inbox(InboxId(wiring.id_at(wiring.now())), NAME)
    if not inboxes:
        rooms.workspace.put_inbox(inbox)
    channel = Channel(
        ChannelId(wiring.id_at(wiring.now())), inbox.id, EMAIL, inbox.name, f"support@{mail_domain}"
    )
    rooms.workspace.put_channel(channel)
    return channel
