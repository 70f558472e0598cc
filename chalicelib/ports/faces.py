"""How visitors see the team: names and pictures, not older than 30 seconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib.domain.ids import AgentId
from chalicelib.domain.visitor_view import Face
from chalicelib.domain.workspace import Agent
from chalicelib.ports.workspace_store import WorkspaceStore

KEPT = timedelta(seconds=30)


def face_of(agent: Agent) -> Face:
    """The agent as visitors see them."""
    return Face(agent.id, agent.shown_name, agent.avatar)


class RecentFaces:
    """Read when first asked for, and again after 30 seconds: who answers in a chat is not read each time."""

    def __init__(self, workspace: WorkspaceStore, clock: Callable[[], datetime]) -> None:
        self._workspace = workspace
        self._clock = clock
        self._until: datetime | None = None
        self._faces: dict[AgentId, Face] = {}

    def __call__(self) -> dict[AgentId, Face]:
        now = self._clock()
        if self._until is None or now >= self._until:
            self._faces = {agent.id: face_of(agent) for agent in self._workspace.agents()}
            self._until = now + KEPT
        return self._faces
