"""Times of calendars (RFC 5545, 3.3): in UTC, in a named zone, in one the calendar describes, or in none.

Times by the clock on the wall carry no zone until they are turned into UTC."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from chalicelib.channels.email.content_lines import ContentLine

_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?\Z")
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?\Z")
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?\Z"
)
_BYDAY = re.compile(r"([+-]?\d)(MO|TU|WE|TH|FR|SA|SU)\Z")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Moment:
    """`text` is `2026-03-02` for a whole day, `…T09:30:00Z` in UTC, or without `Z` where no zone is known."""

    text: str
    all_day: bool = False

    def plus(self, length: timedelta) -> Moment:
        """So much later; the same moment where the calendar has no such day."""
        try:
            if self.all_day:
                return Moment(str(date.fromisoformat(self.text) + length), True)
            zulu = "Z" if self.text.endswith("Z") else ""
            return Moment((datetime.fromisoformat(self.text.rstrip("Z")) + length).isoformat() + zulu)
        except OverflowError:
            return self


@dataclass(slots=True)
class Observance:
    """Standard or summer time as a VTIMEZONE tells it: since when, how far from UTC, and its yearly day."""

    start: datetime = datetime(1601, 1, 1)  # noqa: DTZ001  # by the clock on the wall
    offset: timedelta = timedelta(0)
    month: int = 0
    week: int = 0
    weekday: int = 0

    def last_before(self, wall: datetime) -> datetime | None:
        """When it last began, by the clock on the wall."""
        if wall < self.start:
            return None
        if not self.month:
            return self.start
        begins = [self._in(year) for year in (wall.year, wall.year - 1)]
        return max((at for at in begins if self.start.date() <= at.date() and at <= wall), default=self.start)

    def _in(self, year: int) -> datetime:
        year = max(year, 1)
        if self.week > 0:
            first = date(year, self.month, 1)
            day = 1 + (self.weekday - first.weekday()) % 7 + 7 * (self.week - 1)
            found = first + timedelta(days=day - 1)
        else:
            following = date(year + self.month // 12, self.month % 12 + 1, 1)
            last = following - timedelta(days=1)
            found = last - timedelta(days=(last.weekday() - self.weekday) % 7 + 7 * (-self.week - 1))
        return datetime.combine(found, self.start.time())


@dataclass(slots=True)
class DescribedZone:
    """A zone that the calendar itself describes."""

    observances: list[Observance] = field(default_factory=list)

    def to_utc(self, wall: datetime) -> datetime:
        """The time in UTC, without a zone."""
        begun = [(at, one) for one in self.observances if (at := one.last_before(wall))]
        if begun:
            return wall - max(begun, key=lambda found: found[0])[1].offset
        return wall - self.observances[0].offset if self.observances else wall


Zones = dict[str, DescribedZone]


def zones_of(lines: list[ContentLine]) -> Zones:
    """The zones that a calendar describes, by their TZID."""
    zones: Zones = {}
    zone: DescribedZone | None = None
    for line in lines:
        if line.name == "BEGIN":
            kind = line.value.strip().upper()
            zone = DescribedZone() if kind == "VTIMEZONE" else zone
            if zone and kind in ("STANDARD", "DAYLIGHT"):
                zone.observances.append(Observance())
        elif line.name == "END" and line.value.strip().upper() == "VTIMEZONE":
            zone = None
        elif zone is not None and line.name == "TZID":
            zones[line.text.strip().strip('"')] = zone
        elif zone is not None and zone.observances:
            _describe(zone.observances[-1], line)
    return zones


def _describe(observance: Observance, line: ContentLine) -> None:
    if line.name == "TZOFFSETTO" and (found := _OFFSET.match(line.value.strip())):
        length = timedelta(hours=int(found[2]), minutes=int(found[3]))
        observance.offset = -length if found[1] == "-" else length
    elif line.name == "DTSTART" and (at := _wall(line.value)):
        observance.start = at
    elif line.name == "RRULE":
        rule = dict(part.split("=", 1) for part in line.value.upper().split(";") if "=" in part)
        day = _BYDAY.match(rule.get("BYDAY", ""))
        month = rule.get("BYMONTH", "")
        if day and month.isdigit() and 1 <= int(month) <= 12 and int(day[1]):
            observance.month, observance.week = int(month), int(day[1])
            observance.weekday = _WEEKDAYS.index(day[2])


def moment(line: ContentLine, zones: Zones) -> Moment | None:
    """The time of a line such as DTSTART; None where it is none."""
    found = _TIME.match(line.value.strip())
    wall = _wall(line.value)
    if found is None or wall is None:
        return None
    if found[4] is None:
        return Moment(str(wall.date()), True)
    if found[7]:
        return Moment(f"{wall.isoformat()}Z")
    to_utc = _zone(line.params.get("TZID", "").strip(), zones)
    if to_utc is None:
        return Moment(wall.isoformat())
    try:
        return Moment(f"{to_utc(wall).isoformat()}Z")
    except OverflowError:
        return Moment(wall.isoformat())


def duration(value: str) -> timedelta | None:
    """A length such as `PT1H30M`."""
    found = _DURATION.match(value.strip().upper())
    if found is None:
        return None
    weeks, days, hours, minutes, seconds = (int(found[part] or 0) for part in range(2, 7))
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def _wall(value: str) -> datetime | None:
    found = _TIME.match(value.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(found[part] or 0) for part in range(1, 7))
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001  # its zone is put on later
    except ValueError:
        return None


def _zone(name: str, zones: Zones) -> Callable[[datetime], datetime] | None:
    """By its IANA name, as the calendar describes it, or by the name that Windows has for it."""
    if not name:
        return None
    if known := _iana(name):
        return lambda wall: wall.replace(tzinfo=known).astimezone(UTC).replace(tzinfo=None)
    if described := zones.get(name):
        return described.to_utc
    from chalicelib.channels.email.windows_zones import IANA_NAMES

    known = _iana(IANA_NAMES.get(name, ""))
    return (lambda wall: wall.replace(tzinfo=known).astimezone(UTC).replace(tzinfo=None)) if known else None


def _iana(name: str) -> tzinfo | None:
    """Also with a prefix, as in `/example.org/2024/Europe/Madrid`."""
    from zoneinfo import ZoneInfo

    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    for known in (name, "/".join(name.split("/")[-2:])):
        if "/" in known and ".." not in known and not known.startswith("/"):
            try:
                return ZoneInfo(known)
            except (KeyError, ValueError, OSError):  # not known here, or no name at all
                continue
    return None
