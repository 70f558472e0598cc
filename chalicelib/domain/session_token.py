"""The secret of a session as the cookie carries it, signed so that an invented one costs no read."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.workspace import Agent

SECRET_BYTES = 32
SESSION = timedelta(days=7)
RENEWED_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that was just opened. `token` is the cookie's secret, given out only here.

    `second_factor` says whether the agent has one.
    """

    agent: Agent
    token: str
    expires_at: datetime
    second_factor: bool = False


def issued(key: bytes, randomness: bytes) -> str:
    """`<secret>.<signature>`, both base64url. `randomness` are 32 bytes that nobody can guess."""
    secret = _text(randomness)
    return f"{secret}.{_signature(key, secret)}"


def session_id(key: bytes, token: str) -> str | None:
    """Under which id the session is kept (sha256 of the secret); `None` for a token we did not sign."""
    secret, _, signature = token.partition(".")
    expected = _signature(key, secret)
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass")):
        return None
    return digest(secret)


def digest(secret: str) -> str:
    """What is stored in place of a secret: whoever reads the table cannot use it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _signature(key: bytes, secret: str) -> str:
    return _text(hmac.new(key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).digest())


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")
