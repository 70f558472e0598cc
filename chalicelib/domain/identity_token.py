"""The token by which a customer's own server says who a visitor is: a JWT signed with HS256 (RFC 7519, 7515).

Claims: `sub` (their id there), `exp` (at most 24 hours ahead), and if wanted `email` and `name`. The key is
that of one channel, and the number of its generation is part of it, so that another one ends the old.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ChannelId

LONGEST = timedelta(hours=24)
SKEW = timedelta(minutes=1)
MOST = 4_000
SUBJECT, EMAIL, NAME = 200, 320, 100


@dataclass(frozen=True, slots=True)
class Identified:
    """Who the customer's server says it is. `email` (lower case) and `name` are "" where it said none."""

    subject: str
    email: str = ""
    name: str = ""


def key_for(secret: bytes, channel_id: ChannelId, generation: int) -> str:
    """The key of a channel as its owner copies it: 64 hexadecimal digits, of which the text is the key."""
    return hmac.new(secret, f"identity\0{channel_id}#{generation}".encode(), hashlib.sha256).hexdigest()


def identified_by(key: str, token: str, now: datetime) -> Identified:
    """What the token says. Raises `Invalid` with what is wrong with it, for whoever builds the page."""
    signed, _, signature = token[:MOST].rpartition(".")
    head, _, claims = signed.partition(".")
    expected = hmac.new(key.encode(), signed.encode("utf-8", "replace"), hashlib.sha256).digest()
    if _object(head).get("alg") != "HS256":
        raise _wrong("The header of the token must say HS256")
    if not hmac.compare_digest(_decoded(signature), expected):
        raise _wrong("The token is not signed with the key of this channel")
    given = _object(claims)
    _check_times(given, now)
    subject = given.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT:
        raise _wrong(f"sub must be a text of at most {SUBJECT} characters")
    return Identified(subject, _text(given, "email", EMAIL).strip().lower(), _text(given, "name", NAME))


def _check_times(given: dict[str, Any], now: datetime) -> None:
    ends, begins = given.get("exp"), given.get("nbf", 0)
    if not _is_number(ends) or not _is_number(begins):
        raise _wrong("exp must be a number of seconds since 1970")
    if ends <= (now - SKEW).timestamp() or begins > (now + SKEW).timestamp():
        raise _wrong("The token has ended")
    if ends > (now + LONGEST + SKEW).timestamp():
        raise _wrong("exp is more than 24 hours ahead")


def _is_number(value: object) -> TypeGuard[float]:
    return type(value) in (int, float)


def _text(given: dict[str, Any], name: str, most: int) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str) or len(value) > most:
        raise _wrong(f"{name} must be a text of at most {most} characters")
    return value


def _object(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_decoded(part))
    except (ValueError, RecursionError) as error:
        raise _wrong("This is no JWT") from error
    if not isinstance(found, dict):
        raise _wrong("This is no JWT")
    return found


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part.encode("ascii") + b"=" * (-len(part) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _wrong("This is no JWT") from error


def _wrong(detail: str) -> Invalid:
    return Invalid(detail, field="token")
