"""Somebody looked at what could not be taken in and says: try it again."""

from __future__ import annotations

from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job


def retry_quarantined(ports: Ports, item_id: str) -> None:
    """Send it the same way in as it came; it leaves the quarantine when it is in.

    Raises `NoSuchQuarantined`.
    """
    item = ports.workspace.quarantined_item(item_id)
    ports.jobs.send(Job("mail", item.event))
