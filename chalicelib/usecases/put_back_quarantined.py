"""What somebody dropped from the quarantine goes back there."""

from __future__ import annotations

from chalicelib.domain.errors import NoSuchQuarantined
from chalicelib.domain.workspace import Quarantined
from chalicelib.ports.bundle import Ports


def put_back_quarantined(ports: Ports, item_id: str) -> Quarantined:
    """Back already is fine. Raises `NoSuchQuarantined`."""
    try:
        item = ports.workspace.dropped_item(item_id).put_back()
        ports.workspace.move_quarantined(item)
    except NoSuchQuarantined:
        return ports.workspace.quarantined_item(item_id)
    return item
