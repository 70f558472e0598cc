"""Invitations in mail (iCalendar, RFC 5545; what they ask, RFC 5546): what, when, where, and who answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.channels.email.calendar_times import Moment, Zones, duration, moment, zones_of
from chalicelib.channels.email.content_lines import ContentLine, content_lines

MOST_EVENTS = 10
MOST_PEOPLE = 200
LONGEST_DESCRIPTION = 2_000
_SHOWN = frozenset({"VEVENT", "VTODO"})
_ANSWERS = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "tentative",
    "DELEGATED": "delegated",
}
_NUMBER = re.compile(r"[0-9]{1,4}\Z")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)\Z")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody named in an event. `answer` is accepted, declined, tentative, delegated or ""."""

    address: str
    name: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often: `every` is day, week, month or year; `days` such as MO, or 1MO and -1FR in a month.

    `simple` is False where the rule says more than this.
    """

    every: str
    interval: int = 1
    days: tuple[str, ...] = ()
    count: int = 0
    until: Moment | None = None
    simple: bool = True


@dataclass(slots=True)
class CalendarEvent:
    """One event of a calendar. `kind`: invitation, update, cancellation, answer, proposal or event.

    `ends` of an all-day event is its last day. `one_of_series`: it is about one date of a recurring event.
    """

    kind: str = "event"
    uid: str = ""
    sequence: int = 0
    title: str = ""
    place: str = ""
    description: str = ""
    organiser: Participant | None = None
    people: list[Participant] = field(default_factory=list)
    starts: Moment | None = None
    ends: Moment | None = None
    recurrence: Recurrence | None = None
    one_of_series: bool = False


def read_calendar(content: bytes) -> list[CalendarEvent]:
    """The events of a calendar, at most MOST_EVENTS. [] for what is no calendar. Never raises."""
    lines = list(content_lines(content))
    zones = zones_of(lines)
    method = ""
    events: list[CalendarEvent] = []
    for name, inner in _components(lines):
        if name == "VCALENDAR":
            method = next((line.value.strip().upper() for line in inner if line.name == "METHOD"), method)
        elif name in _SHOWN and len(events) < MOST_EVENTS:
            events.append(_event(inner, zones))
    for event in events:
        event.kind = event.kind if event.kind == "cancellation" else _kind(method, event)
    return events


def _components(lines: list[ContentLine]) -> list[tuple[str, list[ContentLine]]]:
    """Each component with its own lines, not those of what stands in it (alarms), in their order."""
    found: list[tuple[str, list[ContentLine]]] = []
    open_ones: list[list[ContentLine]] = []
    for line in lines:
        if line.name == "BEGIN":
            own: list[ContentLine] = []
            found.append((line.value.strip().upper(), own))
            open_ones.append(own)
        elif line.name == "END":
            del open_ones[-1:]
        elif open_ones:
            open_ones[-1].append(line)
    return found


def _kind(method: str, event: CalendarEvent) -> str:
    if method == "REQUEST":
        return "update" if event.sequence > 0 else "invitation"
    kinds = {"CANCEL": "cancellation", "REPLY": "answer", "COUNTER": "proposal", "ADD": "update"}
    return kinds.get(method, "event")


def _event(lines: list[ContentLine], zones: Zones) -> CalendarEvent:
    event = CalendarEvent()
    length: timedelta | None = None
    for line in lines:
        if line.name in ("DTSTART", "DTEND", "DUE"):
            at = moment(line, zones)
            if line.name == "DTSTART":
                event.starts = at
            else:
                event.ends = at
        elif line.name == "DURATION":
            length = duration(line.value)
        else:
            _add(event, line, zones)
    _set_end(event, length)
    return event


def _add(event: CalendarEvent, line: ContentLine, zones: Zones) -> None:
    texts = {"SUMMARY": "title", "LOCATION": "place", "DESCRIPTION": "description", "UID": "uid"}
    if line.name in texts:
        setattr(event, texts[line.name], line.text.strip()[:LONGEST_DESCRIPTION])
    elif line.name == "SEQUENCE" and _NUMBER.match(line.value.strip()):
        event.sequence = int(line.value)
    elif line.name == "STATUS" and line.value.strip().upper() == "CANCELLED":
        event.kind = "cancellation"
    elif line.name == "ORGANIZER":
        event.organiser = _participant(line)
    elif line.name == "ATTENDEE" and len(event.people) < MOST_PEOPLE:
        event.people.append(_participant(line))
    elif line.name == "RRULE":
        event.recurrence = _recurrence(line, zones)
    elif line.name == "RECURRENCE-ID":
        event.one_of_series = True


def _participant(line: ContentLine) -> Participant:
    address = re.sub(r"(?i)^mailto:", "", line.text.strip())[:320]
    answer = _ANSWERS.get(line.params.get("PARTSTAT", "").upper(), "")
    return Participant(address, line.params.get("CN", "").strip()[:200], answer)


def _set_end(event: CalendarEvent, length: timedelta | None) -> None:
    """The end from the length, where there is none; the last day of an all-day event, not the next."""
    starts = event.starts
    if starts is None:
        return
    if event.ends is None and length is not None and length >= timedelta(0):
        event.ends = starts.plus(length)
    if event.ends is not None and event.ends.all_day and starts.all_day:
        last = event.ends.plus(timedelta(days=-1))
        event.ends = last if last.text > starts.text else None


def _recurrence(line: ContentLine, zones: Zones) -> Recurrence | None:
    rule = dict(part.split("=", 1) for part in line.value.upper().split(";") if "=" in part)
    units = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
    if rule.get("FREQ") not in units:
        return None
    days = tuple(day for day in rule.get("BYDAY", "").split(",") if _DAY.match(day))[:7]
    known = {"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST", "BYMONTHDAY", "BYMONTH"}
    until = ContentLine("UNTIL", rule.get("UNTIL", ""))
    return Recurrence(
        every=units[rule["FREQ"]],
        interval=max(1, _number(rule.get("INTERVAL", "1"))),
        days=days,
        count=_number(rule.get("COUNT", "")),
        until=moment(until, zones) if until.value else None,
        simple=rule.keys() <= known and "," not in rule.get("BYMONTHDAY", "") + rule.get("BYMONTH", ""),
    )


def _number(text: str) -> int:
    return int(text) if _NUMBER.match(text) else 0


def newest_of_each(events: list[CalendarEvent]) -> list[CalendarEvent]:
    """Each event once: the same invitation often comes as a part and again as a file."""
    kept: dict[tuple[str, str, bool, datetime | str], CalendarEvent] = {}
    for event in events:
        starts = event.starts.text if event.starts else ""
        kept.setdefault((event.uid, event.kind, event.one_of_series, starts), event)
    return list(kept.values())
