"""API tokens: how a program shows who sent it, and what is kept of them.

A token reads `bnd_<id>_<secret><checksum>`: the id (32 hexadecimal digits) finds the row, the secret proves,
the checksum tells a token that was cut short or mistyped before anything is read. All of it is letters,
digits and `_`, so that a double click selects it and a scanner for leaked secrets can find it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.ids import AgentId, InboxId
from chalicelib.domain.token_errors import ExpiredToken, MalformedToken, RevokedToken, UnknownToken

SECRET_BYTES = 32
SECRET_DIGITS = 43  # 62 ** 43 is just above 2 ** 256
CHECKSUM_DIGITS = 6
FORM = re.compile(r"bnd_(?P<id>[0-9a-f]{32})_(?P<secret>[0-9A-Za-z]{43})(?P<checksum>[0-9A-Za-z]{6})")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

USE_NOTED_EVERY = timedelta(minutes=10)
REVOKED_LISTED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is kept of a token. It acts in the name of `owner`, never with more than that agent may.

    `hashed` is the sha256 of the secret, without salt and not slow as for a password: nobody can try out 256
    random bits, while a slow hash would be paid with every request. `permissions` are names of `Permission`,
    also such as only newer code knows. Without `inboxes` it reaches all of them.
    """

    id: str
    name: str
    hashed: str
    owner: AgentId
    permissions: tuple[str, ...]
    created_at: datetime
    inboxes: tuple[InboxId, ...] = ()
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    def check(self, secret: str, now: datetime) -> None:
        """Raises `UnknownToken` for a wrong secret, as for an id that is not there, and only for the right
        one `RevokedToken` or `ExpiredToken`."""
        if not hmac.compare_digest(self.hashed, hashed(secret)):
            raise UnknownToken
        if self.revoked_at is not None:
            raise RevokedToken
        if self.has_expired(now):
            raise ExpiredToken

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    def is_forgotten(self, now: datetime) -> bool:
        """Revoked so long ago that nobody looks for it any more."""
        return self.revoked_at is not None and self.revoked_at + REVOKED_LISTED <= now

    def use_is_news(self, now: datetime) -> bool:
        """Whether it is worth a write that it was used: at most once in 10 minutes."""
        return self.last_used_at is None or self.last_used_at + USE_NOTED_EVERY <= now


@dataclass(frozen=True, slots=True)
class ShownToken:
    """A token as a program sends it, taken apart."""

    id: str
    secret: str


def issued(token_id: str, randomness: bytes) -> str:
    """The token as it is shown, once. `randomness` are 32 bytes that nobody can guess."""
    body = f"bnd_{token_id}_{_digits(int.from_bytes(randomness, 'big'), SECRET_DIGITS)}"
    return body + _checksum(body)


def taken_apart(token: str) -> ShownToken:
    """Raises `MalformedToken`."""
    match = FORM.fullmatch(token)
    if match is None or _checksum(token[:-CHECKSUM_DIGITS]) != match["checksum"]:
        raise MalformedToken
    return ShownToken(match["id"], match["secret"])


def hashed(secret: str) -> str:
    """What is kept in place of the secret."""
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


def _checksum(body: str) -> str:
    return _digits(zlib.crc32(body.encode("ascii")), CHECKSUM_DIGITS)


def _digits(number: int, width: int) -> str:
    """In base 62, with zeros before it."""
    found = ""
    for _ in range(width):
        number, digit = divmod(number, len(DIGITS))
        found = DIGITS[digit] + found
    return found
