"""An agent who knows their password sets another one; everywhere else they are signed out."""

from __future__ import annotations

from chalicelib.domain.errors import TooManyTries, WrongPassword
from chalicelib.domain.password import check_password
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Session

PAUSE_SECONDS = 300
TRIES = 5


def change_password(ports: Ports, session: Session, current: str, new: str) -> None:
    """Raises `WrongPassword` for the field `current`, `TooManyTries` after five of them, `Invalid`."""
    check_password(new, "new")
    key = f"password#{session.agent_id}"
    if ports.live.count_try(key, ports.now(), PAUSE_SECONDS) > TRIES:
        raise TooManyTries("Wait 5 minutes, then try again", retry_after=PAUSE_SECONDS)
    if not ports.passwords.matches(session.agent_id, current):
        raise WrongPassword("This is not your password", field="current")
    ports.live.forget_tries(key)
    ports.passwords.set(session.agent_id, new)
    ports.live.end_sessions_of(session.agent_id, keep=session.id)
    for connection in ports.live.connections_of(session.agent_id, ports.now()):
        if connection.session_id != session.id:
            ports.live.drop_connection(connection.id)
            ports.sockets.close(connection.id)
