"""The first person of a new home: a row among the agents, and a link to set a password.

The link is printed instead of mailed: before the DNS records are there, no mail goes out. Setting the
password makes the user in the pool, as for everybody.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from chalicelib import wiring
from chalicelib.domain import session_token
from chalicelib.domain.ids import AgentId
from chalicelib.domain.workspace import Agent, AgentState, Role
from infra.deploy.failures import Stopped
from infra.deploy.rooms import Rooms

LINK = timedelta(days=1)


def first_admin(rooms: Rooms, address: str, now: Callable[[], datetime] = wiring.now) -> Agent:
    """The agent with this address, made when there is none yet, invited.

    Raises `Stopped` when it belongs to somebody who is no admin or may no longer sign in.
    """
    email = address.strip().lower()
    for agent in rooms.workspace.agents():
        if agent.email == email:
            if agent.role is not Role.ADMIN or agent.state is AgentState.DEACTIVATED:
                raise Stopped(
                    f"{email} is in the team already, and no admin: name another ADMIN, "
                    "or let an admin change that (Settings, People)."
                )
            return agent
    name = email.partition("@")[0].replace(".", " ").title()
    agent = Agent(AgentId(wiring.id_at(now())), name, email, Role.ADMIN, AgentState.INVITED, now())
    rooms.workspace.add_agent(agent)
    return agent


def password_link(rooms: Rooms, agent: Agent, site: str, now: Callable[[], datetime] = wiring.now) -> str:
    """For somebody who was invited; "" for somebody who has set a password already."""
    return new_password_link(rooms, agent, site, now) if agent.state is AgentState.INVITED else ""


def new_password_link(rooms: Rooms, agent: Agent, site: str, now: Callable[[], datetime] = wiring.now) -> str:
    """Good for a day and for one use."""
    token = secrets.token_urlsafe(32)
    rooms.live.put_ticket(f"password#{session_token.digest(token)}", agent.id, now() + LINK)
    page = "join" if agent.state is AgentState.INVITED else "reset"
    return f"{site}/#/{page}?{urlencode({'token': token, 'email': agent.email})}"
