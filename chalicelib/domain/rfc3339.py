"""A moment as JSON says it (RFC 3339)."""

from __future__ import annotations

from datetime import UTC, datetime


def rfc3339(at: datetime) -> str:
    """`2026-03-02T09:30:00Z`: in UTC, with as many digits of a second as there are."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
