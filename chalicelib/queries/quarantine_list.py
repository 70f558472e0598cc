"""What arrived and could not become a conversation, for people to look at, and what was dropped of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.workspace import Quarantined
from chalicelib.ports.bundle import Ports


@dataclass(frozen=True, slots=True)
class QuarantineList:
    """Newest arrival first. `last` is where to go on after, `None` at the end; `names` those who dropped."""

    items: tuple[Quarantined, ...]
    last: Quarantined | None
    names: Mapping[str, str]


def quarantine_list(
    ports: Ports, *, dropped: bool, after: tuple[datetime, str] | None, limit: int
) -> QuarantineList:
    """A page of those that are held, or of those that were dropped."""
    page = ports.workspace.quarantine_page(dropped=dropped, after=after, limit=limit)
    return QuarantineList(page.items, page.last, names_of_droppers(ports, *page.items))


def names_of_droppers(ports: Ports, *items: Quarantined) -> dict[str, str]:
    """By the agent's id; asked for only when something was dropped."""
    if not any(item.is_dropped for item in items):
        return {}
    return {agent.id: agent.name for agent in ports.workspace.agents()}
