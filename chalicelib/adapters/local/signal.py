"""A bell for threads of one process: whoever waits wakes at once when something changed."""

from __future__ import annotations

import threading
import time


class Signal:
    """Counts its rings, so that one that came between looking and waiting is not missed."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def count(self) -> int:
        """How often it rang; ask before looking, and give it to `wait`."""
        with self._changed:
            return self._count

    def ring(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self, since: int, seconds: float) -> None:
        """Return when it rang after `count` answered `since`, or after `seconds`."""
        ends = time.monotonic() + seconds
        with self._changed:
            while self._count == since and (left := ends - time.monotonic()) > 0:
                self._changed.wait(left)
