"""Who a browser with a visitor's token is, and how often one address may ask."""

from __future__ import annotations

import hashlib
import hmac

from chalicelib.domain import visitor_token
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.errors import Blocked, NotSignedIn, TooManyTries
from chalicelib.domain.visitor_token import Visitor
from chalicelib.ports.bundle import Ports

KEY = "visitors"  # what each use of it signs begins with a word of its own, so that none passes for another
VISITOR = "visitor"
WINDOW_SECONDS = 600


def visitor_by_token(ports: Ports, token: str) -> Visitor:
    """Raises `NotSignedIn` for a token that is not ours or has ended: a new session is the way on."""
    visitor = visitor_token.visitor_of(ports.secrets.key(KEY), token, ports.now())
    if visitor is None:
        raise NotSignedIn("This visitor's token has ended; begin a new session")
    return visitor


def contact_of_visitor(ports: Ports, visitor: Visitor) -> Contact | None:
    """Who they are, once they have written or were identified."""
    return ports.contacts.by_identity(Identity(VISITOR, visitor.id))


def check_not_blocked(contact: Contact | None) -> None:
    """Raises `Blocked` for whom the team wants no chat with."""
    if contact and contact.blocked:
        raise Blocked()


def is_identified(contact: Contact) -> bool:
    """Whether there is more proof of who they are than the browser."""
    return any(identity.kind != VISITOR for identity in contact.identities)


def count_source(ports: Ports, what: str, source: str, most: int, by: int = 1) -> None:
    """`by` more of `what` from an address, which is kept only as a keyed hash, for ten minutes.

    Raises `TooManyTries`.
    """
    about = b"source\0" + source.encode("utf-8", "replace")
    source_hash = hmac.new(ports.secrets.key(KEY), about, hashlib.sha256).hexdigest()[:32]
    if ports.live.count_try(f"{what}#{source_hash}", ports.now(), WINDOW_SECONDS, by) > most:
        raise TooManyTries(retry_after=WINDOW_SECONDS)
