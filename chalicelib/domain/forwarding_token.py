"""The signed word in a test mail: whoever brings it back to the hosted address has the team's mailbox.

Base32 of key id (1 byte), channel (16 bytes), second of sending (5 bytes) and HMAC-SHA256 (10 bytes): 52
characters, indifferent to case. The team address is signed too: another address must be proven anew.
The key is that of the reply addresses; what is signed here begins with a word of its own, so that neither
passes for the other.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import datetime, timedelta

from chalicelib.domain.ids import is_identifier
from chalicelib.domain.workspace import Channel

KEY_ID = 1
PREFIX = "forwarding-"
GOOD_FOR = timedelta(days=7)
WORD = re.compile(r"forwarding-([a-z2-7]{52})(?![a-z2-7])", re.IGNORECASE)
MOST_WORDS = 5


def word_for(key: bytes, channel: Channel, at: datetime) -> str:
    """`forwarding-<token>` for a test mail sent to the channel's team address at `at`."""
    signed = bytes([KEY_ID]) + bytes.fromhex(channel.id) + int(at.timestamp()).to_bytes(5, "big")
    token = base64.b32encode(signed + _signature(key, signed, channel)).decode("ascii")
    return PREFIX + token.rstrip("=").lower()


def proves(key: bytes, channel: Channel, text: str, now: datetime) -> bool:
    """Whether `text` holds a word that went to the team address of this very channel, not long ago."""
    if not channel.team_address or not is_identifier(channel.id):
        return False
    words = [match[1] for match, _ in zip(WORD.finditer(text), range(MOST_WORDS), strict=False)]
    return any(_is_ours(key, channel, word, now) for word in words)


def _is_ours(key: bytes, channel: Channel, token: str, now: datetime) -> bool:
    padded = token.upper() + "=" * (-len(token) % 8)
    decoded = base64.b32decode(padded)
    signed, signature = decoded[:22], decoded[22:32]
    if signed[0] != KEY_ID or signed[1:17] != bytes.fromhex(channel.id):
        return False
    sent = int.from_bytes(signed[17:22], "big")
    is_fresh = sent > (now - GOOD_FOR).timestamp()
    return is_fresh and hmac.compare_digest(signature, _signature(key, signed, channel))


def _signature(key: bytes, signed: bytes, channel: Channel) -> bytes:
    about = b"forwarding\0" + signed + channel.team_address.encode("utf-8", "surrogatepass")
    return hmac.new(key, about, hashlib.sha256).digest()[:10]
