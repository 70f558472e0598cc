"""An agent shows the first code of their app: from now on it is asked for at every sign-in."""

from __future__ import annotations

import secrets
from datetime import datetime

from chalicelib.domain.errors import SecondFactorNotBegun, WrongCode
from chalicelib.domain.recovery_code import CODES, RANDOM_BYTES, recovery_code, recovery_hash
from chalicelib.ports.bundle import Ports
from chalicelib.ports.own_account import end_sessions_of
from chalicelib.ports.stores import Session


def confirm_second_factor(ports: Ports, session: Session, code: str) -> tuple[str, ...]:
    """The recovery codes, which are told only here. All other sessions end.

    They are stored first, since they count for nothing while the factor is off: nobody has one without
    the other. Raises `WrongCode` for the field `code` (try again), `SecondFactorNotBegun`.
    """
    ticket = f"second-factor#{session.agent_id}"
    begun = ports.live.use_ticket(ticket, ports.now())
    if begun is None:
        raise SecondFactorNotBegun
    ends, _, handle = begun.partition(" ")
    codes = tuple(recovery_code(secrets.token_bytes(RANDOM_BYTES)) for _ in range(CODES))
    hashes = [recovery_hash(session.agent_id, one) for one in codes]
    ports.recovery_codes.replace(session.agent_id, hashes)
    if not ports.second_factor.confirm(session.agent_id, handle, "".join(code.split())):
        ports.live.put_ticket(ticket, begun, datetime.fromisoformat(ends))
        raise WrongCode("This is not the code that the app shows now", field="code")
    end_sessions_of(ports, session.agent_id, keep=session.id)
    return codes
