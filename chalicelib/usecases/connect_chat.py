"""An admin connects a website to an inbox: a chat channel, with a first chatflow that everybody sees."""

from __future__ import annotations

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.chatflow import Build, Chatflow, Content, FlowState
from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.publication import Publication, place_of
from chalicelib.domain.rank import rank_between
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import CHAT
from chalicelib.ports.chatflows import id_for, put_once

NAME = {"en": "Everybody", "es": "Para todos"}
FIRST = Content(
    build=Build(
        heading=Words("Talk to us", "Habla con nosotros"),
        welcome=Words("Hello! How can we help?", "¡Hola! ¿En qué podemos ayudarte?"),
    )
)


def connect_chat(ports: Ports, inbox_id: InboxId, name: str, by: Order) -> Channel:
    """The new channel, known by its own id. Raises `NoSuchInbox`.

    The chatflow is written first: cut short between the two, nothing shows that belongs to no channel.
    """
    inbox = next((one for one in ports.workspace.inboxes() if one.id == inbox_id), None)
    if inbox is None:
        raise NoSuchInbox(field="inbox")
    channel_id = ChannelId(id_for(ports, by, "channel"))
    channel = Channel(channel_id, inbox.id, CHAT, name, address=channel_id)
    language = by.agent.language or inbox.language
    flow = Chatflow(
        id_for(ports, by, "chatflow"),
        channel_id,
        NAME.get(language, NAME["en"]),
        rank_between("", None),
        state=FlowState.LIVE,
        draft=FIRST,
        live=FIRST,
    )
    shown = Publication(place_of(flow.id, flow.version), FIRST, ports.now(), by.agent.id)
    put_once(ports, flow, (shown,))
    known = next((one for one in ports.workspace.channels() if one.id == channel_id), None)
    if known is None:
        ports.workspace.put_channel(channel)
    return known or channel
