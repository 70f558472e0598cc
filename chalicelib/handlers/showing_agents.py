"""People of the team as the API shows them."""

from __future__ import annotations

from chalicelib.domain.permission import permissions_of
from chalicelib.domain.workspace import Agent
from chalicelib.handlers.answers import AgentJson, MeJson
from chalicelib.queries.agent_avatar import avatar_path


def me_json(agent: Agent, *, second_factor: bool) -> MeJson:
    return MeJson(
        id=agent.id,
        name=agent.name,
        email=agent.email,
        role=agent.role.value,
        language=agent.language or None,
        permissions=sorted(permissions_of(agent.role)),
        second_factor=second_factor,
        public_name=agent.public_name,
        avatar=avatar_path(agent),
        meeting_url=agent.meeting_url,
        meeting_text=agent.meeting_text,
        available=not agent.away,
    )


def agent_json(agent: Agent) -> AgentJson:
    return AgentJson(
        id=agent.id,
        name=agent.name,
        email=agent.email,
        role=agent.role.value,
        state=agent.state.value,
        language=agent.language or None,
        public_name=agent.public_name,
        avatar=avatar_path(agent),
        available=not agent.away,
    )
