"""HTTP: the chat of a website: connecting it, and how it behaves.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from http import HTTPStatus

from chalicelib import wiring
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.permission import Permission
from chalicelib.handlers.bodies import Query
from chalicelib.handlers.chat_channel_shapes import (
    ChatSettingsBody,
    ChatSettingsJson,
    NewChannelBody,
    chat_settings_json,
    of_channel,
    settings_of,
)
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.queries.chat_availability import staffed

routes = AgentRoutes(__name__)
PATH = "/channels/{channel_id}/chat"


@routes.route(
    "/channels",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    body=NewChannelBody,
    answer=ChatSettingsJson,
    status=HTTPStatus.CREATED,
)
def post_channels(call: AgentCall[NewChannelBody]) -> ChatSettingsJson:
    """Connect a website to an inbox. A first chatflow, which everybody sees, is live at once."""
    from chalicelib.usecases.connect_chat import connect_chat

    given = call.given
    name = " ".join(given.name.split())
    if not name:
        raise Invalid("A name has at least one letter", field="name")
    made = connect_chat(call.ports, InboxId(given.inbox), name, Order(call.agent, call.command))
    return _shown(call.ports, made.id)


@routes.route(PATH, permission=Permission.SEE_TEAM, answer=ChatSettingsJson)
def get_chat(call: AgentCall[Query], channel_id: str) -> ChatSettingsJson:
    """How the chat of a channel behaves, and what to paste into a page."""
    return _shown(call.ports, channel_id)


@routes.route(
    PATH, method="PUT", permission=Permission.SET_UP_CHAT, body=ChatSettingsBody, answer=ChatSettingsJson
)
def put_chat(call: AgentCall[ChatSettingsBody], channel_id: str) -> ChatSettingsJson:
    """Change it; what is not named stays. Refused when somebody changed it since `version` was read."""
    from chalicelib.usecases.change_chat_settings import ChatChange, change_chat_settings

    given = call.given
    channel = of_channel(given)
    if channel.get("name") == "":
        raise Invalid("A name has at least one letter", field="name")
    change_chat_settings(call.ports, channel_id, ChatChange(given.version, settings_of(given), channel))
    return _shown(call.ports, channel_id)


def _shown(ports: Ports, channel_id: str) -> ChatSettingsJson:
    from chalicelib.domain.install_snippet import install_snippet, script_url

    channel = chat_channel(ports, channel_id)
    settings = ports.workspace.chat_settings(channel.id)
    now, site = staffed(ports, channel, settings.availability), wiring.public_url()
    return chat_settings_json(
        channel,
        settings,
        snippet=install_snippet(site, channel.id),
        script_url=script_url(site, channel.id),
        available=now.available,
        back_at=now.back_at,
    )
