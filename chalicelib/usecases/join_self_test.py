"""The deployment's own test opens a socket: it stands for nobody, and its first frame is its last."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain import self_test, session_token
from chalicelib.domain.errors import NotSignedIn
from chalicelib.domain.ids import AgentId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection

NOBODY = "self-test"
LONGEST = timedelta(minutes=1)


def join_self_test(ports: Ports, connection_id: str, ticket: str) -> None:
    """Let it in, once. There is no session behind it: whatever it asks is answered with `NotSignedIn`.

    That answer came all the way through the function for frames and back, which is what the test wants to
    know. Raises `NotSignedIn` for a ticket that the deployment did not make.
    """
    now = ports.now()
    if ports.live.use_ticket(self_test.socket_note(session_token.digest(ticket)), now) is None:
        raise NotSignedIn("This ticket has been used or has ended")
    ports.live.put_connection(Connection(connection_id, AgentId(NOBODY), NOBODY, now + LONGEST))
