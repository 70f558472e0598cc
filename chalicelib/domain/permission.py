"""What a signed-in person may be allowed to do, and which role may do it."""

from __future__ import annotations

from enum import StrEnum

from chalicelib.domain.errors import NotAllowed
from chalicelib.domain.workspace import Agent, Role


class Permission(StrEnum):
    """Every route and socket frame names one of these."""

    OWN_ACCOUNT = "own_account"
    SEE_CONVERSATIONS = "see_conversations"
    REPLY = "reply"
    COMMENT = "comment"
    WORK = "work"  # assign, close, reopen, spam, merge, move
    SEE_TEAM = "see_team"
    INVITE = "invite"
    SET_UP_EMAIL = "set_up_email"
    SET_UP_CHAT = "set_up_chat"
    SEE_QUARANTINE = "see_quarantine"
    RETRY_QUARANTINE = "retry_quarantine"
    RELEASE_QUARANTINE = "release_quarantine"
    DROP_QUARANTINE = "drop_quarantine"


ADMIN_ONLY = frozenset(
    {Permission.INVITE, Permission.SET_UP_EMAIL, Permission.SET_UP_CHAT, Permission.DROP_QUARANTINE}
)


def permissions_of(role: Role) -> frozenset[Permission]:
    """What a person of this role may do."""
    everything = frozenset(Permission)
    return everything if role is Role.ADMIN else everything - ADMIN_ONLY


def require(agent: Agent, permission: Permission) -> None:
    """Raise `NotAllowed` unless the agent's role carries `permission`."""
    if permission not in permissions_of(agent.role):
        raise NotAllowed(f"Only an admin may do this ({permission})")
