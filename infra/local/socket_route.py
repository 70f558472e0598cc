"""The socket of the local home: what API Gateway makes of a WebSocket, events to the handlers of `app.py`."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.local.sockets import InProcessSockets, OpenSocket
from infra.local.answers import Receive, Request, Scope, Send, request_of
from infra.local.events import Context, Event, Handler

log = logging.getLogger(__name__)

FRAME_BYTES = 32_768
MESSAGE_BYTES = 131_072  # the server closes by itself (1009) beyond that
MOST_WAITING = 1_000
GOING_AWAY, TOO_SLOW = 1001, 1013


@dataclass(frozen=True, slots=True)
class SocketHandlers:
    """The three handlers of `app.py`."""

    connect: Handler
    frame: Handler
    disconnect: Handler


class SocketRoute:
    """Serves `/socket`. Frames of one socket are handled one after the other, in the order they came."""

    def __init__(self, handlers: SocketHandlers, sockets: InProcessSockets, workers: Executor) -> None:
        self._handlers = handlers
        self._sockets = sockets
        self._workers = workers

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """From the handshake to the end of one socket."""
        connection_id = secrets.token_urlsafe(12)
        request = request_of(scope)
        await receive()  # websocket.connect
        if not await self._may_connect(connection_id, request):
            await send({"type": "websocket.close"})  # before the handshake: answered with 403
            return
        waiting = _Waiting(asyncio.get_running_loop())
        await send({"type": "websocket.accept"})
        self._sockets.opened(connection_id, OpenSocket(waiting.deliver, waiting.shut))
        writing = asyncio.create_task(_write(waiting, send))
        try:
            await self._read(connection_id, receive, waiting, writing)
        finally:
            self._sockets.forget(connection_id)
            writing.cancel()
            await self._call(self._handlers.disconnect, _event("DISCONNECT", connection_id, request))

    async def _may_connect(self, connection_id: str, request: Request) -> bool:
        answer = await self._call(self._handlers.connect, _event("CONNECT", connection_id, request))
        return isinstance(answer, dict) and 200 <= int(answer.get("statusCode", 500)) < 300

    async def _read(
        self, connection_id: str, receive: Receive, waiting: _Waiting, writing: asyncio.Task[None]
    ) -> None:
        while not writing.done():
            next_message = asyncio.ensure_future(receive())
            await asyncio.wait({next_message, writing}, return_when=asyncio.FIRST_COMPLETED)
            if not next_message.done():
                next_message.cancel()
                return
            message = next_message.result()
            if message["type"] == "websocket.disconnect":
                return
            if refusal := _refusal(message):
                waiting.deliver(refusal)
                continue
            event = _event("MESSAGE", connection_id, body=message["text"])
            await self._call(self._handlers.frame, event)

    async def _call(self, handler: Handler, event: Event) -> Any:
        """The handler's answer, or `None` when it failed: a socket survives that, a handshake does not."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._workers, handler, event, Context("socket"))
        except Exception:
            log.exception("a socket handler failed")
            return None


class _Waiting:
    """Frames on their way out of one socket. `deliver` and `shut` may be called from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._frames: asyncio.Queue[bytes | int] = asyncio.Queue()

    def deliver(self, frame: bytes) -> bool:
        if self._frames.qsize() >= MOST_WAITING:
            self._put(TOO_SLOW)
            return False
        return self._put(frame)

    def shut(self) -> None:
        self._put(GOING_AWAY)

    async def next(self) -> bytes | int:
        """A frame, or the code to close with."""
        return await self._frames.get()

    def _put(self, item: bytes | int) -> bool:
        try:
            self._loop.call_soon_threadsafe(self._frames.put_nowait, item)
        except RuntimeError:  # the loop has ended: so has the socket
            return False
        return True


async def _write(waiting: _Waiting, send: Callable[[Any], Awaitable[None]]) -> None:
    while isinstance(item := await waiting.next(), bytes):
        await send({"type": "websocket.send", "text": item.decode()})
    await send({"type": "websocket.close", "code": item})


def _refusal(message: Any) -> bytes | None:
    """An error frame for what the handlers never get to see."""
    text = message.get("text")
    if text is None:
        return _error("NotText", "Frames are JSON text")
    if len(text.encode("utf-8", "surrogatepass")) > FRAME_BYTES:
        return _error("FrameTooLarge", f"A frame holds at most {FRAME_BYTES} bytes")
    return None


def _error(code: str, detail: str) -> bytes:
    return json.dumps({"type": "error", "code": code, "detail": detail, "field": ""}).encode()


def _event(kind: str, connection_id: str, request: Request | None = None, body: str | None = None) -> Event:
    """API Gateway developer guide, "Set up WebSocket API integration request"."""
    route = {"CONNECT": "$connect", "DISCONNECT": "$disconnect", "MESSAGE": "$default"}[kind]
    event: Event = {
        "requestContext": {
            "routeKey": route,
            "eventType": kind,
            "connectionId": connection_id,
            "requestId": secrets.token_urlsafe(12),
            "apiId": "local",
            "domainName": "127.0.0.1",
            "stage": "ws",
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "isBase64Encoded": False,
    }
    if body is not None:
        event["body"] = body
    if request is not None:
        values = request.query_values()
        event["headers"] = request.headers
        event["multiValueHeaders"] = {name: [value] for name, value in request.headers.items()}
        event["queryStringParameters"] = values or None
        event["multiValueQueryStringParameters"] = {n: [v] for n, v in values.items()} or None
    return event
