"""What a signed-in person may be allowed to do, and which role may do it."""

from __future__ import annotations

from collections.abc import Collection
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
    SET_UP_PLATFORMS = "set_up_platforms"
    SET_UP_FORMS = "set_up_forms"
    SEE_QUARANTINE = "see_quarantine"
    RETRY_QUARANTINE = "retry_quarantine"
    RELEASE_QUARANTINE = "release_quarantine"
    DROP_QUARANTINE = "drop_quarantine"
    MANAGE_TOKENS = "manage_tokens"
    MANAGE_WEBHOOKS = "manage_webhooks"


ADMIN_ONLY = frozenset(
    {
        Permission.INVITE,
        Permission.SET_UP_EMAIL,
        Permission.SET_UP_CHAT,
        Permission.SET_UP_PLATFORMS,
        Permission.SET_UP_FORMS,
        Permission.DROP_QUARANTINE,
        Permission.MANAGE_TOKENS,
        Permission.MANAGE_WEBHOOKS,
    }
)

# accounts are for people: a token that leaked must not be able to make itself another way in
FOR_PEOPLE = frozenset({Permission.OWN_ACCOUNT, Permission.INVITE, Permission.MANAGE_TOKENS})
FOR_TOKENS = frozenset(Permission) - FOR_PEOPLE

# the rest is about things that are in no inbox yet, or that several share: it cannot be limited to some
IN_AN_INBOX = frozenset(
    {
        Permission.SEE_CONVERSATIONS,
        Permission.REPLY,
        Permission.COMMENT,
        Permission.WORK,
        Permission.SEE_TEAM,
    }
)


def permissions_of(role: Role) -> frozenset[Permission]:
    """What a person of this role may do."""
    everything = frozenset(Permission)
    return everything if role is Role.ADMIN else everything - ADMIN_ONLY


def may(agent: Agent, permission: Permission) -> bool:
    """Whether the agent's role carries `permission`."""
    return permission in permissions_of(agent.role)


def require(agent: Agent, *either: Permission) -> None:
    """Raise `NotAllowed`, which names them, unless the agent's role carries one of `either`."""
    if not any(may(agent, permission) for permission in either):
        raise NotAllowed(f"Only an admin may do this ({' or '.join(either)})")


def require_of_token(agent: Agent, granted: Collection[str], *either: Permission) -> None:
    """Raise `NotAllowed` unless the token was given one of `either` and its owner still has that one."""
    require(agent, *either)
    given = FOR_TOKENS.intersection(granted)
    if not any(permission in given and may(agent, permission) for permission in either):
        raise NotAllowed(f"This token was not given the permission for it ({' or '.join(either)})")
