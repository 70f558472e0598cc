"""Somebody types email and password: open a session for them, or count the failed try."""

from __future__ import annotations

import hashlib
import secrets

from chalicelib.domain import session_token
from chalicelib.domain.errors import TooManyTries, WrongPassword
from chalicelib.domain.ids import AgentId
from chalicelib.domain.session_token import SESSION, SignedIn
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Session

PAUSE_SECONDS = 300
TRIES_PER_EMAIL = 5
TRIES_PER_SOURCE = 20  # a whole office may share one address
NOBODY = AgentId("0" * 32)


def sign_in(ports: Ports, email: str, password: str, *, source: str) -> SignedIn:
    """Open a session of 7 days. `source` is the address the request came from.

    A try is counted before the password is looked at, so that many at once do not slip through; a right
    password forgets them. Raises `WrongPassword` (with the tries left) and `TooManyTries`.
    """
    now = ports.now()
    by_email = f"sign-in#email#{hashlib.sha256(email.strip().lower().encode()).hexdigest()}"
    by_source = f"sign-in#source#{source}"
    tries = ports.live.count_try(by_email, now, PAUSE_SECONDS)
    if ports.live.count_try(by_source, now, PAUSE_SECONDS) > TRIES_PER_SOURCE or tries > TRIES_PER_EMAIL:
        raise TooManyTries("Wait 5 minutes, then try again", retry_after=PAUSE_SECONDS)

    agent = _agent_of(ports, email)
    if not ports.passwords.matches(agent.id if agent else NOBODY, password) or agent is None:
        raise _wrong(TRIES_PER_EMAIL - tries)
    ports.live.forget_tries(by_email)
    ports.live.forget_tries(by_source)

    key = ports.secrets.key("session")
    token = session_token.issued(key, secrets.token_bytes(session_token.SECRET_BYTES))
    session_id = session_token.session_id(key, token) or ""
    ports.live.put_session(Session(session_id, agent.id, now + SESSION))
    return SignedIn(agent, token, now + SESSION)


def _agent_of(ports: Ports, email: str) -> Agent | None:
    wanted = email.strip().lower()
    for agent in ports.workspace.agents():
        if agent.email == wanted and agent.state is AgentState.ACTIVE:
            return agent
    return None


def _wrong(left: int) -> WrongPassword:
    if left == 0:
        detail = "Email or password is not right. Wait 5 minutes before the next try."
        return WrongPassword(detail, retry_after=PAUSE_SECONDS, tries_left=0)
    tries = "1 more try" if left == 1 else f"{left} more tries"
    return WrongPassword(
        f"Email or password is not right. {tries}, then a pause of 5 minutes.", tries_left=left
    )
