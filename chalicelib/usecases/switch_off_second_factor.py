"""An agent no longer wants a code to be asked for."""

from __future__ import annotations

from chalicelib.ports.bundle import Ports
from chalicelib.ports.own_account import end_sessions_of, prove
from chalicelib.ports.stores import Session


def switch_off_second_factor(ports: Ports, session: Session, password: str, code: str) -> None:
    """`code` is one of the app or a recovery code. All other sessions end. Off already is fine.

    Raises `WrongPassword` and `WrongCode` for their fields, `TooManyTries` after five of them.
    """
    is_on = ports.second_factor.is_on(session.agent_id)
    prove(ports, session.agent_id, password, code=code if is_on else None)
    if not is_on:
        return
    ports.second_factor.switch_off(session.agent_id)
    ports.recovery_codes.replace(session.agent_id, ())
    end_sessions_of(ports, session.agent_id, keep=session.id)
