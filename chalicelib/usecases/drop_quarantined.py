"""Somebody decides that a mail in the quarantine is worth nothing: out of the way, with who and why."""

from __future__ import annotations

from chalicelib.domain.errors import NoSuchQuarantined
from chalicelib.domain.workspace import Agent, Quarantined
from chalicelib.ports.bundle import Ports


def drop_quarantined(ports: Ports, item_id: str, agent: Agent, note: str) -> Quarantined:
    """It stays among the dropped, with its mail, until its 90 days are over. Dropped already is fine.

    Raises `NoSuchQuarantined`.
    """
    try:
        item = ports.workspace.quarantined_item(item_id).dropped(agent.id, ports.now(), note)
        ports.workspace.move_quarantined(item)
    except NoSuchQuarantined:
        return ports.workspace.dropped_item(item_id)
    return item
