"""How long to wait before something is tried again."""

from __future__ import annotations

from datetime import timedelta

SHORTEST = timedelta(seconds=30)
LONGEST = timedelta(hours=1)


def wait_after(tried_for: timedelta, at_least: timedelta | None = None) -> timedelta:
    """As long as it has been tried already (so the waits double), from 30 seconds to an hour.

    Not less than `at_least`, which is what the other side asks for.
    """
    return max(min(max(tried_for, SHORTEST), LONGEST), at_least or timedelta())
