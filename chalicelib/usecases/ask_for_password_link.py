"""Somebody forgot their password: mail a link to the address, if it is an agent's."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from urllib.parse import urlencode

from chalicelib.domain import session_token
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports

LINK = timedelta(hours=1)
WINDOW_SECONDS = 300
LINKS_PER_EMAIL = 3
LINKS_PER_SOURCE = 20


def ask_for_password_link(ports: Ports, email: str, *, source: str, site: str) -> None:
    """Send the link, or do nothing, and never tell which: the answer would name the team.

    `site` is where the product is opened. Too many questions are left unanswered, too.
    """
    address = email.strip().lower()
    now = ports.now()
    asked = f"password-link#email#{hashlib.sha256(address.encode()).hexdigest()}"
    asked_from = f"password-link#source#{source}"
    if ports.live.count_try(asked_from, now, WINDOW_SECONDS) > LINKS_PER_SOURCE:
        return
    if ports.live.count_try(asked, now, WINDOW_SECONDS) > LINKS_PER_EMAIL:
        return
    for agent in ports.workspace.agents():
        if agent.email == address and agent.state is not AgentState.DEACTIVATED:
            _send_link(ports, agent, site)


def _send_link(ports: Ports, agent: Agent, site: str) -> None:
    token = secrets.token_urlsafe(32)
    ports.live.put_ticket(f"password#{session_token.digest(token)}", agent.id, ports.now() + LINK)
    link = f"{site}/#/reset?{urlencode({'token': token, 'email': agent.email})}"
    ports.notices.send(
        "password_link", agent.email, {"name": agent.name, "link": link}, agent.language or "en"
    )
