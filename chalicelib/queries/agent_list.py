"""The people of the team."""

from __future__ import annotations

from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports


def agent_list(ports: Ports) -> list[Agent]:
    """Everybody, by name; also those invited and those who left."""
    return sorted(ports.workspace.agents(), key=lambda agent: (agent.name.casefold(), agent.id))
