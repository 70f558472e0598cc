"""An admin makes a form for an inbox: one that asks who somebody is and what they want, live at once."""

from __future__ import annotations

from contextlib import suppress

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.errors import ChangedMeanwhile, NoSuchInbox
from chalicelib.domain.form import EMAIL, LONG_TEXT, Field, Form
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import id_for
from chalicelib.ports.forms import KIND

FIRST = (
    Field("name", label=Words("Name", "Nombre"), fills="name", max_length=150),
    Field("email", EMAIL, label=Words("Email", "Correo electrónico"), required=True),
    Field("message", LONG_TEXT, label=Words("Message", "Mensaje"), required=True, max_length=5_000),
)


def connect_form(ports: Ports, inbox_id: InboxId, name: str, by: Order) -> Channel:
    """The new channel, known by its own id. Raises `NoSuchInbox`.

    The form is written first: cut short between the two, nothing shows that belongs to no channel.
    """
    inbox = next((one for one in ports.workspace.inboxes() if one.id == inbox_id), None)
    if inbox is None:
        raise NoSuchInbox(field="inbox")
    channel_id = ChannelId(id_for(ports, by, "channel"))
    known = next((one for one in ports.workspace.channels() if one.id == channel_id), None)
    if known:
        return known
    with suppress(ChangedMeanwhile):  # the same order was cut short right here
        ports.workspace.put_form(Form(channel_id, FIRST, title=Words(name, name), version=1))
    channel = Channel(channel_id, inbox.id, KIND, name, address=channel_id)
    ports.workspace.put_channel(channel)
    return channel
