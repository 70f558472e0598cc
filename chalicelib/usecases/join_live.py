"""A browser opens a socket with its ticket: from now on it gets the news it asks for."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain import session_token
from chalicelib.domain.errors import NoSuchAgent, NotSignedIn
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection

LONGEST = timedelta(hours=2)  # as long as API Gateway lets a socket live; the client comes again


def join_live(ports: Ports, connection_id: str, ticket: str) -> Agent:
    """Whose socket it is. A ticket opens one socket, once. Raises `NotSignedIn`."""
    now = ports.now()
    session_id = ports.live.use_ticket(f"socket#{session_token.digest(ticket)}", now)
    session = ports.live.session(session_id, now) if session_id else None
    if session is None:
        raise NotSignedIn("This ticket has been used or has ended")
    try:
        agent = ports.workspace.agent(session.agent_id)
    except NoSuchAgent as gone:
        raise NotSignedIn() from gone
    if agent.state is not AgentState.ACTIVE:
        raise NotSignedIn()
    expires_at = min(session.expires_at, now + LONGEST)
    ports.live.put_connection(Connection(connection_id, agent.id, session.id, expires_at))
    return agent
