"""The secret by which webhooks are signed, and the one whose place it took: that holds for a day more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

SECRET, OLD_SECRET, OLD_UNTIL = "secret", "old_secret", "old_until"
OLD_HOLDS = timedelta(days=1)


def signing_secrets(held: Mapping[str, str], now: datetime) -> tuple[str, ...]:
    """Those that sign, and are taken, now; `held` is what `renewed` made."""
    found = [held[SECRET]] if held.get(SECRET) else []
    if held.get(OLD_SECRET) and now < datetime.fromisoformat(held[OLD_UNTIL]):
        found.append(held[OLD_SECRET])
    return tuple(found)


def renewed(held: Mapping[str, str], secret: str, now: datetime) -> dict[str, str]:
    """What to keep once `secret` is the new one."""
    made = {SECRET: secret}
    if held.get(SECRET):
        made |= {OLD_SECRET: held[SECRET], OLD_UNTIL: (now + OLD_HOLDS).isoformat()}
    return made
