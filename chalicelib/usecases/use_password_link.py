"""Somebody followed the link of an invitation or of a forgotten password, and sets a password."""

from __future__ import annotations

import secrets
from dataclasses import replace

from chalicelib.domain import session_token
from chalicelib.domain.errors import LinkHasEnded
from chalicelib.domain.ids import AgentId
from chalicelib.domain.password import check_password
from chalicelib.domain.session_token import SESSION, SignedIn
from chalicelib.domain.workspace import AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Session


def use_password_link(ports: Ports, token: str, password: str, name: str) -> SignedIn:
    """Set the password and sign in.

    An invited agent becomes active and may give a name. All other sessions end. Raises `Invalid` for a
    short password before the link is used up, `LinkHasEnded` for one used, expired or invented.
    """
    check_password(password, "password")
    now = ports.now()
    agent_id = ports.live.use_ticket(f"password#{session_token.digest(token)}", now)
    if agent_id is None:
        raise LinkHasEnded()
    agent = ports.workspace.agent(AgentId(agent_id))
    if agent.state is AgentState.DEACTIVATED:
        raise LinkHasEnded()
    ports.passwords.set(agent.id, password)
    if agent.state is AgentState.INVITED:
        agent = replace(agent, state=AgentState.ACTIVE, name=name.strip() or agent.name)
        ports.workspace.change_agent(agent)
    ports.live.end_sessions_of(agent.id)
    for connection in ports.live.connections_of(agent.id, now):
        ports.live.drop_connection(connection.id)
        ports.sockets.close(connection.id)
    key = ports.secrets.key("session")
    cookie = session_token.issued(key, secrets.token_bytes(session_token.SECRET_BYTES))
    session_id = session_token.session_id(key, cookie) or ""
    ports.live.put_session(Session(session_id, agent.id, now + SESSION))
    return SignedIn(agent, cookie, now + SESSION)
