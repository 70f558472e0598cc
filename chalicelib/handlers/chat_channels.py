"""HTTP: how the chat of a website behaves.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from chalicelib import wiring
from chalicelib.domain.errors import Invalid
from chalicelib.domain.permission import Permission
from chalicelib.domain.reason import Reason
from chalicelib.handlers.bodies import Query
from chalicelib.handlers.chat_channel_shapes import (
    ChatSettingsBody,
    ChatSettingsJson,
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


@routes.route(PATH, permission=Permission.SEE_TEAM, answer=ChatSettingsJson)
def get_chat(call: AgentCall[Query], channel_id: str) -> ChatSettingsJson:
    """How the chat of a channel behaves, and what to paste into a page."""
    return chat_json(call.ports, channel_id)


@routes.route(
    PATH, method="PUT", permission=Permission.SET_UP_CHAT, body=ChatSettingsBody, answer=ChatSettingsJson
)
def put_chat(call: AgentCall[ChatSettingsBody], channel_id: str) -> ChatSettingsJson:
    """Change it; what is not named stays. Refused when somebody changed it since `version` was read."""
    from chalicelib.usecases.change_chat_settings import ChatChange, change_chat_settings

    given = call.given
    channel = of_channel(given)
    if channel.get("name") == "":
        raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))
    change_chat_settings(call.ports, channel_id, ChatChange(given.version, settings_of(given), channel))
    return chat_json(call.ports, channel_id)


def chat_json(ports: Ports, channel_id: str) -> ChatSettingsJson:
    """The settings of a chat channel as they are now. Raises `NoSuchChannel`."""
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
