"""A visitor's ticket for one socket, signed so that an invented one costs no read."""

from __future__ import annotations

import base64
import hashlib
import hmac

from chalicelib.domain.ids import ChannelId, VisitorId, is_identifier
from chalicelib.domain.visitor_token import Visitor

PREFIX = "v."


def issued(key: bytes, randomness: bytes) -> str:
    """`v.<secret>.<signature>`, base64url. `randomness` are bytes that nobody can guess."""
    secret = _text(randomness)
    return f"{PREFIX}{secret}.{_signature(key, secret)}"


def is_ours(key: bytes, ticket: str) -> bool:
    """Whether we signed it; whether it was used or has ended is another question."""
    secret, _, signature = ticket.removeprefix(PREFIX).partition(".")
    expected = _signature(key, secret).encode()
    return ticket.startswith(PREFIX) and hmac.compare_digest(expected, signature.encode("utf-8", "replace"))


def stands_for(visitor: Visitor) -> str:
    """What is kept under the ticket."""
    return f"{visitor.channel_id}#{visitor.id}"


def visitor_of(value: str) -> Visitor | None:
    """What `stands_for` wrote; `None` for what stands for somebody else."""
    channel, _, visitor = value.partition("#")
    if not is_identifier(channel) or not is_identifier(visitor):
        return None
    return Visitor(VisitorId(visitor), ChannelId(channel))


def _signature(key: bytes, secret: str) -> str:
    return _text(
        hmac.new(key, b"chat-ticket\0" + secret.encode("utf-8", "replace"), hashlib.sha256).digest()[:16]
    )


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")
