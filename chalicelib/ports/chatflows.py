"""Finding the chatflow that an order is about, and naming new things so that a repeat makes no second one."""

from __future__ import annotations

import hashlib

from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NoSuchChatflow
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.orders import Order
from chalicelib.domain.publication import Publication, Publishing
from chalicelib.domain.reason import Reason
from chalicelib.ports.bundle import Ports

MOST = 100


def chatflow_there(ports: Ports, chatflow_id: str) -> Chatflow:
    """One that is not deleted. Raises `NoSuchChatflow`."""
    flow = ports.workspace.chatflow(chatflow_id)
    if flow.dropped_at is not None:
        raise NoSuchChatflow(
            "This chatflow was deleted; it can be put back for a while", reason=Reason("chatflow_deleted")
        )
    return flow


def put_next(ports: Ports, flow: Chatflow, wanted: Chatflow, version: int | None) -> Chatflow:
    """Write what is `wanted` of a flow that was seen in this `version` (`None`: any), and answer it.

    `wanted` is `flow` when there is nothing to do. So it is when the same order comes again because its
    answer got lost: then the change of the version is one's own. Raises `ChangedMeanwhile`.
    """
    check_seen(flow, wanted, version)
    if wanted is not flow:
        ports.workspace.put_chatflow(wanted)
    return wanted


def check_seen(flow: Chatflow, wanted: Chatflow, version: int | None) -> None:
    """Raises `ChangedMeanwhile` when the flow was seen in another version; `put_next` says which may be."""
    own = {flow.version, flow.version - 1} if wanted is flow else {flow.version}
    if version is not None and version not in own:
        raise ChangedMeanwhile


def with_room(ports: Ports, channel_id: ChannelId) -> tuple[Chatflow, ...]:
    """The chatflows of a channel to which one more may be added. Raises `Invalid` when it has 100."""
    flows = ports.workspace.chatflows(channel_id)
    if len(flows) >= MOST:
        raise Invalid(
            f"A channel has at most {MOST} chatflows",
            field="channel",
            reason=Reason("too_many_chatflows", limit=MOST),
        )
    return flows


def id_for(ports: Ports, order: Order, what: str) -> str:
    """A new id; for an order with an Idempotency-Key the same whenever it is repeated."""
    if order.command is None:
        return ports.new_id()
    asked = f"{order.command.external_id.scope}#{order.command.external_id.value}#{what}"
    return hashlib.sha256(asked.encode()).hexdigest()[:32]


def put_once(ports: Ports, flow: Chatflow, shown: tuple[Publication, ...] = ()) -> Chatflow:
    """Write a new one, with what visitors see of it at once; if a repeat finds it there already, it answers
    what is there."""
    try:
        if shown:
            ports.workspace.publish_chatflow(Publishing(flow, shown))
        else:
            ports.workspace.put_chatflow(flow)
    except ChangedMeanwhile:
        return ports.workspace.chatflow(flow.id)
    return flow
