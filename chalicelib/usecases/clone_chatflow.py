"""An admin begins a chatflow from another one."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.orders import Order
from chalicelib.domain.rank import rank_between
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import chatflow_there, id_for, put_once, with_room


def clone_chatflow(ports: Ports, chatflow_id: str, name: str, by: Order) -> Chatflow:
    """A draft of the same, right behind it; `name` "" keeps the name.

    Raises `NoSuchChatflow`, `Invalid` when the channel has as many as it may.
    """
    flow = chatflow_there(ports, chatflow_id)
    following = (other.rank for other in with_room(ports, flow.channel_id) if other.rank > flow.rank)
    clone = Chatflow(
        id_for(ports, by, "chatflow"),
        flow.channel_id,
        name or flow.name,
        rank_between(flow.rank, next(following, None)),
        kind=flow.kind,
        draft=flow.draft,
    )
    return put_once(ports, clone)
