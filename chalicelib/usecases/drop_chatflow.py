"""An admin deletes a chatflow. It can be put back for 30 days."""

from __future__ import annotations

from chalicelib.ports.bundle import Ports


def drop_chatflow(ports: Ports, chatflow_id: str) -> None:
    """Again is harmless. What was deleted more than 30 days ago goes for good.

    Raises `NoSuchChatflow`, `ChangedMeanwhile`.
    """
    now, flow = ports.now(), ports.workspace.chatflow(chatflow_id)
    if flow.dropped_at is None:
        ports.workspace.put_chatflow(flow.changed(dropped_at=now))
    for old in ports.workspace.chatflows(flow.channel_id, dropped=True):
        if old.is_forgotten(now):
            ports.workspace.drop_chatflow(old.id)
