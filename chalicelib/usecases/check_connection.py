"""A frame came over a socket: say whose it is now, and cut the socket of somebody who may no longer."""

from __future__ import annotations

from chalicelib.domain.errors import NoSuchAgent, NotSignedIn
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection


def check_connection(ports: Ports, connection: Connection) -> Agent:
    """Whose socket it is, read fresh.

    Raises `NotSignedIn` when the session ended or the agent was deactivated; the socket's rows are gone
    then, and whoever called closes it.
    """
    now = ports.now()
    agent = _agent_of(ports, connection) if ports.live.session(connection.session_id, now) else None
    if agent is None or agent.state is not AgentState.ACTIVE:
        ports.live.drop_connection(connection.id)
        raise NotSignedIn()
    return agent


def _agent_of(ports: Ports, connection: Connection) -> Agent | None:
    try:
        return ports.workspace.agent(connection.agent_id)
    except NoSuchAgent:
        return None
