"""A moment that Meta tells in numbers, as people write it."""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import whole, words
from chalicelib.channels.meta.times import moment
from chalicelib.domain.office_hours import zone_of


def date_words(value: object, zone: str = "UTC") -> str:
    """ "2026-07-03 10:00 (Europe/Madrid)", in UTC where the zone is not known. What is no number stays."""
    at = moment(value) if whole(value) else None
    if at is None:
        return words(value)
    known = zone_of(zone)
    return f"{at.astimezone(known):%Y-%m-%d %H:%M} ({zone})" if known else f"{at:%Y-%m-%d %H:%M} (UTC)"
