"""Sockets of agents: opened by a ticket, closed by either side, and a table of what a frame may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

import msgspec

from chalicelib import wiring
from chalicelib.domain import self_test
from chalicelib.domain.errors import (
    BandejaError,
    Invalid,
    NoSuchConversation,
    NotSignedIn,
    NotThroughTheSite,
    TooLarge,
)
from chalicelib.domain.ids import ConversationId, InboxId, is_identifier
from chalicelib.domain.permission import Permission, require
from chalicelib.domain.workspace import Agent
from chalicelib.handlers import metrics, origin
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
from chalicelib.handlers.reading import invalid
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection
from chalicelib.usecases.check_connection import check_connection
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
        host = origin.header_of(headers, "host")
        site = origin.header_of(headers, "origin")
        if not ticket or not origin.is_own(site, host, wiring.public_url()):
            return REFUSED
        if ticket.startswith(self_test.TICKET):
            join_self_test(wiring.ports(), event.connection_id, ticket)
        else:
            join_live(wiring.ports(), event.connection_id, ticket)
    except (NotSignedIn, NotThroughTheSite):
        return REFUSED
    except Exception as error:
        log.error("a socket could not be opened", extra={"trace": trace_of(error)})
        return {"statusCode": 503 if isinstance(error, BandejaError) else 500}
    return OK


def on_frame(event: Any) -> dict[str, int]:
    """Answer one frame; whatever is wrong with it is an error frame, never an exception."""
    context = event.to_dict().get("requestContext", {})
    with correlated(str(context.get("requestId") or event.connection_id)):
        return _answered(event)


def _answered(event: Any) -> dict[str, int]:
    connection_id = event.connection_id
    ports = wiring.ports()
    answer: ServerFrame | None
    try:
        connection, agent = check_connection(ports, connection_id)
        answer = _answer(ports, connection, agent, event.body)
    except NotSignedIn as error:
        _push(ports, [connection_id], ErrorFrame(error.code, error.title))
        ports.sockets.close(connection_id)
        return OK
    except BandejaError as error:
        field = error.field or ("conversation" if isinstance(error, NoSuchConversation) else "")
        answer = ErrorFrame(error.code, error.detail or error.title, field)
    except Exception as error:
        log.error("a frame could not be answered", extra={"trace": trace_of(error)})
        answer = ErrorFrame("Unexpected", "Something went wrong")
    if answer:
        _push(ports, [connection_id], answer)
    return OK


def on_disconnect(event: Any) -> dict[str, int]:
    """The socket is gone: whoever watches the same conversation is told."""
    ports = wiring.ports()
    try:
        if gone := leave_live(ports, event.connection_id):
            colleague = Colleague(gone.agent_id, gone.agent_name)
            _push(ports, gone.tell, PresenceAnswer(gone.conversation_id, colleague, "left"))
    except Exception as error:
        log.error("a socket could not be taken leave of", extra={"trace": trace_of(error)})
    return OK


def _answer(ports: Ports, connection: Connection, agent: Agent, body: str) -> ServerFrame | None:
    frame = _read(body)
    permission, run = FRAMES[type(frame)]
    require(agent, permission)
    return run(Asked(ports, connection, agent, frame))


def _read(body: str) -> ClientFrame:
    raw = body.encode("utf-8", "replace")
    if len(raw) > LARGEST_FRAME:
        raise TooLarge(f"A frame may have {LARGEST_FRAME} bytes")
    try:
        frame: ClientFrame = msgspec.json.decode(raw, type=ClientFrame)
        return frame
    except msgspec.ValidationError as error:
        raise invalid(error) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid("A frame is one JSON object") from error


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
    _push(asked.ports, shown.tell, answer)


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


def _push(ports: Ports, connection_ids: Iterable[str], frame: ServerFrame) -> None:
    for gone in ports.sockets.push_all(list(connection_ids), msgspec.json.encode(frame)):
        ports.live.drop_connection(gone)
