"""A visitor's page wants to talk live: a ticket that opens one socket within 30 seconds."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from chalicelib.domain import chat_ticket
from chalicelib.domain.session_token import digest
from chalicelib.domain.visitor_token import Visitor
from chalicelib.ports.bundle import Ports
from chalicelib.ports.visits import KEY, count_source

TICKET = timedelta(seconds=30)
MOST_OF_SOURCE = 300
MOST_OF_VISITOR = 120


def issue_chat_ticket(ports: Ports, visitor: Visitor, *, source: str) -> tuple[str, datetime]:
    """The ticket and when it ends.

    Raises `TooManyTries`: each opens a socket, so this is what bounds the sockets of one address.
    """
    count_source(ports, "socket", source, MOST_OF_SOURCE)
    count_source(ports, "visitor-socket", visitor.id, MOST_OF_VISITOR)
    ticket = chat_ticket.issued(ports.secrets.key(KEY), secrets.token_bytes(24))
    expires_at = ports.now() + TICKET
    ports.live.put_ticket(digest(ticket), chat_ticket.stands_for(visitor), expires_at)
    return ticket, expires_at
