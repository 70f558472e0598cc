"""How webhooks of ours, and those of the custom channel, are signed: HMAC-SHA256 over time and body.

`Bandeja-Signature: t=<seconds since 1970>,v1=<hex>`; the signed bytes are `<t>.<body>`. Several `v1` may
stand there while a secret is being replaced. Whoever checks refuses what is older than `TOLERANCE`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

HEADER = "Bandeja-Signature"
TOLERANCE = timedelta(minutes=5)
LONGEST_HEADER = 1_000


def signature_of(body: bytes, secrets: Iterable[str], at: datetime) -> str:
    """The value of the header; one `v1` for each secret. `at` is aware."""
    seconds = int(at.timestamp())
    return ",".join([f"t={seconds}", *(f"v1={_signed(body, one, seconds)}" for one in secrets)])


def is_signed(body: bytes, header: str, secrets: Iterable[str], now: datetime) -> bool:
    """Whether one of the secrets signed this body, not longer ago (nor later) than `TOLERANCE`.

    All is compared in constant time; anything that is no such header is no signature.
    """
    told = _read(header)
    if told is None:
        return False
    seconds, given = told
    is_fresh = abs(now.timestamp() - seconds) <= TOLERANCE.total_seconds()
    matches = [
        hmac.compare_digest(_signed(body, secret, seconds), one)
        for secret in secrets
        if secret
        for one in given
    ]
    return any(matches) and is_fresh


def signed_at(header: str) -> datetime | None:
    """The time that the header tells, for whoever has to say why it is refused."""
    told = _read(header)
    return datetime.fromtimestamp(told[0], UTC) if told else None


def _signed(body: bytes, secret: str, seconds: int) -> str:
    return hmac.new(secret.encode(), b"%d." % seconds + body, hashlib.sha256).hexdigest()


def _read(header: str) -> tuple[int, list[str]] | None:
    if len(header) > LONGEST_HEADER or not header.isascii():
        return None
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in pairs if name == "t"]
    given = [value for name, _, value in pairs if name == "v1"]
    if len(times) != 1 or not given or not times[0].isdecimal() or len(times[0]) > 11:
        return None
    return int(times[0]), given
