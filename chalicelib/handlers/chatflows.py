"""HTTP: chatflows: which there are, drafting them, and who would see which.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from http import HTTPStatus

from chalicelib.domain.errors import Invalid
from chalicelib.domain.orders import Order
from chalicelib.domain.permission import Permission
from chalicelib.domain.reason import Reason
from chalicelib.handlers.answers import Page
from chalicelib.handlers.bodies import EmptyBody, Query
from chalicelib.handlers.chatflow_shapes import (
    ChatflowBody,
    ChatflowJson,
    ChatflowsQuery,
    NewChatflowBody,
    PreviewBody,
    WhoSeesJson,
    chatflow_json,
    content_of,
    facts_of,
    who_sees_json,
)
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.ports.chatflows import chatflow_there
from chalicelib.queries.who_would_see import who_would_see

routes = AgentRoutes(__name__)
PATH = "/chatflows/{chatflow_id}"


@routes.route("/chatflows", permission=Permission.SEE_TEAM, query=ChatflowsQuery, answer=Page[ChatflowJson])
def get_chatflows(call: AgentCall[ChatflowsQuery]) -> Page[ChatflowJson]:
    """All of a channel in their order: a visitor sees the first one that fits. At most 100."""
    channel = chat_channel(call.ports, call.given.channel)
    flows = call.ports.workspace.chatflows(channel.id, dropped=call.given.dropped == 1)
    kept = [flow for flow in flows if not flow.is_forgotten(call.ports.now())]
    return Page([chatflow_json(flow) for flow in kept], None)


@routes.route(
    "/chatflows",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    body=NewChatflowBody,
    answer=ChatflowJson,
    status=HTTPStatus.CREATED,
)
def post_chatflows(call: AgentCall[NewChatflowBody]) -> ChatflowJson:
    """Begin a draft, before all others."""
    from chalicelib.usecases.create_chatflow import create_chatflow

    given = call.given
    order = Order(call.agent, call.command)
    return chatflow_json(create_chatflow(call.ports, given.channel, _name(given.name), order))


@routes.route(PATH, permission=Permission.SEE_TEAM, answer=ChatflowJson)
def get_chatflow(call: AgentCall[Query], chatflow_id: str) -> ChatflowJson:
    """One of them."""
    return chatflow_json(chatflow_there(call.ports, chatflow_id))


@routes.route(PATH, method="PUT", permission=Permission.SET_UP_CHAT, body=ChatflowBody, answer=ChatflowJson)
def put_chatflow(call: AgentCall[ChatflowBody], chatflow_id: str) -> ChatflowJson:
    """Save its name or draft; visitors see nothing of it until it is published.

    Refused (409, `ChangedMeanwhile`) when somebody changed it since `version` was read.
    """
    from chalicelib.usecases.save_chatflow import save_chatflow

    given = call.given
    name = None if given.name is None else _name(given.name)
    draft = content_of(given.draft)
    return chatflow_json(save_chatflow(call.ports, chatflow_id, given.version, name=name, draft=draft))


@routes.route(
    PATH,
    method="DELETE",
    permission=Permission.SET_UP_CHAT,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def delete_chatflow(call: AgentCall[EmptyBody], chatflow_id: str) -> None:
    """Delete it; it can be put back for 30 days."""
    from chalicelib.usecases.drop_chatflow import drop_chatflow

    drop_chatflow(call.ports, chatflow_id)


@routes.route(
    "/chatflows/preview",
    method="POST",
    permission=Permission.SEE_TEAM,
    body=PreviewBody,
    answer=WhoSeesJson,
)
def post_chatflow_preview(call: AgentCall[PreviewBody]) -> WhoSeesJson:
    """Who would see this? Every chatflow with the reason, and the one that wins. Changes nothing."""
    given = call.given
    seen = who_would_see(
        call.ports, given.channel, facts_of(given), drafts=given.drafts, available=given.available
    )
    return who_sees_json(seen)


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))
    return name
