"""Codes that an app and the product make from one secret and the time: RFC 4226 (HOTP), RFC 6238 (TOTP).

SHA-1, six digits and 30 seconds, since that is what every app can do; the hash is only used as an HMAC.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

DIGITS = 6
STEP_SECONDS = 30
EITHER_SIDE = 1  # a clock may be wrong by one step (RFC 6238, 5.2)
SECRET_BYTES = 20


def secret_of(randomness: bytes) -> str:
    """The secret as apps take it: base32. `randomness` are 20 bytes that nobody can guess."""
    return base64.b32encode(randomness).decode("ascii")


def step_at(moment: datetime) -> int:
    """How many steps of 30 seconds lie between 1970 and `moment`."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of one step (RFC 4226, 5.3)."""
    mac = hmac.new(_key(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The step whose code this is, at most one away from `moment`; `None`: it is none of theirs."""
    now, found = step_at(moment), None
    for step in range(max(0, now - EITHER_SIDE), now + EITHER_SIDE + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode("utf-8", "surrogatepass")):
            found = step
    return found


def is_code(typed: str) -> bool:
    """Six digits, and nothing else."""
    return len(typed) == DIGITS and typed.isascii() and typed.isdigit()


def _key(secret: str) -> bytes:
    """Base32 without the padding that RFC 4648 has at its end: nobody types it, and Cognito has none."""
    return base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)


def setup_uri(secret: str, issuer: str, account: str) -> str:
    """What the QR code says (the Key URI Format that apps agree on)."""
    label = f"{quote(issuer, safe='')}:{quote(account, safe='@')}"
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"
