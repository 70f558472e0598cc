"""A signed-in agent wants live news: a ticket that opens one socket within 30 seconds."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from chalicelib.domain import session_token
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Session

TICKET = timedelta(seconds=30)


def issue_socket_ticket(ports: Ports, session: Session) -> tuple[str, datetime]:
    """The ticket and when it ends. It stands for the session, and ends with it."""
    ticket = secrets.token_urlsafe(32)
    expires_at = ports.now() + TICKET
    ports.live.put_ticket(f"socket#{session_token.digest(ticket)}", session.id, expires_at)
    return ticket, expires_at
