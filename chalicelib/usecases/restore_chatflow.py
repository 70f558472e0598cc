"""An admin takes a deletion back: the chatflow is again what it was, and where it was."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import with_room


def restore_chatflow(ports: Ports, chatflow_id: str) -> Chatflow:
    """The chatflow as it is now. Raises `NoSuchChatflow` when it is forgotten, `Invalid` when the channel
    has as many as it may, `ChangedMeanwhile`.
    """
    flow = ports.workspace.chatflow(chatflow_id)
    if flow.dropped_at is None:
        return flow
    with_room(ports, flow.channel_id)
    restored = flow.changed(dropped_at=None)
    ports.workspace.put_chatflow(restored)
    return restored
