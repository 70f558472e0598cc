"""A colleague has lost phone and recovery codes: an admin takes their second factor off."""

from __future__ import annotations

from chalicelib.domain.errors import NotAllowed
from chalicelib.domain.ids import AgentId
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports
from chalicelib.ports.own_account import end_sessions_of


def take_off_second_factor(ports: Ports, agent_id: AgentId, *, by: Agent) -> Agent:
    """The colleague, whose sessions all end, and who is told by mail first: it never happens unnoticed.

    Without a factor nothing happens. Raises `NoSuchAgent`, and `NotAllowed` for the admin's own, which
    takes a code.
    """
    agent = ports.workspace.agent(agent_id)
    if agent.id == by.id:
        raise NotAllowed(
            "Switch your own second factor off in your profile, with a code",
            reason=Reason("own_second_factor"),
        )
    if ports.second_factor.is_on(agent.id):
        values = {"name": agent.name, "admin": by.name}
        ports.notices.send("second_factor_off", agent.email, values, agent.language or "en")
        ports.second_factor.switch_off(agent.id)
        ports.recovery_codes.replace(agent.id, ())
        end_sessions_of(ports, agent.id)
    return agent
