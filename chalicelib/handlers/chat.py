"""HTTP: what a chat's page asks besides its socket: a session, tickets, earlier conversations, files.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from chalicelib import wiring
from chalicelib.domain.contact import Contact
from chalicelib.domain.entry import Status
from chalicelib.domain.errors import Invalid, NoSuchConversation, NoSuchFile
from chalicelib.domain.ids import AgentId, ContactId, ConversationId, is_identifier
from chalicelib.domain.visits import page_of
from chalicelib.handlers.answers import UploadJson
from chalicelib.handlers.bodies import EmptyBody
from chalicelib.handlers.chat_answers import entries_json, summary_json
from chalicelib.handlers.chat_frames import PageJson, VisitorStart
from chalicelib.handlers.chat_http import ChatCall, ChatRoutes, VisitorCall
from chalicelib.handlers.chat_shapes import (
    ChatAfterQuery,
    ChatAwayBody,
    ChatConversationBody,
    ChatConversationJson,
    ChatEmailBody,
    ChatFileJson,
    ChatIdentifyBody,
    ChatPersonJson,
    ChatSaidJson,
    ChatSessionBody,
    ChatSessionJson,
    ChatTicketJson,
    ChatUploadBody,
)
from chalicelib.handlers.chat_words import begun_with, consents_in, flow_named, started_with
from chalicelib.handlers.reading import SEQ
from chalicelib.ports.recent_chats import chat_with_settings
from chalicelib.ports.stores import Connection
from chalicelib.ports.visits import KEY, contact_of_visitor, count_source, is_identified
from chalicelib.queries.chat_availability import staffed
from chalicelib.queries.stored_file import file_link
from chalicelib.queries.visitor_conversations import own_conversation, visitor_conversations, visitor_stretch
from chalicelib.usecases.note_claims import note_claims
from chalicelib.usecases.offer_upload import offer_upload

routes = ChatRoutes(__name__)
MOST_LEFT, MOST_UPLOADS, MOST_CLAIMS = 20, 60, 30
"""What one visitor may do over HTTP within ten minutes; a socket counts its frames."""


@routes.route("/chat/session", method="POST", visitor=False, body=ChatSessionBody, answer=ChatSessionJson)
def post_chat_session(call: ChatCall[ChatSessionBody]) -> ChatSessionJson:
    """Open the chat of a channel. A token that is bad or has ended makes a new visitor, and no error."""
    from chalicelib.usecases.begin_visit import begin_visit

    ports, chat = call.ports, chat_with_settings(call.ports, call.given.channel)
    call.check_site(chat.settings)
    visit = begin_visit(ports, chat.channel, call.given.token or call.token, source=call.source)
    now = staffed(ports, chat.channel, chat.settings.availability)
    contact = visit.contact
    summaries = visitor_conversations(ports, chat.channel.id, contact.id if contact else None)
    person = _person(contact)
    return ChatSessionJson(
        token=visit.token,
        visitor=visit.visitor.id,
        channel=chat.channel.id,
        name=person.name,
        email=person.email,
        identified=person.identified,
        available=now.available,
        back_at=now.back_at,
        conversations=[summary_json(one) for one in summaries],
    )


@routes.route("/chat/ticket", method="POST", answer=ChatTicketJson, status=HTTPStatus.CREATED)
def post_chat_ticket(call: VisitorCall[EmptyBody]) -> ChatTicketJson:
    """A ticket for one socket, good for 30 seconds."""
    from chalicelib.usecases.issue_chat_ticket import issue_chat_ticket

    ticket, expires_at = issue_chat_ticket(call.ports, call.visitor, source=call.source)
    site = wiring.public_url().replace("http", "ws", 1)
    return ChatTicketJson(ticket, expires_at, f"{site}/socket?ticket={ticket}")


@routes.route("/chat/conversations/{conversation_id}", query=ChatAfterQuery, answer=ChatConversationJson)
def get_chat_conversation(
    call: VisitorCall[ChatAfterQuery], conversation_id: ConversationId
) -> ChatConversationJson:
    """One of the visitor's conversations, or what came after `after`."""
    head = own_conversation(call.ports, call.visitor.channel_id, _contact_id(call), conversation_id)
    stretch = visitor_stretch(call.ports, head, call.given.after)
    return ChatConversationJson(
        conversation=head.id,
        seq=head.shown_seq,
        closed=head.status is Status.CLOSED,
        seen_by_team=head.opened_through,
        entries=entries_json(stretch),
        more=stretch.more,
    )


@routes.route(
    "/chat/uploads", method="POST", body=ChatUploadBody, answer=UploadJson, status=HTTPStatus.CREATED
)
def post_chat_uploads(call: VisitorCall[ChatUploadBody]) -> UploadJson:
    """Where to put one file; its id goes into `files` of a message."""
    if not call.chat.settings.uploads:
        raise Invalid("No files can be sent here")
    count_source(call.ports, "upload", call.visitor.id, MOST_UPLOADS)
    given = call.given
    offered = offer_upload(
        call.ports, call.visitor.id, name=given.name, content_type=given.content_type, size=given.size
    )
    return UploadJson(offered.id, _absolute(offered.slot.url), dict(offered.slot.fields))


