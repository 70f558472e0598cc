"""What the API answers about a mail itself: its source, and the cards that its files make."""

from __future__ import annotations

from typing import Literal

import msgspec


class HeaderJson(msgspec.Struct):
    """One header of a mail, decoded."""

    name: str
    value: str


class SourceJson(msgspec.Struct):
    """A mail as it came. `cut`: it is longer than shown here; the whole of it is the attachment `raw`.

    What a platform told has no headers, and `text` is JSON.
    """

    headers: list[HeaderJson]
    text: str
    size: int
    cut: bool
    raw: str


class MomentJson(msgspec.Struct):
    """`at`: `2026-03-02` when `all_day`, `…T09:30:00Z`, or without `Z` where nobody knows the zone."""

    at: str
    all_day: bool


class ParticipantJson(msgspec.Struct):
    """Somebody named in an event, with their answer."""

    address: str
    name: str
    answer: Literal["accepted", "declined", "tentative", "delegated", ""]


class RecurrenceJson(msgspec.Struct):
    """How often an event comes again. `days`: MO, or 1MO and -1FR within a month.

    `count` 0: no number. `simple` false: the rule says more.
    """

    every: Literal["day", "week", "month", "year"]
    interval: int
    days: list[str]
    count: int
    until: MomentJson | None
    simple: bool


class EventJson(msgspec.Struct):
    """An event of a calendar. `ends` of an all-day event is its last day."""

    kind: Literal["invitation", "update", "cancellation", "answer", "proposal", "event"]
    title: str
    place: str
    description: str
    organiser: ParticipantJson | None
    people: list[ParticipantJson]
    starts: MomentJson | None
    ends: MomentJson | None
    recurrence: RecurrenceJson | None
    one_of_series: bool


class PersonCardJson(msgspec.Struct):
    """An address card; what it does not say is empty."""

    name: str
    organisation: str
    title: str
    emails: list[str]
    phones: list[str]


class CardsJson(msgspec.Struct):
    """What the files of a message say."""

    events: list[EventJson]
    people: list[PersonCardJson]
