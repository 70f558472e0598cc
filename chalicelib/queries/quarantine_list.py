"""What arrived and could not become a conversation, for people to look at."""

from __future__ import annotations

from chalicelib.domain.workspace import Quarantined
from chalicelib.ports.bundle import Ports

SHOWN = 100


def quarantine_list(ports: Ports) -> tuple[Quarantined, ...]:
    """The newest 100."""
    return ports.workspace.quarantined(SHOWN)
