"""An admin connects any other platform to an inbox: a program of theirs will speak for it."""

from __future__ import annotations

import secrets

from chalicelib.domain.errors import Invalid, NoSuchInbox
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.reason import Reason
from chalicelib.domain.signing_secrets import SECRET, renewed
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import id_for
from chalicelib.ports.custom_channel import KIND
from chalicelib.ports.outgoing_address import checked_address

SECRET_BYTES = 32


def connect_custom(ports: Ports, inbox_id: InboxId, named: tuple[str, str], by: Order) -> tuple[Channel, str]:
    """The channel and its signing secret; `named` are its name and the outbound address ("" for none).

    The same command again answers the same. Raises `NoSuchInbox`, `Invalid` with the field.
    """
    name, typed = " ".join(named[0].split()), named[1].strip()
    if not name:
        raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))
    if all(inbox.id != inbox_id for inbox in ports.workspace.inboxes()):
        raise NoSuchInbox(field="inbox")
    outbound_url = typed and checked_address(ports, typed, "outbound_url")
    channel_id = ChannelId(id_for(ports, by, "channel"))
    for known in ports.workspace.channels():
        if known.id == channel_id:
            return known, ports.channel_secrets.of(channel_id).get(SECRET, "")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    ports.channel_secrets.put(channel_id, renewed({}, secret, ports.now()))  # first: nothing is unsigned
    channel = Channel(channel_id, inbox_id, KIND, name, address=channel_id, outbound_url=outbound_url)
    ports.workspace.put_channel(channel)
    return channel, secret
