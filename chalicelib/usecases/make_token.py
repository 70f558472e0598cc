"""An admin makes an API token for a program of theirs. Its secret is told now, and never again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain import api_token, limits
from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.errors import Invalid, NotAllowed
from chalicelib.domain.ids import InboxId
from chalicelib.domain.permission import FOR_TOKENS, IN_AN_INBOX, permissions_of
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports


@dataclass(frozen=True, slots=True)
class WantedToken:
    """What it shall be called, and what it may. Without `inboxes` it reaches all; `None` days: no end."""

    name: str
    permissions: tuple[str, ...]
    inboxes: tuple[InboxId, ...] = ()
    days: int | None = None


def make_token(ports: Ports, wanted: WantedToken, by: Agent) -> tuple[ApiToken, str]:
    """What is kept of it, and the token itself. Those revoked more than 30 days ago go for good.

    Raises `Invalid` with the field, `NotAllowed` for a permission that no token or not this agent can have.
    """
    _check(ports, wanted, by)
    now, shown = ports.now(), api_token.issued(ports.new_id(), secrets.token_bytes(api_token.SECRET_BYTES))
    apart = api_token.taken_apart(shown)
    token = ApiToken(
        apart.id,
        wanted.name,
        api_token.hashed(apart.secret),
        by.id,
        tuple(sorted(set(wanted.permissions))),
        now,
        tuple(sorted(set(wanted.inboxes))),
        None if wanted.days is None else now + timedelta(days=wanted.days),
    )
    _make_room(ports)
    ports.workspace.add_token(token)
    return token, shown


def _check(ports: Ports, wanted: WantedToken, by: Agent) -> None:
    asked = frozenset(wanted.permissions)
    if not asked:
        raise Invalid(
            "A token without a permission can do nothing",
            field="permissions",
            reason=Reason("permission_required"),
        )
    if beyond := asked - (FOR_TOKENS & permissions_of(by.role)):
        raise NotAllowed(f"This cannot be given to a token: {', '.join(sorted(beyond))}", field="permissions")
    known = {inbox.id for inbox in ports.workspace.inboxes()} if wanted.inboxes else set()
    if not known.issuperset(wanted.inboxes):
        raise Invalid("There is no such inbox", field="inboxes", reason=Reason("no_such_inbox"))
    if wanted.inboxes and (whole := asked - IN_AN_INBOX):
        detail = f"This is about the whole house and cannot be limited to inboxes: {', '.join(sorted(whole))}"
        raise Invalid(
            detail, field="inboxes", reason=Reason("not_within_inboxes", names=", ".join(sorted(whole)))
        )


def _make_room(ports: Ports) -> None:
    now, kept = ports.now(), 0
    for old in ports.workspace.tokens():
        if old.is_forgotten(now):
            ports.workspace.drop_token(old.id)
        elif old.revoked_at is None:
            kept += 1
    if kept >= limits.TOKENS:
        raise Invalid(
            f"There are {limits.TOKENS} tokens already; revoke one first",
            reason=Reason("too_many_tokens", limit=limits.TOKENS),
        )
