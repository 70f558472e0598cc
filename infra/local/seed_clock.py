"""A clock that is set, so that the company's past days happen in their order, at their time."""

from __future__ import annotations

from datetime import datetime, timedelta

TICK = timedelta(milliseconds=40)


class SeedClock:
    """Each look moves it on a little, as work takes time."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        self._now += TICK
        return self._now

    def set(self, moment: datetime) -> None:
        self._now = moment
