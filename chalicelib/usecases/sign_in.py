"""Somebody types email and password, and a code if they need one: open a session, or count the failed try."""

from __future__ import annotations

import hashlib
import secrets

from chalicelib.domain import session_token
from chalicelib.domain.errors import SecondFactorNeeded, TooManyTries, WrongCode, WrongPassword
from chalicelib.domain.ids import AgentId
from chalicelib.domain.session_token import SESSION, SignedIn
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.own_account import code_is_right
from chalicelib.ports.stores import Session

PAUSE_SECONDS = 300
TRIES_PER_EMAIL = 5
TRIES_PER_SOURCE = 20  # a whole office may share one address
NOBODY = AgentId("0" * 32)


def sign_in(ports: Ports, email: str, password: str, *, source: str, code: str = "") -> SignedIn:
    """Open a session of 7 days. `source` is the address the request came from.

    A try is counted before the password is looked at, so that many at once do not slip through; they are
    forgotten when somebody gets in, and not by a right password alone, or codes could be guessed without
    end. Raises `WrongPassword` and `WrongCode` (with the tries left), `SecondFactorNeeded`, `TooManyTries`.
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
    has_factor = ports.second_factor.is_on(agent.id)
    if has_factor and not code:
        raise SecondFactorNeeded
    if has_factor and not code_is_right(ports, agent.id, password, code):
        raise _wrong_code(TRIES_PER_EMAIL - tries)
    ports.live.forget_tries(by_email)
    ports.live.forget_tries(by_source)

    key = ports.secrets.key("session")
    token = session_token.issued(key, secrets.token_bytes(session_token.SECRET_BYTES))
    session_id = session_token.session_id(key, token) or ""
    ports.live.put_session(Session(session_id, agent.id, now + SESSION))
    return SignedIn(agent, token, now + SESSION, has_factor)


def _agent_of(ports: Ports, email: str) -> Agent | None:
    wanted = email.strip().lower()
    for agent in ports.workspace.agents():
        if agent.email == wanted and agent.state is AgentState.ACTIVE:
            return agent
    return None


def _wrong(left: int) -> WrongPassword:
    detail = f"Email or password is not right. {_what_is_left(left)}"
    return WrongPassword(detail, retry_after=0 if left else PAUSE_SECONDS, tries_left=left)


def _wrong_code(left: int) -> WrongCode:
    detail = f"This code is not right, or was used before. {_what_is_left(left)}"
    return WrongCode(detail, retry_after=0 if left else PAUSE_SECONDS, tries_left=left)


def _what_is_left(left: int) -> str:
    if left == 0:
        return "Wait 5 minutes before the next try."
    tries = "1 more try" if left == 1 else f"{left} more tries"
    return f"{tries}, then a pause of 5 minutes."
