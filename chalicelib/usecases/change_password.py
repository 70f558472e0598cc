"""An agent who knows their password sets another one; everywhere else they are signed out."""

from __future__ import annotations

from chalicelib.domain.password import check_password
from chalicelib.ports.bundle import Ports
from chalicelib.ports.own_account import end_sessions_of, prove
from chalicelib.ports.stores import Session


def change_password(ports: Ports, session: Session, current: str, new: str) -> None:
    """Raises `WrongPassword` for the field `current`, `TooManyTries` after five of them, `Invalid`."""
    check_password(new, "new")
    prove(ports, session.agent_id, current, field="current")
    ports.passwords.set(session.agent_id, new)
    end_sessions_of(ports, session.agent_id, keep=session.id)
