"""How a deployment tests itself from outside: its mail and its socket are known, and shown to nobody.

The mail goes to an address that the deployment signed, `self-test+<nonce>-<signature>`; a nonce that came
in is noted for some minutes, and no conversation, contact or quarantine ever hears of it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import timedelta

KEY = "reply-token"  # what is signed differs from a reply address by its first bytes
NONCE_BYTES = 8
NOTED = timedelta(minutes=10)
TICKET = "self-test-"
LOCAL_PART = re.compile(r"self-test\+([0-9a-f]{16})-([0-9a-f]{20})", re.IGNORECASE)


def local_part(key: bytes, nonce: str) -> str:
    """What stands before the @ of the address that one test writes to. `nonce` is 8 bytes in hex."""
    return f"self-test+{nonce}-{_signature(key, nonce)}"


def nonce_of(key: bytes, address: str) -> str | None:
    """Which test an address belongs to, or `None` when it is none of ours."""
    match = LOCAL_PART.fullmatch(address.partition("@")[0])
    if match is None:
        return None
    nonce, given = match[1].lower(), match[2].lower()
    return nonce if hmac.compare_digest(given, _signature(key, nonce)) else None


def mail_note(nonce: str) -> str:
    """Under which ticket it is noted that the mail of a test came in."""
    return f"{TICKET}mail#{nonce}"


def socket_note(digest: str) -> str:
    """Under which ticket it is noted that a test may open a socket. `digest` is that of its secret."""
    return f"{TICKET}socket#{digest}"


def _signature(key: bytes, nonce: str) -> str:
    return hmac.new(key, b"self-test:" + nonce.encode("ascii"), hashlib.sha256).hexdigest()[:20]
