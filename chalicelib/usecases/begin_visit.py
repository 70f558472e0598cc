"""A visitor opens the chat of a site: they keep the token that they have, or get one."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain import visitor_token
from chalicelib.domain.contact import Contact
from chalicelib.domain.ids import VisitorId
from chalicelib.domain.visitor_token import Visitor
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.visits import KEY, check_not_blocked, contact_of_visitor, count_source

MOST_NEW = 60
"""New visitors from one address in ten minutes; one who is known already is not counted."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`contact` is who they are, once they have written or were identified."""

    visitor: Visitor
    token: str
    contact: Contact | None


def begin_visit(ports: Ports, channel: Channel, token: str, *, source: str) -> Visit:
    """A token that is bad, of another channel, or has ended makes a new visitor.

    A good one is renewed. Nothing is stored until they write. Raises `TooManyTries`, `Blocked`.
    """
    key, now = ports.secrets.key(KEY), ports.now()
    visitor = visitor_token.visitor_of(key, token, now)
    if visitor is None or visitor.channel_id != channel.id:
        count_source(ports, "visit", source, MOST_NEW)
        visitor = Visitor(VisitorId(ports.new_id()), channel.id)
        return Visit(visitor, visitor_token.issued(key, visitor, now), None)
    contact = contact_of_visitor(ports, visitor)
    check_not_blocked(contact)
    return Visit(visitor, visitor_token.issued(key, visitor, now), contact)
