"""When something happened, as Meta tells it: milliseconds or seconds, as number or text, or nonsense."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from chalicelib.channels.meta.loose_json import words

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = datetime(2009, 1, 1, tzinfo=UTC)  # WhatsApp began; what is older was never a time
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(days=1)
NUMBER = re.compile(r"[0-9]{9,17}(?:\.[0-9]{1,9})?")
# below which a number counts these parts of a second: each step is some thousand years wide
UNITS = ((1e11, 1), (1e14, 1_000), (1e17, 1_000_000))


def moment(value: object) -> datetime | None:
    """The time, in UTC, if it is one at which a message can have been written.

    Messenger and Instagram count milliseconds in `timestamp`, and either in `entry[].time`; WhatsApp counts
    seconds, as text. The size of the number tells which.
    """
    text = words(value).strip()
    if NUMBER.fullmatch(text) is None:
        return _written_out(text)
    number = float(text)
    unit = next((unit for most, unit in UNITS if number < most), 0)
    return _believable(EPOCH + timedelta(microseconds=round(number / unit * 1_000_000))) if unit else None


def _written_out(text: str) -> datetime | None:
    """2026-03-01T09:30:00+0000, as the Graph API writes it."""
    if not 20 <= len(text) <= 40:
        return None
    try:
        written = datetime.fromisoformat(text)
        return _believable(written.astimezone(UTC)) if written.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _believable(at: datetime) -> datetime | None:
    return at if EARLIEST <= at < LATEST else None


def told_at(value: object, otherwise: datetime | None, received_at: datetime) -> datetime:
    """The time told; else that of what it came in; else when we got it. Never one that is still to come."""
    times = (at for at in (moment(value), otherwise) if at and at <= received_at + CLOCKS_DIFFER)
    return next(times, received_at)


def sent_at(value: object, entry_at: datetime | None) -> datetime | None:
    """The time told, unless it is later than the webhook was sent (`entry[].time`): then that."""
    told = moment(value)
    return told if told and (entry_at is None or told <= entry_at + CLOCKS_DIFFER) else entry_at
