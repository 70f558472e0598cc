"""HTTP: a mail as a person looks at it: its document, its source, what its files say, its pictures.
What a platform told and nobody can read here has a source too.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

from http import HTTPStatus

from chalice import Response

from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.domain.permission import Permission
from chalicelib.handlers.bodies import EmptyBody, FrameQuery, Query, SourceQuery
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.handlers.mail_answers import CardsJson, SourceJson
from chalicelib.handlers.showing_mail import cards_json, source_json, told_json
from chalicelib.queries.contact_card import addresses_of
from chalicelib.queries.stored_file import file_link, raw_id

routes = AgentRoutes(__name__)


@routes.route(
    "/conversations/{conversation_id}/entries/{seq}/html",
    permission=Permission.SEE_CONVERSATIONS,
    query=FrameQuery,
    answer="text/html",
)
def get_frame(call: AgentCall[FrameQuery], conversation_id: ConversationId, seq: int) -> Response:
    """A message as a document of its own, for a frame without scripts. Old text is folded in it."""
    from chalicelib.channels.email.folding import safe_folded_html  # loaded only when mail is shown
    from chalicelib.channels.email.quoting import newest_part
    from chalicelib.queries.message_frame import FrameLook, message_frame

    given = call.given
    look = FrameLook(remote_images=given.images == 1, theme=given.theme, paper=given.paper)
    frame = message_frame(call.ports, conversation_id, seq, look, (safe_folded_html, newest_part))
    headers: dict[str, str | list[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": frame.policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        # what the team remembers about a sender may change at any time
        "Cache-Control": "no-store" if frame.may_change else "private, max-age=300",
    }
    return Response(frame.document, headers=headers)


@routes.route(
    "/conversations/{conversation_id}/entries/{seq}/source",
    permission=Permission.SEE_CONVERSATIONS,
    query=SourceQuery,
    answer=SourceJson,
)
def get_source(
    call: AgentCall[SourceQuery], conversation_id: ConversationId, seq: int
) -> SourceJson | Response:
    """All headers decoded, and the beginning of the raw mail; `download=1` redirects to the whole of it.

    Of what a platform told and is shown as unsupported: no headers, and the JSON as it came.
    """
    from chalicelib.channels.email.source import read_source  # loaded only when somebody looks
    from chalicelib.queries.entry_source import entry_source

    whole = raw_id(conversation_id, seq)
    if call.given.download == 1:
        link = file_link(call.ports, whole, inline=False)
        headers: dict[str, str | list[str]] = {"Location": link, "Cache-Control": "no-store"}
        return Response("", headers=headers, status_code=HTTPStatus.FOUND)
    raw, is_mail = entry_source(call.ports, conversation_id, seq)
    return source_json(read_source(raw), whole) if is_mail else told_json(raw, whole)


@routes.route(
    "/conversations/{conversation_id}/entries/{seq}/cards",
    permission=Permission.SEE_CONVERSATIONS,
    answer=CardsJson,
)
def get_cards(call: AgentCall[Query], conversation_id: ConversationId, seq: int) -> CardsJson:
    """The invitations and address cards among the files of a message."""
    from chalicelib.channels.email.calendar import newest_of_each, read_calendar
    from chalicelib.channels.email.contact_cards import read_contact_cards
    from chalicelib.queries.message_cards import message_cards

    cards = message_cards(call.ports, conversation_id, seq, read_calendar, read_contact_cards)
    return cards_json(newest_of_each(cards.events), cards.people)


@routes.route(
    "/conversations/{conversation_id}/entries/{seq}/pictures",
    method="POST",
    permission=Permission.WORK,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def post_pictures(call: AgentCall[EmptyBody], conversation_id: ConversationId, seq: int) -> None:
    """Always load the pictures of this sender, for the whole team. Refused where the sender is not proven."""
    from chalicelib.usecases.trust_pictures import trust_pictures

    trust_pictures(call.ports, conversation_id, seq, call.agent)


@routes.route(
    "/conversations/{conversation_id}/entries/{seq}/pictures",
    method="DELETE",
    permission=Permission.WORK,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def delete_sender_pictures(call: AgentCall[EmptyBody], conversation_id: ConversationId, seq: int) -> None:
    """Ask again before pictures of this sender are loaded."""
    from chalicelib.queries.message_sender import message_sender
    from chalicelib.usecases.distrust_pictures import distrust_pictures

    distrust_pictures(call.ports, [message_sender(call.ports, conversation_id, seq).address])


@routes.route(
    "/contacts/{contact_id}/pictures",
    method="DELETE",
    permission=Permission.WORK,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def delete_pictures(call: AgentCall[EmptyBody], contact_id: ContactId) -> None:
    """Ask again before pictures of this person are loaded, whichever address they come from."""
    from chalicelib.usecases.distrust_pictures import distrust_pictures

    distrust_pictures(call.ports, addresses_of(call.ports.contacts.get(contact_id)))
