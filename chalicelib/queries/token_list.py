"""The API tokens of the house, for admins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.permission import permissions_of
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports

TokenState = Literal["active", "expired", "revoked", "ownerless"]


@dataclass(frozen=True, slots=True)
class ListedToken:
    """A token, what it may as long as its owner may it, and whether it works.

    `state`: `active`, `expired`, `revoked`, or `ownerless` when who made it has no account any more.
    """

    token: ApiToken
    owner_name: str
    may: tuple[str, ...]
    state: TokenState


def token_list(ports: Ports) -> list[ListedToken]:
    """The newest first; those revoked more than 30 days ago are left out. Two requests."""
    now, agents = ports.now(), {agent.id: agent for agent in ports.workspace.agents()}
    found = sorted(ports.workspace.tokens(), key=lambda token: (token.created_at, token.id), reverse=True)
    return [listed(token, agents.get(token.owner), now) for token in found if not token.is_forgotten(now)]


def listed(token: ApiToken, owner: Agent | None, now: datetime) -> ListedToken:
    """One of them; `owner` is who made it, as they are now."""
    if owner is None:
        return ListedToken(token, "", (), "ownerless")
    may = permissions_of(owner.role).intersection(token.permissions)
    return ListedToken(token, owner.name, tuple(sorted(may)), _state(token, owner, now))


def _state(token: ApiToken, owner: Agent, now: datetime) -> TokenState:
    if token.revoked_at is not None:
        return "revoked"
    if owner.state is not AgentState.ACTIVE:
        return "ownerless"
    return "expired" if token.has_expired(now) else "active"
