"""HTTP: the key with which a customer's own server says who its visitors are. For admins only."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.identity_token import key_for
from chalicelib.domain.permission import Permission
from chalicelib.handlers.bodies import Body, Query
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.ports.visits import KEY

routes = AgentRoutes(__name__)
PATH = "/channels/{channel_id}/chat/identity"


class RenewBody(Body):
    """POST /channels/{channel_id}/chat/identity/renew: which key is to end."""

    generation: Annotated[int, msgspec.Meta(ge=1)]


class IdentityKeyJson(msgspec.Struct):
    """`key` signs JWTs (HS256) on the customer's server, and belongs into no page. `generation` counts
    the keys of this channel."""

    key: str
    generation: int


@routes.route(PATH, permission=Permission.SET_UP_CHAT, answer=IdentityKeyJson)
def get_identity(call: AgentCall[Query], channel_id: str) -> IdentityKeyJson:
    """The key of this channel."""
    channel = chat_channel(call.ports, channel_id)
    return _key(call.ports, call.ports.workspace.chat_settings(channel.id))


@routes.route(
    f"{PATH}/renew",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    body=RenewBody,
    answer=IdentityKeyJson,
)
def post_identity_renew(call: AgentCall[RenewBody], channel_id: str) -> IdentityKeyJson:
    """Another key; what the old one signed counts no longer."""
    from chalicelib.usecases.renew_identity_key import renew_identity_key

    return _key(call.ports, renew_identity_key(call.ports, channel_id, call.given.generation))


def _key(ports: Ports, settings: ChatSettings) -> IdentityKeyJson:
    generation = settings.identity_generation
    return IdentityKeyJson(key_for(ports.secrets.key(KEY), settings.id, generation), generation)
