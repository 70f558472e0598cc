"""How much of an app's allowance is used, as headers of the Graph API's answers tell it.

Source: developers.facebook.com/docs/graph-api/overview/rate-limiting. The values are JSON: percentages
`call_count`, `total_time`, `total_cputime`; by account also `estimated_time_to_regain_access` in minutes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

USAGE = ("x-app-usage", "x-page-usage", "x-business-use-case-usage", "x-ad-account-usage")
SHARES = ("call_count", "total_time", "total_cputime")
REGAINED = "estimated_time_to_regain_access"
NEARLY_ALL = 95
BREATH = timedelta(minutes=5)
LONGEST = timedelta(hours=24)


def used_share(headers: Mapping[str, str]) -> float:
    """The largest share that is used, in per cent; 0 when nothing is told."""
    shares = (group.get(name) for group in _groups(headers) for name in SHARES)
    return max((number for number in map(_number, shares)), default=0.0)


def asked_wait(headers: Mapping[str, str]) -> timedelta | None:
    """How long the platform asks to be left alone, `None` when it does not."""
    minutes = max((_number(group.get(REGAINED)) for group in _groups(headers)), default=0.0)
    seconds = _number(headers.get("retry-after"))
    asked = max(timedelta(minutes=minutes), timedelta(seconds=seconds))
    return min(asked, LONGEST) if asked else None


def pause_of(headers: Mapping[str, str]) -> tuple[timedelta, timedelta]:
    """From any answer: how long to call nothing at all, and how long nothing but messages.

    What little is left of an allowance is for messages, not for names and typing signs.
    """
    asked = asked_wait(headers) or timedelta()
    return asked, max(asked, BREATH if used_share(headers) >= NEARLY_ALL else timedelta())


def _groups(headers: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """What is told as one object, or by account as lists of objects."""
    for name in USAGE:
        told = _json(headers.get(name, ""))
        if not isinstance(told, dict):
            continue
        yield told
        for by_account in told.values():
            if isinstance(by_account, list):
                yield from (group for group in by_account if isinstance(group, dict))


def _json(text: str) -> object:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None


def _number(told: object) -> float:
    """0 for anything that is no sensible number."""
    try:
        number = float(told) if isinstance(told, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    return number if 0 <= number <= 1_000_000 else 0.0
