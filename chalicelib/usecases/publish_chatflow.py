"""An admin publishes a chatflow: visitors see what was drafted."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.content_checks import check_ready
from chalicelib.domain.workspace import AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import chatflow_there, put_next


def publish_chatflow(ports: Ports, chatflow_id: str, version: int | None) -> Chatflow:
    """The chatflow as it is now; one that shows its draft already is left alone.

    Raises `NoSuchChatflow`, `ChangedMeanwhile`, and `Invalid` for what visitors could not be shown.
    """
    flow = chatflow_there(ports, chatflow_id)
    agents = {agent.id for agent in ports.workspace.agents() if agent.state is AgentState.ACTIVE}
    check_ready(flow.draft, "draft", agents)
    return put_next(ports, flow, flow if flow.shown == flow.draft else flow.published(), version)
