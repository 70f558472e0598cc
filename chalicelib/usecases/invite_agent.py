"""An admin invites a colleague: the agent is there at once, and gets a mail to set a password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from chalicelib.domain import session_token
from chalicelib.domain.errors import AlreadyThere
from chalicelib.domain.ids import AgentId
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Agent, AgentState, Role
from chalicelib.ports.bundle import Ports

LINK = timedelta(days=7)
ONE_MAIL_IN_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom to invite. `email` is lower case."""

    email: str
    name: str
    role: Role


def invite_agent(ports: Ports, invitation: Invitation, *, by: Agent, site: str) -> Agent:
    """The invited agent. `site` is where the product is opened.

    The address is what makes a repeat harmless: somebody invited already is answered again, with one mail
    in 5 minutes at most, so that a repeated request sends nothing and a lost mail can be sent again.
    Raises `AlreadyThere` when the address belongs to somebody who has joined.
    """
    agent = Agent(
        id=AgentId(ports.new_id()),
        name=invitation.name,
        email=invitation.email,
        role=invitation.role,
        state=AgentState.INVITED,
        created_at=ports.now(),
    )
    try:
        ports.workspace.add_agent(agent)
    except AlreadyThere:
        agent = _invited_before(ports, invitation)
    _send_link(ports, agent, by, site)
    return agent


def _invited_before(ports: Ports, invitation: Invitation) -> Agent:
    for agent in ports.workspace.agents():
        if agent.email == invitation.email and agent.state is AgentState.INVITED:
            return agent
    raise AlreadyThere(
        "Somebody has joined with this address already", field="email", reason=Reason("already_joined")
    )


def _send_link(ports: Ports, agent: Agent, by: Agent, site: str) -> None:
    sent = f"invitation#{agent.id}"
    if ports.live.count_try(sent, ports.now(), ONE_MAIL_IN_SECONDS) > 1:
        return
    token = secrets.token_urlsafe(32)
    ports.live.put_ticket(f"password#{session_token.digest(token)}", agent.id, ports.now() + LINK)
    link = f"{site}/#/join?{urlencode({'token': token, 'email': agent.email})}"
    values = {"name": agent.name, "inviter": by.name, "link": link}
    try:
        ports.notices.send("invitation", agent.email, values, by.language or "en")
    except Exception:
        ports.live.forget_tries(sent)  # nothing went out: the next try may send it
        raise
