"""Somebody followed the link of an invitation or of a forgotten password, and sets a password."""

from __future__ import annotations

import secrets
from dataclasses import replace

from chalicelib.domain import session_token
from chalicelib.domain.errors import LinkHasEnded, SecondFactorNeeded
from chalicelib.domain.ids import AgentId
from chalicelib.domain.password import check_password
from chalicelib.domain.session_token import SESSION, SignedIn
from chalicelib.domain.workspace import AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.own_account import end_sessions_of
from chalicelib.ports.stores import Session


def use_password_link(ports: Ports, token: str, password: str, name: str) -> SignedIn:
    """Set the password and sign in.

    An invited agent becomes active and may give a name. All other sessions end. Raises `Invalid` for a
    short password before the link is used up, `LinkHasEnded` for one used, expired or invented, and
    `SecondFactorNeeded` when the password is set and a code must be shown to sign in: who reads somebody's
    mail alone gets no further.
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
    end_sessions_of(ports, agent.id)
    if ports.second_factor.is_on(agent.id):
        raise SecondFactorNeeded(
            "The new password is set. Sign in with it and the code of your second factor."
        )
    key = ports.secrets.key("session")
    cookie = session_token.issued(key, secrets.token_bytes(session_token.SECRET_BYTES))
    session_id = session_token.session_id(key, cookie) or ""
    ports.live.put_session(Session(session_id, agent.id, now + SESSION))
    return SignedIn(agent, cookie, now + SESSION)
