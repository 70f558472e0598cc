"""Sockets: opened by a ticket, closed by either side. What a frame of an agent may ask is a table here, that
of a chat's visitor in `chat_sockets.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import msgspec

from chalicelib import wiring
from chalicelib.domain import chat_ticket, self_test
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import (
    BandejaError,
    Blocked,
    NoSuchConversation,
    NotSignedIn,
    NotThroughTheSite,
    WrongOrigin,
)
from chalicelib.domain.ids import ConversationId, InboxId, is_identifier
from chalicelib.domain.permission import Permission, may, require
from chalicelib.domain.workspace import Agent
from chalicelib.handlers import followed_chats, frame_budget, metrics, origin, outside_signs, reading
from chalicelib.handlers.chat_answers import face_json
from chalicelib.handlers.chat_frames import AgentTyping, Peek, VisitorErrorFrame
from chalicelib.handlers.chat_sockets import answer_visitor
from chalicelib.handlers.frames import (
    LARGEST_FRAME,
    ClientFrame,
    Colleague,
    Doing,
    ErrorFrame,
    HelloAnswer,
    HelloFrame,
    PingAnswer,
    PingFrame,
    PresenceAnswer,
    PresenceFrame,
    PresentJson,
    ServerFrame,
    WatchAnswer,
    WatchFrame,
)
from chalicelib.handlers.log import correlated, log, trace_of
from chalicelib.handlers.metrics import Metric
from chalicelib.handlers.pushing import push
from chalicelib.ports.bundle import Ports
from chalicelib.ports.faces import face_of
from chalicelib.ports.stores import Connection
from chalicelib.usecases.check_connection import check_connection
from chalicelib.usecases.join_chat import Browser, join_chat
from chalicelib.usecases.join_live import join_live
from chalicelib.usecases.join_self_test import join_self_test
from chalicelib.usecases.leave_live import leave_live
from chalicelib.usecases.show_presence import show_presence
from chalicelib.usecases.watch_conversations import watch_conversations

OK = {"statusCode": 200}
REFUSED = {"statusCode": 403}


@dataclass(frozen=True, slots=True)
class Asked:
    """A frame of somebody who is signed in."""

    ports: Ports
    connection: Connection
    agent: Agent
    frame: Any


def on_connect(event: Any) -> dict[str, int]:
    """Let a browser of our own site in, with a ticket; everybody else gets 403 and no reason."""
    with metrics.counting():
        answer = _let_in(event)
        if answer is REFUSED:
            metrics.count(Metric.TOKEN_FAILED)
        return answer


def _let_in(event: Any) -> dict[str, int]:
    raw = event.to_dict()
    headers = raw.get("headers")
    ticket = str((raw.get("queryStringParameters") or {}).get("ticket") or "")
    try:
        origin.check_door(headers, wiring.origin_secret())
        own = origin.is_own(
            origin.header_of(headers, "origin"), origin.header_of(headers, "host"), wiring.public_url()
        )
        if ticket.startswith(chat_ticket.PREFIX):
            _join_visitor(event.connection_id, ticket, headers, own=own)
        elif not ticket or not own:
            return REFUSED
        elif ticket.startswith(self_test.TICKET):
            join_self_test(wiring.ports(), event.connection_id, ticket)
        else:
            join_live(wiring.ports(), event.connection_id, ticket)
    except (Blocked, NotSignedIn, NotThroughTheSite, WrongOrigin):
        return REFUSED
    except Exception as error:
        log.error("a socket could not be opened", extra={"trace": trace_of(error)})
        return {"statusCode": 503 if isinstance(error, BandejaError) else 500}
    return OK


def _join_visitor(connection_id: str, ticket: str, headers: Any, *, own: bool) -> None:
    """The page of a site that the channel allows, or of our own."""
    site = origin.site_of(origin.header_of(headers, "origin"))
    browser = Browser(
        user_agent=origin.header_of(headers, "user-agent"),
        country=origin.country_of(headers, wiring.settings().visitor_country),
        language=origin.header_of(headers, "accept-language").partition(",")[0],
    )
    join_chat(
        wiring.ports(),
        connection_id,
        ticket,
        browser,
        lambda settings: own or bool(site) and settings.allows(site),
    )


def on_frame(event: Any) -> dict[str, int]:
    """Answer one frame; whatever is wrong with it is an error frame, never an exception."""
    context = event.to_dict().get("requestContext", {})
    with correlated(str(context.get("requestId") or event.connection_id)):
        return _answered(event)


def _answered(event: Any) -> dict[str, int]:
    connection_id = event.connection_id
    ports = wiring.ports()
    peeked = _peek(event.body)
    is_visitor = False
    answer: Any
    try:
        connection, head = _socket(ports, connection_id, peeked)
        is_visitor = connection.visitor_id is not None
        if is_visitor:
            answer = answer_visitor(ports, connection, head, peeked, event.body)
        else:
            answer = _answer(ports, connection, check_connection(ports, connection), event.body)
    except NotSignedIn as error:
        push(ports, [connection_id], ErrorFrame(error.code, error.title))
        ports.sockets.close(connection_id)
        return OK
    except BandejaError as error:
        field = error.field or ("conversation" if isinstance(error, NoSuchConversation) else "")
        answer = _error(peeked, is_visitor, (error.code, error.detail or error.title, field))
    except Exception as error:
        log.error("a frame could not be answered", extra={"trace": trace_of(error)})
        answer = _error(peeked, is_visitor, ("Unexpected", "Something went wrong", ""))
    if answer:
        push(ports, [connection_id], answer)
    return OK


def _error(peeked: Peek, is_visitor: bool, told: tuple[str, str, str]) -> Any:
    code, detail, field = told
    if is_visitor:
        return VisitorErrorFrame(code=code, detail=detail, field=field, id=peeked.id)
    return ErrorFrame(code, detail, field)


def _peek(body: str) -> Peek:
    """What can be told of a frame before it is known whose it is; nothing of one that makes no sense."""
    try:
        return msgspec.json.decode(body, type=Peek)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return Peek()


def _socket(ports: Ports, connection_id: str, peeked: Peek) -> tuple[Connection, Conversation | None]:
    """The socket, and with a visitor's words the conversation they go to, in one request.

    Raises `NotSignedIn`.
    """
    ahead, head = _read_ahead(ports, connection_id, peeked), None
    if ahead:
        connection, head = ports.chat_reads.socket_and_head(connection_id, ahead, ports.now())
    else:
        connection = ports.live.connection(connection_id, ports.now())
    if connection is None:
        raise NotSignedIn("This socket has ended; open another one")
    if connection.visitor_id is not None:
        followed_chats.follows(ports, connection_id, connection.conversation_id)
    return connection, head


def _read_ahead(ports: Ports, connection_id: str, peeked: Peek) -> ConversationId | None:
    """The conversation that words go to, as far as that can be told before anything is read."""
    if peeked.type != "say":
        return None
    if peeked.conversation is None:
        return followed_chats.followed_by(ports, connection_id)
    return ConversationId(peeked.conversation) if is_identifier(peeked.conversation) else None


def on_disconnect(event: Any) -> dict[str, int]:
    """The socket is gone: whoever watches the same conversation is told."""
    ports = wiring.ports()
    frame_budget.forget(ports, event.connection_id)
    followed_chats.follows(ports, event.connection_id, None)
    try:
        if gone := leave_live(ports, event.connection_id):
            colleague = Colleague(gone.agent_id, gone.agent_name)
            push(ports, gone.tell, PresenceAnswer(gone.conversation_id, colleague, "left"))
    except Exception as error:
        log.error("a socket could not be taken leave of", extra={"trace": trace_of(error)})
    return OK


def _answer(ports: Ports, connection: Connection, agent: Agent, body: str) -> ServerFrame | None:
    frame = reading.frame(body, ClientFrame, LARGEST_FRAME)
    permission, run = FRAMES[type(frame)]
    require(agent, permission)
    return run(Asked(ports, connection, agent, frame))


def _hello(asked: Asked) -> ServerFrame:
    return HelloAnswer(asked.agent.id)


def _watch(asked: Asked) -> ServerFrame:
    frame: WatchFrame = asked.frame
    inboxes = [InboxId(inbox) for inbox in frame.inboxes]
    conversation_id = _conversation(frame.conversation) if frame.conversation else None
    present = watch_conversations(asked.ports, asked.connection, inboxes, conversation_id)
    return WatchAnswer(
        list(inboxes),
        conversation_id,
        [PresentJson(Colleague(row.agent_id, row.agent_name), cast(Doing, row.doing)) for row in present],
    )


def _presence(asked: Asked) -> None:
    """Told to the others; whoever did it knows."""
    frame: PresenceFrame = asked.frame
    conversation_id = _conversation(frame.conversation)
    shown = show_presence(asked.ports, asked.connection, asked.agent, conversation_id, frame.doing)
    answer = PresenceAnswer(
        conversation_id, Colleague(asked.agent.id, asked.agent.name), cast(Doing, shown.doing)
    )
    push(asked.ports, shown.tell, answer)
    if frame.outside and frame.doing == "replying" and may(asked.agent, Permission.REPLY):
        outside_signs.agent_types(asked.ports, conversation_id, asked.agent.id)
    if shown.visitors:
        face = face_json(face_of(asked.agent))
        push(asked.ports, shown.visitors, AgentTyping(conversation_id, face, shown.doing == "replying"))


def _ping(asked: Asked) -> ServerFrame:
    frame: PingFrame = asked.frame
    if not frame.conversation:
        return PingAnswer(None, None)
    conversation_id = _conversation(frame.conversation)
    return PingAnswer(conversation_id, asked.ports.conversations.head(conversation_id).seq)


FRAMES: dict[type[Any], tuple[Permission, Callable[[Asked], ServerFrame | None]]] = {
    HelloFrame: (Permission.OWN_ACCOUNT, _hello),
    WatchFrame: (Permission.SEE_CONVERSATIONS, _watch),
    PresenceFrame: (Permission.SEE_CONVERSATIONS, _presence),
    PingFrame: (Permission.SEE_CONVERSATIONS, _ping),
}


def _conversation(given: str) -> ConversationId:
    if not is_identifier(given):
        raise NoSuchConversation(field="conversation")
    return ConversationId(given)
