"""What happened at the stand-in: what people did and the product was told, and what the product called."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

KEPT = 1_000
LOST = 0


@dataclass(slots=True)
class Line:
    """One thing that happened. `way` is `in` for what the product was told, `out` for what it called.

    `kind` of a deed is the act, or `said`; `act` is what it was ordered with, `content` how the platform
    tells it, `text` the words of a call. `statuses` is what was answered, `LOST` where nobody took it; empty
    while it is `held` back. `code` is the error of a call that was refused. `conversation` and `kept` are
    where the product has a message and how often, once that is known.
    """

    number: int
    at: datetime
    account_id: str
    way: str
    kind: str
    person_id: str = ""
    message_id: str = ""
    act: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    code: int = 0
    held: bool = False
    text: str = ""
    conversation: str = ""
    kept: int = 0


class Journal:
    """The newest lines of all, and every deed of people: their threads are made of these."""

    def __init__(self) -> None:
        self.lines: deque[Line] = deque(maxlen=KEPT)
        self.deeds: list[Line] = []
        self._numbers = itertools.count(1)

    def deed(self, at: datetime, account_id: str, kind: str, person_id: str, **more: Any) -> Line:
        """Somebody did something; the product has not been told yet."""
        line = self._line(at, account_id, "in", kind, person_id=person_id, **more)
        self.deeds.append(line)
        return line

    def told(self, at: datetime, account_id: str, kind: str, **more: Any) -> Line:
        """What the platform tells of its own accord, such as that a message was read."""
        return self._line(at, account_id, "in", kind, **more)

    def called(self, at: datetime, account_id: str, kind: str, **more: Any) -> Line:
        """A call of the product's that was answered."""
        return self._line(at, account_id, "out", kind, **more)

    def _line(self, at: datetime, account_id: str, way: str, kind: str, **more: Any) -> Line:
        line = Line(next(self._numbers), at, account_id, way, kind, **more)
        self.lines.append(line)
        return line
