"""The one origin of the local home: pages, API, files, chat, simulator, socket, each in its own module."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.domain.errors import TooLarge
from infra.local.answers import (
    Answer,
    Body,
    Receive,
    Request,
    Scope,
    Send,
    problem,
    problem_of,
    request_of,
    send_answer,
)
from infra.local.api_gateway import PREFIX, LocalApi
from infra.local.fake_graph.api import CONTROL
from infra.local.fake_graph.api import PREFIX as GRAPH
from infra.local.file_routes import FILES, UPLOADS, file_answer, upload_answer
from infra.local.socket_route import SocketRoute
from infra.local.static_files import StaticFiles
from infra.local.widget_files import DEMO, WIDGET

log = logging.getLogger(__name__)

BODY_BYTES = 10_000_000
SIMULATOR_BODY_BYTES = 45_000_000  # a mail of 40 MB as somebody attaches it
SOCKET = "/socket"
SIMULATOR = "/simulator/api/"
ORDERS = (SIMULATOR, f"{GRAPH}{CONTROL}")
BESIDE_THE_API = ("/webhooks/", "/forms/")  # the same routes under names that others are told
Serve = Callable[[Request], Awaitable[Answer]]
OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


class CustomerSimulator(Protocol):
    """Plays the customer: see `infra/local/simulator.py`."""

    def handle(
        self, method: str, path: str, query: str, body: bytes
    ) -> tuple[int, dict[str, str], bytes]: ...


class Answering(Protocol):
    """Plays another server: see `infra/local/played_platforms.py`."""

    def answer(self, request: Request) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Host:
    """The ASGI application."""

    api: LocalApi
    blobs: FolderBlobs
    pages: StaticFiles
    widget: StaticFiles
    simulator: CustomerSimulator
    platforms: Answering
    socket: SocketRoute
    workers: Executor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, body = request_of(scope), Body(receive)
        try:
            answer = await self._answer(scope, request, body)
        except TooLarge as error:
            answer = problem_of(error)
        except ConnectionError:
            return  # nobody is there to be answered
        except Exception:
            log.exception("the host failed at %s %s", request.method, request.path)
            answer = problem(500, "Unexpected")
        if answer.status >= 400:
            await body.pass_over()
        await send_answer(send, request, answer)

    async def _answer(self, scope: Scope, request: Request, body: Body) -> Answer:
        if not _is_for_us(request):
            return problem(421, "WrongHost", "This server answers to 127.0.0.1 and localhost only")
        path = request.path
        if path.startswith(ORDERS) and _is_foreign_order(request):
            return problem(403, "WrongOrigin", "The simulator takes orders of its own page only")
        if path == UPLOADS:
            return await upload_answer(self.blobs, request, body)
        if path.startswith(FILES):
            return file_answer(self.blobs, request)
        if served := self._served_by(path):
            serve, most = served
            return await serve(request_of(scope, await body.whole(most)))
        files = self.widget if path.startswith((WIDGET, DEMO)) else self.pages
        return await asyncio.to_thread(files.answer, request)

    def _served_by(self, path: str) -> tuple[Serve, int] | None:
        """Who answers whole requests below the path, and how large their bodies may be."""
        if path == PREFIX or path.startswith((f"{PREFIX}/", *BESIDE_THE_API)):
            return partial(self._in_worker, self._api_answer), BODY_BYTES
        if path.startswith(f"{GRAPH}/"):
            return self._in_own_thread, SIMULATOR_BODY_BYTES
        if path.startswith(SIMULATOR):
            return partial(self._in_worker, self._simulator_answer), SIMULATOR_BODY_BYTES
        return None

    def _api_answer(self, request: Request) -> Answer:
        """The API's answer. A redirect to a file of ours is followed here, which saves a round trip."""
        answer = self.api.answer(request)
        location = answer.header("location")
        if answer.status in (302, 303, 307) and location.startswith(FILES):
            path, _, query = location.partition("?")
            return file_answer(self.blobs, Request("GET", path, query, request.headers))
        return answer

    def _simulator_answer(self, request: Request) -> Answer:
        status, headers, body = self.simulator.handle(
            request.method, request.path, request.query, request.body
        )
        return Answer(status, tuple(headers.items()), body)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == SOCKET and _is_for_us(request_of(scope)):
            await self.socket.serve(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close"})

    async def _in_own_thread(self, request: Request) -> Answer:
        """A worker that serves the API may be waiting for this very answer."""
        return await asyncio.to_thread(self.platforms.answer, request)

    async def _in_worker(self, work: Any, request: Request) -> Answer:
        answer: Answer = await asyncio.get_running_loop().run_in_executor(self.workers, work, request)
        return answer


def _is_for_us(request: Request) -> bool:
    """Whether the browser meant this machine: a foreign name that leads here is somebody's trick."""
    name = request.headers.get("host", "").rpartition(":")
    return (name[0] if name[2].isdigit() else "".join(name)) in OWN_NAMES


def _is_foreign_order(request: Request) -> bool:
    """Whether another site's page wants something done here. Who is no browser names no site."""
    if request.method in ("GET", "HEAD") or "origin" not in request.headers:
        return False
    return request.headers["origin"].rpartition("//")[2] != request.headers.get("host", "")
