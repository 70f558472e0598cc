"""What is to happen once a day, however often the process is started, and however short it runs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from chalicelib.adapters.local.durable_files import write_durably
from chalicelib.domain.workspace import Channel
from chalicelib.ports.outside import Clock
from infra.local.events import Context, Event, Handler

FILE = "last-day"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OnceADay:
    """Calls the handler if the last time is a day ago. The time is written to `file` before it is called: a
    handler that fails, or a process that ends within it, has had its day.

    `before` tells the last time where no file does, as in a folder of an earlier version.
    """

    handler: Handler
    file: Path
    before: Callable[[], datetime | None]
    clock: Clock

    def __call__(self, event: Event, context: Context) -> object:
        now, last = self.clock(), self._last()
        if last is not None and last <= now < last + DAY:
            return None
        write_durably(self.file, now.isoformat().encode())
        return self.handler(event, context)

    def _last(self) -> datetime | None:
        with contextlib.suppress(FileNotFoundError, ValueError):
            return datetime.fromisoformat(self.file.read_text())
        return self.before()


def last_checked(channels: Callable[[], tuple[Channel, ...]]) -> Callable[[], datetime | None]:
    """When an account on a platform was last asked how it does; `None` for never."""
    return lambda: max(
        (one.platform.checked_at for one in channels() if one.platform and one.platform.checked_at),
        default=None,
    )
