"""An agent signs out: their session ends, and the sockets that it opened close."""

from __future__ import annotations

from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Session


def sign_out(ports: Ports, session: Session) -> None:
    """End this one session; the agent's other ones stay. Signed out already is fine."""
    ports.live.end_session(session.id)
    for connection in ports.live.connections_of(session.agent_id, ports.now()):
        if connection.session_id == session.id:
            ports.live.drop_connection(connection.id)
            ports.sockets.close(connection.id)
