"""Where the quarantine is kept: what waits for a person, and what somebody dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.workspace import Quarantined


@dataclass(frozen=True, slots=True)
class QuarantinePage:
    """Things in quarantine, newest first. `last` is where to go on after, or `None` at the end."""

    items: tuple[Quarantined, ...]
    last: Quarantined | None

    @classmethod
    def of(cls, found: Sequence[Quarantined], limit: int) -> QuarantinePage:
        """From one more than were asked for, if there are more."""
        items = tuple(found[:limit])
        return cls(items, items[-1] if len(found) > limit else None)


class QuarantineStore(Protocol):
    """Each thing is either held or dropped; both are listed by their arrival."""

    def quarantine(self, item: Quarantined) -> None:
        """Keep it among the held, or among the dropped if it is; the same `id` again replaces it."""
        ...

    def quarantined(self, limit: int = 100) -> tuple[Quarantined, ...]:
        """The newest of those that are held."""
        ...

    def quarantine_page(
        self, *, dropped: bool, limit: int, after: tuple[datetime, str] | None = None
    ) -> QuarantinePage:
        """Those held, or those dropped, after an arrival and id that an earlier page ended with."""
        ...

    def quarantined_item(self, item_id: str) -> Quarantined:
        """One that is held. Raises `NoSuchQuarantined`."""
        ...

    def dropped_item(self, item_id: str) -> Quarantined:
        """One that was dropped. Raises `NoSuchQuarantined`."""
        ...

    def move_quarantined(self, item: Quarantined) -> None:
        """From the held to the dropped, or back, as `item` says; all of it or nothing.

        Raises `NoSuchQuarantined` when it is not at the other place (any more).
        """
        ...

    def quarantined_before(self, moment: datetime, limit: int = 100) -> tuple[Quarantined, ...]:
        """Held or dropped, arrived before `moment`, in any order; at most `limit` of each."""
        ...

    def release(self, item_id: str) -> None:
        """Take it out, be it held or dropped; gone already is fine."""
        ...
