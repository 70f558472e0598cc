"""What a visitor wrote, from a frame or a request, as a message at the door."""

from __future__ import annotations

from chalicelib.channels.chat.inbound import Words, said_message
from chalicelib.domain.chatflow import Chatflow, Content, filled_in
from chalicelib.domain.contact import Consent
from chalicelib.domain.entry import Attachment, Status
from chalicelib.domain.errors import Invalid, KeyUsedForAnotherRequest
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.inbound import InboundMessage, Said
from chalicelib.domain.receipt import Taken
from chalicelib.domain.visits import Page, page_of
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.chat_frames import VisitorSay, VisitorStart
from chalicelib.handlers.chat_shapes import ChatEmailBody
from chalicelib.ports.bundle import Ports
from chalicelib.ports.nameless import nameless
from chalicelib.ports.recent_chats import ChatChannel, recent_chat
from chalicelib.ports.stores import Connection
from chalicelib.ports.writing import kept_text
from chalicelib.queries.visitor_conversations import visitor_conversations
from chalicelib.usecases.note_claims import email_typed, note_claims
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.take_uploads import take_uploads


def said_in(
    ports: Ports, connection: Connection, frame: VisitorSay, conversation_id: ConversationId | None
) -> InboundMessage:
    """One message more; without a conversation it goes to their newest open one, or begins one."""
    chat = _chat(ports, connection)
    assert connection.visitor_id
    if conversation_id is None:
        conversation_id = _newest_open(ports, chat.channel, connection)
    said = Said(
        connection.visitor_id,
        conversation_id,
        connection.contact_id,
        name="" if conversation_id else nameless(ports, chat.channel, connection.visitor_id),
        nameless=True,
    )
    return said_message(chat.channel, said, _words(ports, chat, connection, frame), ports.now())


def started_with(ports: Ports, connection: Connection, frame: VisitorStart) -> InboundMessage:
    """The first message of a new conversation. Raises `Invalid` where the chatflow wants more of them."""
    chat = _chat(ports, connection)
    assert connection.visitor_id
    flow = flow_named(ports, chat.channel, frame.chatflow)
    content = flow.shown if flow else None
    email = _email(frame, content, known=connection.contact_id is not None)
    page = page_of(frame.page.title, frame.page.url) if frame.page else None
    said = Said(
        connection.visitor_id,
        contact_id=connection.contact_id,
        name=frame.name or email or nameless(ports, chat.channel, connection.visitor_id),
        nameless=not frame.name,
        email=email,
        consents=consents_in(ports, frame, content, page[1] if page else ""),
        assign_to=AgentId(content.build.assign) if content and content.build.assign else None,
        page=(page[0] or page[1]) if page else "",
        greeting=_greeting(chat.channel, frame, content, page or ("", "")),
    )
    return said_message(chat.channel, said, _words(ports, chat, connection, frame), ports.now())


def begun_with(ports: Ports, inbound: InboundMessage, name: str) -> Taken:
    """Take the first message of a conversation in. What somebody known says of themself is noted with it;
    of somebody new it stands in what is written of them then.

    Raises `KeyUsedForAnotherRequest` where its id was used for something else.
    """
    taken = receive_message(ports, inbound)
    if taken.content_hash != inbound.content_hash:
        raise KeyUsedForAnotherRequest("Make a new id for every message", field="id")
    said = inbound.said
    if said and said.contact_id and (said.email or said.consents or name):
        note_claims(ports, taken.conversation_id, email=said.email, name=name, consents=said.consents)
    return taken


def _chat(ports: Ports, connection: Connection) -> ChatChannel:
    assert connection.channel_id
    return recent_chat(ports, connection.channel_id)


def _words(
    ports: Ports, chat: ChatChannel, connection: Connection, frame: VisitorSay | VisitorStart
) -> Words:
    files: tuple[Attachment, ...] = ()
    if frame.files:
        if not chat.settings.uploads:
            raise Invalid("No files can be sent here", field="files")
        assert connection.visitor_id
        files = take_uploads(ports, connection.visitor_id, frame.files, field="files")
    if not frame.text.strip() and not files:
        raise Invalid("Write something", field="text")
    _, _, full_text = kept_text(ports.blobs, frame.text)
    return Words(frame.id, frame.text, full_text, files)


def _newest_open(ports: Ports, channel: Channel, connection: Connection) -> ConversationId | None:
    for one in visitor_conversations(ports, channel.id, connection.contact_id):
        if one.head.status is Status.OPEN:
            return one.head.id
    return None


def flow_named(ports: Ports, channel: Channel, chatflow_id: str | None) -> Chatflow | None:
    """The chatflow as it is published; one that was taken off meanwhile asks for nothing any more."""
    if chatflow_id is None:
        return None
    return next((flow for flow in ports.workspace.chatflows(channel.id) if flow.id == chatflow_id), None)


def _email(frame: VisitorStart, content: Content | None, *, known: bool) -> str:
    """The address that they gave. Raises `Invalid` where it has to be one."""
    email = email_typed(frame.email)
    asked = content.build.email if content else None
    if asked and asked.ask == "before" and asked.required and not email and not known:
        raise Invalid("Say where to answer", field="email")
    return email


def _greeting(channel: Channel, frame: VisitorStart, content: Content | None, page: Page) -> str:
    """The welcome that was published, as their page showed it; of its address what may be kept."""
    if content is None:
        return ""
    words = content.build.welcome
    values = {"name": frame.name, "email": frame.email, "company": channel.company_name}
    text = words.es if frame.language == "es" else words.en
    return filled_in(text or words.en or words.es, {**values, "page": page[0], "url": page[1]})


def consents_in(
    ports: Ports, frame: VisitorStart | ChatEmailBody, content: Content | None, page: str
) -> tuple[Consent, ...]:
    """What they agreed to, in the words that were published. Raises `Invalid` where they must."""
    asked = content.options.consent if content else None
    if asked is None:
        return ()
    if not frame.consent:
        if asked.required:
            raise Invalid("This has to be agreed to first", field="consent")
        return ()
    words = asked.text.es if frame.language == "es" else asked.text.en
    return (Consent(words or asked.text.en or asked.text.es, ports.now(), page),)
