"""The picture of an agent, for anybody."""

from __future__ import annotations

from chalicelib.domain.errors import NoSuchFile
from chalicelib.domain.ids import BlobId
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports


def avatar_path(agent: Agent) -> str:
    """Where the picture of an agent is to be had on our site, or ""."""
    return f"/api/chat/avatars/{agent.avatar}" if agent.avatar else ""


def agent_avatar(ports: Ports, blob: str) -> bytes:
    """Raises `NoSuchFile` for everything that is not the avatar of an agent now: no other file is for all."""
    if not blob or all(agent.avatar != blob for agent in ports.workspace.agents()):
        raise NoSuchFile
    return ports.blobs.get(BlobId(blob))