@routes.route("/chat/attachments/{attachment_id}", answer=ChatFileJson)
def get_chat_attachment(call: VisitorCall[EmptyBody], attachment_id: str) -> ChatFileJson:
    """Where a file of one of the visitor's conversations is to be had, for some minutes."""
    conversation, _, rest = attachment_id.partition("-")
    seq = rest.partition("-")[0]
    if not is_identifier(conversation) or not SEQ.fullmatch(seq):
        raise NoSuchFile()
    try:
        head = own_conversation(call.ports, call.visitor.channel_id, _contact_id(call), conversation)
    except NoSuchConversation as error:
        raise NoSuchFile() from error
    shown = visitor_stretch(call.ports, head, int(seq) - 1).entries[:1]
    if not shown or shown[0].seq != int(seq) or attachment_id.endswith("raw"):
        raise NoSuchFile()
    return ChatFileJson(_absolute(file_link(call.ports, attachment_id, inline=True)))


@routes.route("/chat/identify", method="POST", body=ChatIdentifyBody, answer=ChatPersonJson)
def post_chat_identify(call: VisitorCall[ChatIdentifyBody]) -> ChatPersonJson:
    """The visitor is who a token of the customer's server says: a JWT, HS256, with the channel's key."""
    from chalicelib.domain import identity_token
    from chalicelib.usecases.identify_visitor import identify_visitor

    count_source(call.ports, "claim", call.visitor.id, MOST_CLAIMS)
    generation = call.chat.settings.identity_generation
    key = identity_token.key_for(call.ports.secrets.key(KEY), call.visitor.channel_id, generation)
    who = identity_token.identified_by(key, call.given.token, call.ports.now())
    return _person(identify_visitor(call.ports, call.visitor, who))


@routes.route("/chat/email", method="POST", body=ChatEmailBody, answer=ChatPersonJson)
def post_chat_email(call: VisitorCall[ChatEmailBody]) -> ChatPersonJson:
    """Where to answer once they have left."""
    count_source(call.ports, "claim", call.visitor.id, MOST_CLAIMS)
    given = call.given
    if not given.email.strip():
        raise Invalid("Say where to answer", field="email")
    head = own_conversation(call.ports, call.visitor.channel_id, _contact_id(call), given.conversation)
    flow = flow_named(call.ports, call.chat.channel, given.chatflow)
    consents = consents_in(call.ports, given, flow.shown if flow else None, "")
    return _person(note_claims(call.ports, head.id, email=given.email, name=given.name, consents=consents))


@routes.route(
    "/chat/transcript",
    method="POST",
    body=ChatConversationBody,
    answer=ChatPersonJson,
    status=HTTPStatus.ACCEPTED,
)
def post_chat_transcript(call: VisitorCall[ChatConversationBody]) -> ChatPersonJson:
    """Send what was said to the address that is known of the visitor."""
    from chalicelib.usecases.send_transcript import send_transcript

    given = call.given
    head = own_conversation(call.ports, call.visitor.channel_id, _contact_id(call), given.conversation)
    send_transcript(call.ports, head.id, call.chat.channel, given.language)
    return _person(contact_of_visitor(call.ports, call.visitor))


@routes.route("/chat/away", method="POST", body=ChatAwayBody, answer=ChatSaidJson, status=HTTPStatus.CREATED)
def post_chat_away(call: VisitorCall[ChatAwayBody]) -> ChatSaidJson:
    """A new conversation without a socket, as `start` begins one."""
    count_source(call.ports, "left", call.visitor.id, MOST_LEFT)
    given, contact = call.given, contact_of_visitor(call.ports, call.visitor)
    frame = VisitorStart(
        id=given.id,
        text=given.text,
        chatflow=given.chatflow,
        email=given.email,
        name=given.name,
        consent=given.consent,
        language=given.language,
        page=PageJson(given.url, given.title) if page_of(given.title, given.url) else None,
        files=given.files,
    )
    asker = Connection(
        "",
        AgentId(""),
        "",
        call.ports.now(),
        visitor_id=call.visitor.id,
        channel_id=call.visitor.channel_id,
        contact_id=contact.id if contact else None,
    )
    taken = begun_with(call.ports, started_with(call.ports, asker, frame), given.name)
    return ChatSaidJson(given.id, taken.conversation_id, taken.seq)


def _absolute(url: str) -> str:
    """As a page of another site can use it; at home links begin at our own root."""
    return f"{wiring.public_url()}{url}" if url.startswith("/") else url


def _contact_id(call: VisitorCall[Any]) -> ContactId | None:
    contact = contact_of_visitor(call.ports, call.visitor)
    return contact.id if contact else None


def _person(contact: Contact | None) -> ChatPersonJson:
    """What the visitor is told of themself: what they said, or what was proven of them."""
    if contact is None:
        return ChatPersonJson("", "", identified=False)
    name = "" if contact.nameless else contact.name
    return ChatPersonJson(name, contact.email, is_identified(contact))
