"""How long this process leaves a channel's account alone, because the platform asked for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

NONE = timedelta()


class Pauses:
    """Known by this process only: another one asks once, and is told the same."""

    def __init__(self) -> None:
        self._until: dict[str, tuple[datetime, datetime]] = {}
        self._lock = Lock()

    def told(self, channel_id: str, pause: tuple[timedelta, timedelta], now: datetime) -> None:
        """An answer asked for a pause of all calls, and of all but messages.

        It never ends a longer one: that of a call which was on its way when another one was refused.
        """
        with self._lock:
            if any(pause):
                messages, others = self._until.get(channel_id, (now, now))
                self._until[channel_id] = (max(messages, now + pause[0]), max(others, now + pause[1]))
            elif channel_id in self._until and self._until[channel_id][1] <= now:
                del self._until[channel_id]

    def before_message(self, channel_id: str, now: datetime) -> timedelta:
        """How long to wait before a message goes out."""
        until = self._until.get(channel_id)
        return max(until[0] - now, NONE) if until else NONE

    def before_others(self, channel_id: str, now: datetime) -> timedelta:
        """How long to wait before anything else is asked."""
        until = self._until.get(channel_id)
        return max(until[1] - now, NONE) if until else NONE
