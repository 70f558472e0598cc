"""The socket of the local home: what API Gateway makes of a WebSocket, events to the handlers of `app.py`."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.local.sockets import InProcessSockets, OpenSocket
from infra.local.answers import Receive, Request, Scope, Send, request_of
from infra.local.events import Context, Event, Handler

log = logging.getLogger(__name__)

FRAME_BYTES = 32_768
MESSAGE_BYTES = 131_072  # the server closes by itself (1009) beyond that
MOST_WAITING = 1_000
CLOSE_SECONDS = 1.0
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
        writing = asyncio.create_task(waiting.write(send))
        try:
            await self._read(connection_id, receive, waiting)
            await _close(send, waiting)
        finally:
            self._sockets.forget(connection_id)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            await self._call(self._handlers.disconnect, _event("DISCONNECT", connection_id, request))

    async def _may_connect(self, connection_id: str, request: Request) -> bool:
        answer = await self._call(self._handlers.connect, _event("CONNECT", connection_id, request))
        return isinstance(answer, dict) and 200 <= int(answer.get("statusCode", 500)) < 300

    async def _read(self, connection_id: str, receive: Receive, waiting: _Waiting) -> None:
        """Until the browser leaves, or nobody writes to it any more."""
        while not waiting.ended.done():
            coming = asyncio.ensure_future(receive())
            either: set[asyncio.Future[Any]] = {coming, waiting.ended}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                coming.cancel()
                return
            message = coming.result()
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
    """Frames on their way out of one socket. `deliver` and `shut` may be called from any thread.

    `ended` gets the code to close with.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._frames: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.ended: asyncio.Future[int] = loop.create_future()

    def deliver(self, frame: bytes) -> bool:
        if self._frames.qsize() >= MOST_WAITING:
            self._soon(self._end, TOO_SLOW)
            return False
        return self._soon(self._frames.put_nowait, frame)

    def shut(self) -> None:
        """Close after the frames that wait already."""
        self._soon(self._frames.put_nowait, None)

    async def write(self, send: Send) -> None:
        """Send what waits, until `shut` or until the line breaks."""
        try:
            while (frame := await self._frames.get()) is not None:
                await send({"type": "websocket.send", "text": frame.decode()})
        finally:
            self._end(GOING_AWAY)

    def _end(self, code: int) -> None:
        if not self.ended.done():
            self.ended.set_result(code)

    def _soon(self, call: Callable[..., object], argument: object) -> bool:
        try:
            self._loop.call_soon_threadsafe(call, argument)
        except RuntimeError:  # the loop has ended: so has the socket
            return False
        return True


async def _close(send: Send, waiting: _Waiting) -> None:
    """Say goodbye if it was us who ended it; a browser that takes nothing is not waited for."""
    if waiting.ended.done():
        with suppress(TimeoutError, OSError, RuntimeError):
            closing = send({"type": "websocket.close", "code": waiting.ended.result()})
            await asyncio.wait_for(closing, CLOSE_SECONDS)


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
