"""An admin publishes a chatflow: visitors see what was drafted. What they saw before is kept for a while."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.content_checks import check_ready
from chalicelib.domain.ids import AgentId
from chalicelib.domain.publication import publishing
from chalicelib.domain.workspace import AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import chatflow_there, check_seen


def publish_chatflow(ports: Ports, chatflow_id: str, version: int | None, by: AgentId) -> Chatflow:
    """The chatflow as it is now; one that shows its draft already is left alone.

    Raises `NoSuchChatflow`, `ChangedMeanwhile`, and `Invalid` for what visitors could not be shown.
    """
    flow = chatflow_there(ports, chatflow_id)
    agents = {agent.id for agent in ports.workspace.agents() if agent.state is AgentState.ACTIVE}
    check_ready(flow.draft, "draft", agents)
    wanted = publishing(flow, ports.workspace.publications(flow.id), ports.now(), by)
    if flow.shown == flow.draft:
        check_seen(flow, flow, version)
        return flow
    check_seen(flow, wanted.flow, version)
    ports.workspace.publish_chatflow(wanted)
    return wanted.flow
