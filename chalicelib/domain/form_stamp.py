"""When a page with a form was made: a signed hidden field, so that machines that answer at once show.

Second of issue in decimal, a dot, and the first 16 bytes of an HMAC-SHA256 in hexadecimal. It is good for one
form and for the id of one submission.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from chalicelib.domain.ids import ChannelId

TOO_FAST = timedelta(seconds=2)
GOOD_FOR = timedelta(days=2)


def stamped(key: bytes, channel_id: ChannelId, submission: str, at: datetime) -> str:
    """The stamp of a page that was made `at`."""
    second = str(int(at.timestamp()))
    return f"{second}.{_signature(key, channel_id, submission, second)}"


def age_of(key: bytes, channel_id: ChannelId, submission: str, stamp: str, now: datetime) -> timedelta | None:
    """How long ago the page was made; `None` for no stamp of ours, or one that is too old to tell."""
    second, _, signature = stamp.partition(".")
    expected = _signature(key, channel_id, submission, second)
    if not hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode()):
        return None
    age = now - datetime.fromtimestamp(int(second), UTC)
    return age if age <= GOOD_FOR else None


def _signature(key: bytes, channel_id: ChannelId, submission: str, second: str) -> str:
    signed = "\0".join(("form", channel_id, submission, second)).encode("utf-8", "replace")
    return hmac.new(key, signed, hashlib.sha256).hexdigest()[:32]
