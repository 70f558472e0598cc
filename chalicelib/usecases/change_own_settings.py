"""An agent changes what they may change about themselves: name and language."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports


def change_own_settings(ports: Ports, agent: Agent, *, name: str | None, language: str | None) -> Agent:
    """The agent as they are now; `None` leaves as it is. A repeat says the same again."""
    changed = replace(
        agent,
        name=agent.name if name is None else name,
        language=agent.language if language is None else language,
    )
    if changed != agent:
        ports.workspace.change_agent(changed)
    return changed
