"""HTTP: looking at conversations, and starting one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

import msgspec
from chalice import Response

from chalicelib.domain import limits
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ContactId, ConversationId, InboxId
from chalicelib.domain.orders import NewMailOrder, Order
from chalicelib.domain.permission import Permission
from chalicelib.handlers import reading
from chalicelib.handlers.answers import ConversationDetail, ConversationJson, Page
from chalicelib.handlers.avatars import SVG, as_square
from chalicelib.handlers.bodies import EntriesQuery, Identifier, ListQuery, NewMailBody, Query, ReachBody, Seq
from chalicelib.handlers.contact_answers import ContactJson, UnreachableJson
from chalicelib.handlers.entry_answers import EntryJson
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.handlers.mailboxes import mailboxes
from chalicelib.handlers.showing import (
    contact_json,
    conversation_json,
    detail_json,
    entries_json,
    unreachable_json,
)
from chalicelib.handlers.written import plain_text
from chalicelib.queries.contact_card import contact_card
from chalicelib.queries.conversation_list import ListQuestion, conversation_list
from chalicelib.queries.conversation_thread import conversation_detail, conversation_stretch
from chalicelib.queries.stitched_log import Positions
from chalicelib.usecases.take_uploads import take_uploads

routes = AgentRoutes(__name__)


class Position(msgspec.Struct, forbid_unknown_fields=True):
    """What the cursor of a list holds."""

    p: str


class Place(msgspec.Struct, forbid_unknown_fields=True):
    """What the cursor of a log holds: where to go on in it, and in those of what was merged in."""

    b: Seq
    m: Annotated[dict[Identifier, Seq], msgspec.Meta(max_length=limits.MERGED)] = {}


@routes.route(
    "/conversations",
    permission=Permission.SEE_CONVERSATIONS,
    query=ListQuery,
    answer=Page[ConversationJson],
)
def get_conversations(call: AgentCall[ListQuery]) -> Page[ConversationJson]:
    """One view of one inbox, or of all when `inbox` is left out; newest activity first."""
    given = call.given
    after = reading.cursor_value(given.cursor, Position, "cursor").p if given.cursor else None
    page = conversation_list(
        call.ports, call.agent.id, ListQuestion(given.view, given.inbox, after, given.limit)
    )
    return Page([conversation_json(row) for row in page.rows], page.next and reading.cursor(p=page.next))


@routes.route(
    "/conversations",
    method="POST",
    permission=Permission.REPLY,
    body=NewMailBody,
    answer=ConversationDetail,
    status=HTTPStatus.CREATED,
)
def post_conversations(call: AgentCall[NewMailBody]) -> ConversationDetail:
    """Write to somebody first."""
    from chalicelib.usecases.start_conversation import start_conversation

    given = call.given
    order = NewMailOrder(
        inbox_id=InboxId(given.inbox),
        by=Order(call.agent, call.command),
        to=mailboxes(given.to, "to") or (),
        cc=mailboxes(given.cc, "cc") or (),
        bcc=mailboxes(given.bcc, "bcc") or (),
        subject=given.subject,
        text=plain_text(given.text, given.html),
        html=given.html,
        attachments=take_uploads(call.ports, call.agent.id, given.attachments),
    )
    taken = start_conversation(call.ports, order)
    return detail_json(conversation_detail(call.ports, taken.conversation_id))


@routes.route(
    "/conversations/{conversation_id}",
    permission=Permission.SEE_CONVERSATIONS,
    answer=ConversationDetail,
)
def get_conversation(call: AgentCall[Query], conversation_id: ConversationId) -> ConversationDetail:
    """One conversation, with whom an answer goes to and why it is where it is."""
    return detail_json(conversation_detail(call.ports, conversation_id))


@routes.route(
    "/conversations/{conversation_id}/entries",
    permission=Permission.SEE_CONVERSATIONS,
    query=EntriesQuery,
    answer=Page[EntryJson],
)
def get_entries(call: AgentCall[EntriesQuery], conversation_id: ConversationId) -> Page[EntryJson]:
    """Entries in ascending order, with those of what was merged in; `next` leads to older ones, as `before`.

    `after` asks for the own entries only: what was merged in has no new ones.
    """
    given = call.given
    stretch = conversation_stretch(
        call.ports,
        conversation_id,
        after=given.after,
        before=_before(conversation_id, given.before),
        limit=given.limit,
    )
    return Page(entries_json(stretch), _older(conversation_id, stretch.older) if stretch.older else None)


@routes.route("/contacts/{contact_id}", permission=Permission.SEE_CONVERSATIONS, answer=ContactJson)
def get_contact(call: AgentCall[Query], contact_id: ContactId) -> ContactJson:
    """A person, and their conversations."""
    return contact_json(contact_card(call.ports, contact_id))


@routes.route("/contacts/{contact_id}/avatars/{avatar}", permission=Permission.SEE_CONVERSATIONS, answer=SVG)
def get_contact_avatar(call: AgentCall[Query], contact_id: ContactId, avatar: str) -> Response:
    """The picture of a person, as a square: what `avatar` of a contact leads to."""
    from chalicelib.queries.contact_avatar import contact_avatar  # few processes ever show one

    told = {"Cache-Control": "private, max-age=86400", "Cross-Origin-Resource-Policy": "same-origin"}
    return as_square(contact_avatar(call.ports, contact_id, avatar), told)


@routes.route(
    "/unreachable",
    method="POST",
    permission=Permission.REPLY,
    body=ReachBody,
    answer=Page[UnreachableJson],
)
def post_unreachable(call: AgentCall[ReachBody]) -> Page[UnreachableJson]:
    """Those of these addresses at which mail bounced for good. A URL is no place for addresses, so: POST."""
    from chalicelib.queries.unreachable_addresses import unreachable_addresses

    asked = [address.strip().lower() for address in call.given.addresses]
    return Page([unreachable_json(mark) for mark in unreachable_addresses(call.ports, asked)], None)


def _before(conversation_id: ConversationId, given: str) -> Positions | None:
    """A cursor of an earlier answer, or plainly a `seq` of the own log."""
    if not given:
        return None
    if reading.SEQ.fullmatch(given):
        return {conversation_id: int(given)}
    try:
        place = reading.cursor_value(given, Place, "before")
    except Invalid:
        raise Invalid("A seq, or what an earlier answer gave as `next`", field="before") from None
    return {**{ConversationId(merged): seq for merged, seq in place.m.items()}, conversation_id: place.b}


def _older(conversation_id: ConversationId, older: Positions) -> str:
    merged = {other: seq for other, seq in older.items() if other != conversation_id}
    own = older.get(conversation_id, 1)
    return reading.cursor(b=own, m=merged) if merged else reading.cursor(b=own)
