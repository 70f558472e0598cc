"""One event while it is read: what it says, of whom and when. Its readers make the product's events of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.loose_json import fingerprint, identifier, inside
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import Person, PlatformEvent, PlatformNote

LONGEST_NOTE = 1_000  # characters
Events = tuple[PlatformEvent, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """`name` is what the platform calls it, `body` what it says. `by_us`: the account did it."""

    item: Item
    name: str
    body: object
    person: Person | None
    at: datetime
    by_us: bool = False

    @property
    def mid(self) -> str:
        """The id of the message that it is, or is about; "" if it names none."""
        return identifier(inside(self.body, "mid"))

    @property
    def own_id(self) -> str:
        """An id for what has none of the platform's, the same each time it is told."""
        return fingerprint(self.item.id, self.name)

    def note(self, name: str, text: str = "", parts: tuple[Part, ...] = (), app_id: str = "") -> Events:
        """The event as a note of the log; `name` is one of `NOTES`."""
        return (PlatformNote(self.own_id, self.person, self.at, name, text[:LONGEST_NOTE], parts, app_id),)

    def unsupported(self, text: str = "") -> Events:
        """What this code cannot read: shown by the name that the platform has for it."""
        return self.note("unsupported", ": ".join(one for one in (self.name, text) if one))
