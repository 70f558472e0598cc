"""HTTP: API tokens for programs: making, listing, revoking them. For admins, and never with a token.

Use-cases and the query are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import InboxId
from chalicelib.domain.permission import Permission
from chalicelib.domain.reason import Reason
from chalicelib.handlers.answers import Page
from chalicelib.handlers.bodies import Body, EmptyBody, Identifier, Name, Query
from chalicelib.handlers.http import SessionCall, SessionRoutes

if TYPE_CHECKING:
    from chalicelib.queries.token_list import ListedToken

routes = SessionRoutes(__name__)
TokenPermission = Literal[
    "see_conversations",
    "reply",
    "comment",
    "work",
    "see_team",
    "set_up_email",
    "set_up_chat",
    "set_up_platforms",
    "set_up_forms",
    "see_quarantine",
    "retry_quarantine",
    "release_quarantine",
    "drop_quarantine",
    "manage_webhooks",
]
"""Every permission that a token can have; a test compares."""


class TokenBody(Body):
    """POST /tokens. Without `inboxes` it reaches all of them; without `expires_in_days` it has no end."""

    name: Name
    permissions: Annotated[list[TokenPermission], msgspec.Meta(min_length=1, max_length=50)]
    inboxes: Annotated[list[Identifier], msgspec.Meta(max_length=100)] = []
    expires_in_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None


class TokenJson(msgspec.Struct):
    """An API token without its secret.

    `permissions` are those it was given, as far as its owner still has them. `inboxes` is empty for all of
    them. `last_used_at` may be ten minutes old.
    """

    id: str
    name: str
    permissions: list[str]
    inboxes: list[str]
    owner: str
    owner_name: str
    state: Literal["active", "expired", "revoked", "ownerless"]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewTokenJson(TokenJson):
    """The only answer that ever has the token itself."""

    token: str


@routes.route("/tokens", permission=Permission.MANAGE_TOKENS, answer=Page[TokenJson])
def get_tokens(call: SessionCall[Query]) -> Page[TokenJson]:
    """Everybody's tokens, the newest first; those revoked stay for 30 days."""
    from chalicelib.queries.token_list import token_list

    return Page([_token_json(one) for one in token_list(call.ports)], None)


@routes.route(
    "/tokens",
    method="POST",
    permission=Permission.MANAGE_TOKENS,
    body=TokenBody,
    answer=NewTokenJson,
    status=HTTPStatus.CREATED,
)
def post_tokens(call: SessionCall[TokenBody]) -> NewTokenJson:
    """Make one, which acts in one's own name. `token` is told only here: the same order again makes another.

    403 for a permission that no token can have, or that one does not have oneself.
    """
    from chalicelib.queries.token_list import listed
    from chalicelib.usecases.make_token import WantedToken, make_token

    given = call.given
    name = " ".join(given.name.split())
    if not name:
        raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))
    inboxes = tuple(InboxId(one) for one in given.inboxes)
    wanted = WantedToken(name, tuple(given.permissions), inboxes, given.expires_in_days)
    token, shown = make_token(call.ports, wanted, call.agent)
    return _new_token_json(listed(token, call.agent, call.ports.now()), shown)


@routes.route(
    "/tokens/{token_id}",
    method="DELETE",
    permission=Permission.MANAGE_TOKENS,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def delete_token(call: SessionCall[EmptyBody], token_id: str) -> None:
    """Revoke it, whoever made it: from now on it opens nothing. Again is harmless."""
    from chalicelib.usecases.revoke_token import revoke_token

    revoke_token(call.ports, token_id)


def _token_json(listed: ListedToken) -> TokenJson:
    token = listed.token
    return TokenJson(
        id=token.id,
        name=token.name,
        permissions=list(listed.may),
        inboxes=list(token.inboxes),
        owner=token.owner,
        owner_name=listed.owner_name,
        state=listed.state,
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        revoked_at=token.revoked_at,
    )


def _new_token_json(listed: ListedToken, token: str) -> NewTokenJson:
    return NewTokenJson(**msgspec.structs.asdict(_token_json(listed)), token=token)
