"""An admin gives a chatflow another place: a visitor sees the first one that fits."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow, moved
from chalicelib.domain.errors import NoSuchChatflow
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import chatflow_there


def move_chatflow(ports: Ports, chatflow_id: str, after: str | None) -> tuple[Chatflow, ...]:
    """All of the channel in their order now; `after` is the one before it, `None` for the first place.

    Raises `NoSuchChatflow`, also for an `after` of another channel; `ChangedMeanwhile`.
    """
    flow = chatflow_there(ports, chatflow_id)
    before = ports.workspace.chatflows(flow.channel_id)
    order = [other for other in before if other.id != flow.id]
    place = 0
    if after == flow.id:
        return before
    if after is not None:
        ids = [other.id for other in order]
        if after not in ids:
            raise NoSuchChatflow(field="after")
        place = ids.index(after) + 1
    order.insert(place, flow)
    if [one.id for one in order] == [one.id for one in before]:
        return before
    written = {one.id: one for one in moved(order, place)}
    for one in written.values():
        ports.workspace.put_chatflow(one)
    return tuple(written.get(one.id, one) for one in order)
