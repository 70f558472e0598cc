"""Once a minute: what has been in the quarantine for 90 days leaves it."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain import limits
from chalicelib.ports.bundle import Ports

KEPT = timedelta(days=limits.QUARANTINE_DAYS)


def forget_old_quarantined(ports: Ports) -> int:
    """The number of those that left, held or dropped; counted from their arrival.

    Only the item goes. Its mail is a blob under the hash of its content, which an entry may hold too, and
    nothing tells whether one does: see docs/decisions/0009.
    """
    old = ports.workspace.quarantined_before(ports.now() - KEPT)
    for item in old:
        ports.workspace.release(item.id)
    return len(old)
