"""An admin begins a chatflow: a draft that everybody would see, before all others."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.orders import Order
from chalicelib.domain.rank import rank_between
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.ports.chatflows import id_for, put_once, with_room


def create_chatflow(ports: Ports, channel_id: str, name: str, by: Order) -> Chatflow:
    """It stands first, since the last one usually takes everybody who is left.

    Raises `NoSuchChannel`, `Invalid` when the channel has as many as it may.
    """
    channel = chat_channel(ports, channel_id)
    flows = with_room(ports, channel.id)
    rank = rank_between("", flows[0].rank if flows else None)
    return put_once(ports, Chatflow(id_for(ports, by, "chatflow"), channel.id, name, rank))
