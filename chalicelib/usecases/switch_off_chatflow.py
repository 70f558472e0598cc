"""An admin switches a chatflow off: visitors see it no longer."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import chatflow_there, put_next


def switch_off_chatflow(ports: Ports, chatflow_id: str, version: int | None) -> Chatflow:
    """The chatflow as it is now; publishing switches it on again.

    Raises `NoSuchChatflow`, `ChangedMeanwhile`.
    """
    flow = chatflow_there(ports, chatflow_id)
    return put_next(ports, flow, flow.switched_off(), version)
