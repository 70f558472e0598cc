"""What several orders about an account need: proof of who asks, and an end to sessions elsewhere."""

from __future__ import annotations

from chalicelib.domain.errors import TooManyTries, WrongCode, WrongPassword
from chalicelib.domain.ids import AgentId
from chalicelib.domain.recovery_code import recovery_hash
from chalicelib.domain.totp import is_code
from chalicelib.ports.bundle import Ports

PAUSE_SECONDS = 300
TRIES = 5


def prove(
    ports: Ports, agent_id: AgentId, password: str, *, field: str = "password", code: str | None = None
) -> None:
    """Somebody signed in shows that it is still them, by their password and, where it is asked for, a code.

    Raises `WrongPassword` for `field`, `WrongCode` for the field `code`, `TooManyTries` after five of them.
    """
    key = f"password#{agent_id}"
    if ports.live.count_try(key, ports.now(), PAUSE_SECONDS) > TRIES:
        raise TooManyTries("Wait 5 minutes, then try again", retry_after=PAUSE_SECONDS)
    if not ports.passwords.matches(agent_id, password):
        raise WrongPassword("This is not your password", field=field)
    if code is not None and not code_is_right(ports, agent_id, password, code):
        raise WrongCode("This is not the code of this moment, nor an unused recovery code", field="code")
    ports.live.forget_tries(key)


def code_is_right(ports: Ports, agent_id: AgentId, password: str, typed: str) -> bool:
    """Six digits of the app, or a recovery code, which is used up by it. Spaces do not matter."""
    digits = "".join(typed.split())
    if is_code(digits):
        return ports.second_factor.matches(agent_id, password, digits)
    return ports.recovery_codes.use(agent_id, recovery_hash(agent_id, typed))


def end_sessions_of(ports: Ports, agent_id: AgentId, keep: str = "") -> None:
    """Sign the agent out everywhere but in the session `keep`, and close the sockets."""
    ports.live.end_sessions_of(agent_id, keep=keep)
    for connection in ports.live.connections_of(agent_id, ports.now()):
        if connection.session_id != keep:
            ports.live.drop_connection(connection.id)
            ports.sockets.close(connection.id)
