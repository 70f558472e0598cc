"""A request came with a cookie: say whose session it is, fresh from the stores, and renew it daily."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalicelib.domain import session_token
from chalicelib.domain.errors import NoSuchAgent, NotSignedIn
from chalicelib.domain.session_token import RENEWED_AFTER, SESSION
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Session


@dataclass(frozen=True, slots=True)
class CheckedSession:
    """A session that is good now. `renewed`: its end was moved, so the cookie's must be too."""

    agent: Agent
    session: Session
    renewed: bool = False


def check_session(ports: Ports, token: str) -> CheckedSession:
    """Raises `NotSignedIn` for an invented, ended or expired session and for a deactivated agent.

    A session ends 7 days after the last day it was used.
    """
    session_id = session_token.session_id(ports.secrets.key("session"), token)
    now = ports.now()
    session = ports.live.session(session_id, now) if session_id else None
    if session is None:
        raise NotSignedIn()
    try:
        agent = ports.workspace.agent(session.agent_id)
    except NoSuchAgent as gone:
        raise NotSignedIn() from gone
    if agent.state is not AgentState.ACTIVE:
        raise NotSignedIn()
    if session.expires_at - now > SESSION - RENEWED_AFTER:
        return CheckedSession(agent, session)
    renewed = replace(session, expires_at=now + SESSION)
    ports.live.put_session(renewed)
    return CheckedSession(agent, renewed, renewed=True)
