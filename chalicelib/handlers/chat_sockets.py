"""Frames of a chat's visitor: a table of what each may ask, and of whom it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import KeyUsedForAnotherRequest, NoSuchConversation
from chalicelib.domain.ids import ConversationId, is_identifier
from chalicelib.domain.receipt import Taken
from chalicelib.domain.workspace import AgentState
from chalicelib.handlers import followed_chats, frame_budget, reading
from chalicelib.handlers.chat_answers import face_json, resumed, summary_json
from chalicelib.handlers.chat_frames import (
    Peek,
    SaidAnswer,
    ToVisitorFrame,
    VisitorClose,
    VisitorFrame,
    VisitorHello,
    VisitorHelloAnswer,
    VisitorPage,
    VisitorPing,
    VisitorPong,
    VisitorRate,
    VisitorResume,
    VisitorSay,
    VisitorSeen,
    VisitorStart,
    VisitorTyping,
)
from chalicelib.handlers.chat_words import begun_with, said_in, started_with
from chalicelib.handlers.frames import (
    LARGEST_FRAME,
    VisitorPageFrame,
    VisitorSeenFrame,
    VisitorTypingFrame,
)
from chalicelib.handlers.pushing import push
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_thread import HeadReadAhead
from chalicelib.ports.faces import face_of
from chalicelib.ports.recent_chats import recent_chat
from chalicelib.ports.stores import Connection
from chalicelib.queries.chat_availability import staffed
from chalicelib.queries.visitor_conversations import (
    own_conversation,
    visitor_conversations,
    visitor_stretch,
)
from chalicelib.usecases.close_chat import close_chat
from chalicelib.usecases.follow_chat import follow_chat
from chalicelib.usecases.know_visitor import know_visitor
from chalicelib.usecases.note_visit import note_visit
from chalicelib.usecases.rate_chat import rate_chat
from chalicelib.usecases.receive_message import receive_message


@dataclass(frozen=True, slots=True)
class VisitorAsked:
    """A frame of a visitor. `head` is the conversation that it names, if that was read with the socket."""

    ports: Ports
    connection: Connection
    head: Conversation | None
    frame: Any

    @property
    def conversation_id(self) -> ConversationId | None:
        """The conversation that the frame names, or the one that this socket follows."""
        named = getattr(self.frame, "conversation", None)
        if named is not None and not is_identifier(named):
            raise NoSuchConversation(field="conversation")
        return ConversationId(named) if named else self.connection.conversation_id

    def own(self) -> Conversation:
        """That conversation's head. Raises `NoSuchConversation` when there is none, or it is not theirs."""
        connection, id_ = self.connection, self.conversation_id
        if id_ is None or connection.channel_id is None:
            raise NoSuchConversation(field="conversation")
        return own_conversation(self.ports, connection.channel_id, connection.contact_id, id_)


def answer_visitor(
    ports: Ports, connection: Connection, head: Conversation | None, peeked: Peek, body: str
) -> ToVisitorFrame | None:
    """The answer to one frame. Raises what `handlers/sockets.py` turns into error frames.

    Each is counted before it is read: frames that make no sense cost as much as others.
    """
    frame_budget.count_frame(ports, connection.id, words=peeked.type == "say")
    frame = reading.frame(body, VisitorFrame, LARGEST_FRAME)
    return FRAMES[type(frame)](VisitorAsked(ports, connection, head, frame))


def _hello(asked: VisitorAsked) -> ToVisitorFrame:
    ports, connection = asked.ports, asked.connection
    assert connection.channel_id and connection.visitor_id
    if asked.frame.conversation:
        follow_chat(ports, connection, asked.own().id)
        _catch_up(asked)
    _note_page(asked)
    chat = recent_chat(ports, connection.channel_id)
    now = staffed(ports, chat.channel, chat.settings.availability)
    agents = [agent for agent in ports.workspace.agents() if agent.state is AgentState.ACTIVE]
    summaries = visitor_conversations(ports, connection.channel_id, connection.contact_id)
    return VisitorHelloAnswer(
        visitor=connection.visitor_id,
        channel=connection.channel_id,
        available=now.available,
        back_at=now.back_at,
        agents=[face_json(face_of(agent)) for agent in agents],
        conversations=[summary_json(one) for one in summaries],
    )


def _catch_up(asked: VisitorAsked) -> None:
    """What the page missed, before its list says that there is more: it need not ask."""
    after = asked.frame.after
    if not after:
        return
    head = asked.own()
    if head.shown_seq > after:
        push(asked.ports, [asked.connection.id], resumed(visitor_stretch(asked.ports, head, after)))


