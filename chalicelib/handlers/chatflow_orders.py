"""HTTP: what can be done with a chatflow: publish it, go back, switch it off, copy, move, put it back.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from http import HTTPStatus

from chalicelib.domain.orders import Order
from chalicelib.domain.permission import Permission
from chalicelib.handlers.answers import Page
from chalicelib.handlers.bodies import EmptyBody, Query
from chalicelib.handlers.chatflow_shapes import (
    ChatflowJson,
    CloneBody,
    PlaceBody,
    PublicationJson,
    VersionBody,
    chatflow_json,
    publication_json,
)
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.ports.chatflows import chatflow_there
from chalicelib.queries.conversation_thread import agent_names

routes = AgentRoutes(__name__)
PATH = "/chatflows/{chatflow_id}"


@routes.route(
    f"{PATH}/publish",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    body=VersionBody,
    answer=ChatflowJson,
)
def post_chatflow_publish(call: AgentCall[VersionBody], chatflow_id: str) -> ChatflowJson:
    """Visitors see the draft from now on. Refused (422) with the field that is not complete."""
    from chalicelib.usecases.publish_chatflow import publish_chatflow

    return chatflow_json(publish_chatflow(call.ports, chatflow_id, call.given.version, call.agent.id))


@routes.route(f"{PATH}/publications", permission=Permission.SEE_TEAM, answer=Page[PublicationJson])
def get_chatflow_publications(call: AgentCall[Query], chatflow_id: str) -> Page[PublicationJson]:
    """When it was published, and by whom, the newest first; the last 20 are kept."""
    flow = chatflow_there(call.ports, chatflow_id)
    known, names = call.ports.workspace.publications(flow.id), agent_names(call.ports)
    shown = next((one for one in known if one.content == flow.shown), None)
    return Page([publication_json(one, flow, names, is_shown=one is shown) for one in known], None)


@routes.route(
    f"{PATH}/publications/{{seq}}/draft",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    body=VersionBody,
    answer=ChatflowJson,
)
def post_publication_draft(call: AgentCall[VersionBody], chatflow_id: str, seq: int) -> ChatflowJson:
    """Make what was published then the draft; visitors see nothing of it until it is published."""
    from chalicelib.usecases.redraft_chatflow import redraft_chatflow

    return chatflow_json(redraft_chatflow(call.ports, chatflow_id, seq, call.given.version))


@routes.route(
    f"{PATH}/off", method="POST", permission=Permission.SET_UP_CHAT, body=VersionBody, answer=ChatflowJson
)
def post_chatflow_off(call: AgentCall[VersionBody], chatflow_id: str) -> ChatflowJson:
    """Visitors see it no longer; publishing switches it on again."""
    from chalicelib.usecases.switch_off_chatflow import switch_off_chatflow

    return chatflow_json(switch_off_chatflow(call.ports, chatflow_id, call.given.version))


@routes.route(
    f"{PATH}/clone",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    body=CloneBody,
    answer=ChatflowJson,
    status=HTTPStatus.CREATED,
)
def post_chatflow_clone(call: AgentCall[CloneBody], chatflow_id: str) -> ChatflowJson:
    """A draft of the same, right behind it."""
    from chalicelib.usecases.clone_chatflow import clone_chatflow

    name = " ".join(call.given.name.split())
    return chatflow_json(clone_chatflow(call.ports, chatflow_id, name, Order(call.agent, call.command)))


@routes.route(
    f"{PATH}/move",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    body=PlaceBody,
    answer=Page[ChatflowJson],
)
def post_chatflow_place(call: AgentCall[PlaceBody], chatflow_id: str) -> Page[ChatflowJson]:
    """Give it another place; all of the channel in their order now."""
    from chalicelib.usecases.move_chatflow import move_chatflow

    return Page(
        [chatflow_json(one) for one in move_chatflow(call.ports, chatflow_id, call.given.after)], None
    )


@routes.route(
    f"{PATH}/restore",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    body=EmptyBody,
    answer=ChatflowJson,
)
def post_chatflow_restore(call: AgentCall[EmptyBody], chatflow_id: str) -> ChatflowJson:
    """Take a deletion back: it is again what and where it was."""
    from chalicelib.usecases.restore_chatflow import restore_chatflow

    return chatflow_json(restore_chatflow(call.ports, chatflow_id))
