"""HTTP: who is on a website now, speaking to them, and wanting no more of them.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from chalicelib.domain.ids import ChannelId, ContactId, ConversationId, VisitorId
from chalicelib.domain.orders import Order
from chalicelib.domain.permission import Permission
from chalicelib.handlers.answers import ConversationDetail, Page
from chalicelib.handlers.bodies import EmptyBody, Query
from chalicelib.handlers.chat_answers import entries_json
from chalicelib.handlers.chat_frames import EntryFrame
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.handlers.pushing import push
from chalicelib.handlers.showing import detail_json
from chalicelib.handlers.showing_visitors import live_visitor_json, visitor_json
from chalicelib.handlers.visitor_shapes import LiveVisitorJson, StartChatBody, VisitorJson, VisitorsQuery
from chalicelib.ports.bundle import Ports
from chalicelib.queries.conversation_thread import conversation_detail
from chalicelib.queries.visitor_conversations import visitor_stretch
from chalicelib.queries.visitors_on_site import visitor_card, visitors_on_site

if TYPE_CHECKING:
    from chalicelib.usecases.start_chat import StartedChat

routes = AgentRoutes(__name__)


@routes.route(
    "/visitors", permission=Permission.SEE_CONVERSATIONS, query=VisitorsQuery, answer=Page[LiveVisitorJson]
)
def get_visitors(call: AgentCall[VisitorsQuery]) -> Page[LiveVisitorJson]:
    """Who has the chat of a website open, or had within five minutes; who came last is first, at most 100."""
    now = call.ports.now()
    found = visitors_on_site(call.ports, call.given.inbox)
    return Page([live_visitor_json(one, now) for one in found], None)


@routes.route(
    "/visitors/{channel_id}/{visitor_id}/chat",
    method="POST",
    permission=Permission.REPLY,
    body=StartChatBody,
    answer=ConversationDetail,
    status=HTTPStatus.CREATED,
)
def post_visitor_chat(
    call: AgentCall[StartChatBody], channel_id: ChannelId, visitor_id: VisitorId
) -> ConversationDetail:
    """Speak to somebody who is on the site: a new conversation, which their tabs are told of at once."""
    from chalicelib.usecases.start_chat import ChatOrder, start_chat

    order = ChatOrder(Order(call.agent, call.command), channel_id, visitor_id, call.given.text)
    started = start_chat(call.ports, order)
    _tell(call.ports, started)
    return detail_json(conversation_detail(call.ports, started.conversation_id))


def _tell(ports: Ports, started: StartedChat) -> None:
    """The tabs began to follow it after the commit, so nobody has told them of it yet."""
    stretch = visitor_stretch(ports, ports.conversations.head(started.conversation_id), 0)
    prev = 0
    for entry in entries_json(stretch):
        push(ports, started.tabs, EntryFrame(started.conversation_id, prev, entry))
        prev = entry.seq


@routes.route(
    "/conversations/{conversation_id}/visitor", permission=Permission.SEE_CONVERSATIONS, answer=VisitorJson
)
def get_conversation_visitor(call: AgentCall[Query], conversation_id: ConversationId) -> VisitorJson:
    """Who writes in a chat, and what their browser tells while they are on the site."""
    return visitor_json(visitor_card(call.ports, conversation_id))


@routes.route(
    "/contacts/{contact_id}/block",
    method="POST",
    permission=Permission.WORK,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def post_contact_block(call: AgentCall[EmptyBody], contact_id: ContactId) -> None:
    """They can have no chat any more: what is open is closed. Their mail is still taken in."""
    from chalicelib.usecases.block_contact import block_contact

    block_contact(call.ports, contact_id, call.agent.id)


@routes.route(
    "/contacts/{contact_id}/unblock",
    method="POST",
    permission=Permission.WORK,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def post_contact_unblock(call: AgentCall[EmptyBody], contact_id: ContactId) -> None:
    """They may have a chat again."""
    from chalicelib.usecases.block_contact import unblock_contact

    unblock_contact(call.ports, contact_id)
