"""The signed token in our reply addresses: it says which thread, and never who.

Base32 of key id (1 byte), conversation (16 bytes) and HMAC-SHA256 (10 bytes): 44 characters, indifferent
to case, so that `reply+<token>` fits the 64 characters of a local part (RFC 5321, 4.5.3.1.1).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from chalicelib.domain.ids import ConversationId

KEY_ID = 1
PREFIX = "reply+"
LOCAL_PART = re.compile(r"reply\+([a-z2-7]{44})", re.IGNORECASE)


def local_part(key: bytes, conversation_id: ConversationId) -> str:
    """`reply+<token>`: what stands before the @ of the address that answers go to."""
    signed = bytes([KEY_ID]) + bytes.fromhex(conversation_id)
    token = base64.b32encode(signed + _signature(key, signed)).decode("ascii")
    return PREFIX + token.rstrip("=").lower()


def conversation_of(key: bytes, address: str) -> ConversationId | None:
    """The conversation that an address names, or `None` when it carries no token that we signed."""
    match = LOCAL_PART.fullmatch(address.partition("@")[0].strip("\"' "))
    if match is None:
        return None
    token = match[1].upper()
    decoded = base64.b32decode(token + "=" * (-len(token) % 8))
    signed, signature = decoded[:17], decoded[17:27]
    if signed[0] != KEY_ID or not hmac.compare_digest(signature, _signature(key, signed)):
        return None
    return ConversationId(signed[1:].hex())


def _signature(key: bytes, signed: bytes) -> bytes:
    return hmac.new(key, signed, hashlib.sha256).digest()[:10]