def _note_page(asked: VisitorAsked) -> None:
    page = asked.frame.page
    title, url = (page.title, page.url) if page else ("", "")
    note_visit(asked.ports, asked.connection, title=title, url=url)


def _start(asked: VisitorAsked) -> ToVisitorFrame:
    inbound = started_with(asked.ports, asked.connection, asked.frame)
    return _said(asked, begun_with(asked.ports, inbound, asked.frame.name))


def _say(asked: VisitorAsked) -> ToVisitorFrame:
    inbound = said_in(asked.ports, asked.connection, asked.frame, asked.conversation_id)
    taken = receive_message(asked.ports, inbound, ahead=HeadReadAhead(asked.head))
    if taken.content_hash != inbound.content_hash:
        raise KeyUsedForAnotherRequest("Make a new id for every message", field="id")
    return _said(asked, taken)


def _said(asked: VisitorAsked, taken: Taken) -> ToVisitorFrame:
    """The acknowledgement; from the first words on, the visitor is somebody and follows what they began."""
    conversation_id = taken.conversation_id
    connection = asked.connection
    if connection.conversation_id != conversation_id or connection.contact_id is None:
        contact_id = asked.ports.conversations.head(conversation_id).contact_id
        know_visitor(asked.ports, connection, contact_id, conversation_id)
        followed_chats.follows(asked.ports, connection.id, conversation_id)
    return SaidAnswer(asked.frame.id, conversation_id, taken.seq)


def _typing(asked: VisitorAsked) -> None:
    """Told to agents who have it open. Nothing is kept, and the conversation is not even looked at."""
    conversation_id, connection = asked.conversation_id, asked.connection
    if conversation_id is None or conversation_id != connection.conversation_id:
        return
    assert connection.channel_id
    text = ""
    if asked.frame.text and recent_chat(asked.ports, connection.channel_id).settings.preview:
        text = asked.frame.text
    _tell_agents(asked.ports, conversation_id, VisitorTypingFrame(conversation_id, asked.frame.on, text))


def _seen(asked: VisitorAsked) -> None:
    head = asked.own()
    through = min(asked.frame.seq, head.shown_seq)
    if through > head.seen_through:
        asked.ports.conversations.mark_seen(head.id, through)
        _tell_agents(asked.ports, head.id, VisitorSeenFrame(head.id, through))


def _rate(asked: VisitorAsked) -> None:
    rate_chat(asked.ports, asked.own().id, asked.frame.score, asked.frame.text)


def _close(asked: VisitorAsked) -> None:
    close_chat(asked.ports, asked.own().id)


def _resume(asked: VisitorAsked) -> ToVisitorFrame:
    """Follow first, then read: what happens between is told twice rather than never."""
    head = asked.own()
    follow_chat(asked.ports, asked.connection, head.id)
    return resumed(visitor_stretch(asked.ports, asked.own(), asked.frame.after))


def _page(asked: VisitorAsked) -> None:
    here = note_visit(asked.ports, asked.connection, title=asked.frame.title, url=asked.frame.url)
    conversation_id = asked.connection.conversation_id
    if here and here.pages and conversation_id:
        title, url = here.pages[0]
        _tell_agents(asked.ports, conversation_id, VisitorPageFrame(conversation_id, url, title))


def _ping(asked: VisitorAsked) -> ToVisitorFrame:
    note_visit(asked.ports, asked.connection)
    if asked.conversation_id is None:
        return VisitorPong(None, None)
    head = asked.own()
    return VisitorPong(head.id, head.shown_seq)


def _tell_agents(ports: Ports, conversation_id: ConversationId, frame: Any) -> None:
    watchers = ports.live.watchers_of(conversation_id, ports.now())
    push(ports, [one.id for one in watchers if one.agent_id], frame)


FRAMES: dict[type[Any], Callable[[VisitorAsked], ToVisitorFrame | None]] = {
    VisitorHello: _hello,
    VisitorStart: _start,
    VisitorSay: _say,
    VisitorTyping: _typing,
    VisitorSeen: _seen,
    VisitorRate: _rate,
    VisitorClose: _close,
    VisitorResume: _resume,
    VisitorPage: _page,
    VisitorPing: _ping,
}
"""A visitor needs no permission of an agent's: every one of these reaches their own conversations only."""
