"""The signed token of a visitor: which browser it is, on which chat channel, since when.

Base64url without padding of version (1 byte), channel (16), visitor (16), second of issue (4) and the first
16 bytes of an HMAC-SHA256: 71 characters. It is kept by the page and sent in a header, never as a cookie.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.domain.ids import ChannelId, VisitorId

VERSION = 1
GOOD_FOR = timedelta(days=180)
SIGNED = 37
LENGTH = SIGNED + 16


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser on the pages of one chat channel; a person is somebody else (`Contact`)."""

    id: VisitorId
    channel_id: ChannelId


def issued(key: bytes, visitor: Visitor, at: datetime) -> str:
    """The token of a visitor, good for 180 days from `at`."""
    second = int(at.timestamp()).to_bytes(4, "big")
    signed = bytes([VERSION]) + bytes.fromhex(visitor.channel_id) + bytes.fromhex(visitor.id) + second
    return base64.urlsafe_b64encode(signed + _signature(key, signed)).rstrip(b"=").decode("ascii")


def visitor_of(key: bytes, token: str, now: datetime) -> Visitor | None:
    """Whose token it is; `None` for one that we did not sign, or that has ended."""
    try:
        raw = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    signed, signature = raw[:SIGNED], raw[SIGNED:]
    if len(raw) != LENGTH or raw[0] != VERSION or not hmac.compare_digest(signature, _signature(key, signed)):
        return None
    issued_at = datetime.fromtimestamp(int.from_bytes(signed[33:37], "big"), UTC)
    if now >= issued_at + GOOD_FOR:
        return None
    return Visitor(VisitorId(signed[17:33].hex()), ChannelId(signed[1:17].hex()))


def _signature(key: bytes, signed: bytes) -> bytes:
    return hmac.new(key, b"visitor\0" + signed, hashlib.sha256).digest()[:16]
