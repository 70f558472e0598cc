"""Hours of the week in the time zone of a place: whether it is open at a moment, and when it opens next.

A time of day means the first moment of its date at which the clocks there show it, or have passed it: a
time that does not exist when the clocks go forward is the moment at which they do, and of two that are
called alike when they go back it is the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason

DAY = timedelta(days=1)
LOOK_AHEAD = 15  # days: the only hours of a week may fall into an hour that is left out
SPANS = 6
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")

Span = tuple[str, str]
Spans = tuple[Span, ...]
WORKING_DAY: Spans = (("09:00", "17:00"),)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Week:
    """For each day when it is open, `("09:00", "17:00")`; none: closed. "24:00" is its end.

    A span that ends no later than it begins goes on into the next day.
    """

    mon: Spans = WORKING_DAY
    tue: Spans = WORKING_DAY
    wed: Spans = WORKING_DAY
    thu: Spans = WORKING_DAY
    fri: Spans = WORKING_DAY
    sat: Spans = ()
    sun: Spans = ()

    def on(self, day: date) -> Spans:
        """The spans that begin on this date."""
        spans: Spans = getattr(self, NAMES[day.weekday()])
        return spans


def is_open(week: Week, time_zone: str, moment: datetime) -> bool:
    """Whether it is open at `moment` (aware). An unknown zone counts as UTC."""
    return any(start <= moment < end for start, end in _openings(week, time_zone, moment))


def opens_at(week: Week, time_zone: str, moment: datetime) -> datetime | None:
    """`moment` itself while it is open, else when it opens next (UTC); `None`: it never does."""
    ahead = ((max(start, moment), end) for start, end in _openings(week, time_zone, moment))
    return min((start for start, end in ahead if start < end), default=None)


def check_week(week: Week, time_zone: str) -> None:
    """Raises `Invalid`, which names the part that is not right."""
    if zone_of(time_zone) is None:
        raise Invalid(
            f"There is no time zone {time_zone}",
            field="availability.time_zone",
            reason=Reason("no_such_time_zone", name=time_zone),
        )
    for name in NAMES:
        _check_day(getattr(week, name), f"availability.hours.{name}")


def zone_of(name: str) -> tzinfo | None:
    """The zone that the IANA database calls so, or `None`."""
    from zoneinfo import ZoneInfo  # only whoever has hours pays for it

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there; no name; the name of a folder
        return None


def _check_day(spans: Spans, field: str) -> None:
    if len(spans) > SPANS:
        raise Invalid(
            f"At most {SPANS} spans a day", field=field, reason=Reason("too_many_spans", limit=SPANS)
        )
    last = -1
    for start, end in sorted(spans):
        if not CLOCK.fullmatch(start) or not CLOCK.fullmatch(end) or start == "24:00":
            raise Invalid("Times are written as 09:00", field=field, reason=Reason("not_a_time"))
        if start == end:
            raise Invalid(
                "A span ends at another time than it begins", field=field, reason=Reason("span_empty")
            )
        if _minutes(start) < last:
            raise Invalid(
                "Two spans of a day lie over each other", field=field, reason=Reason("spans_overlap")
            )
        last = _minutes(end) + (_minutes("24:00") if end < start else 0)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _openings(week: Week, time_zone: str, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """All openings that may matter at `moment` or after it, in UTC; some may be empty."""
    zone = zone_of(time_zone) or UTC
    today = moment.astimezone(zone).date()
    for day in (today + DAY * count for count in range(-2, LOOK_AHEAD)):
        for start, end in week.on(day):
            until = day if end > start else day + DAY
            yield _first(day, start, zone), _first(until, end, zone)


def _first(day: date, clock: str, zone: tzinfo) -> datetime:
    """The first moment at which the clocks show this time of this date, or have passed it."""
    if clock == "24:00":
        day, clock = day + DAY, "00:00"
    shown = datetime.combine(day, time.fromisoformat(clock), zone)
    found = shown.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return found
    # between both readings of a time that does not exist lies the moment of the change
    before, after = shown.replace(fold=1).astimezone(UTC), found
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after.replace(microsecond=0)
