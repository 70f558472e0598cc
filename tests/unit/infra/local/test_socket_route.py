from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from chalicelib.adapters.local.sockets import InProcessSockets
from infra.local.answers import Message
from infra.local.socket_route import FRAME_BYTES, MOST_WAITING, SocketHandlers, SocketRoute
from tests.unit.infra.local.asgi_driver import scope_of

Script = Callable[["Browser"], Awaitable[None]]


@dataclass
class Product:
    """The handlers of `app.py`, played: they write down what they get."""

    sockets: InProcessSockets = field(default_factory=InProcessSockets)
    events: list[dict[str, Any]] = field(default_factory=list)
    connect_status: int = 200
    on_frame: Callable[[dict[str, Any]], None] = lambda event: None

    def handlers(self) -> SocketHandlers:
        return SocketHandlers(self._connect, self._frame, self._disconnect)

    def _connect(self, event: dict[str, Any], context: Any) -> dict[str, int]:
        self.events.append(event)
        return {"statusCode": self.connect_status}

    def _frame(self, event: dict[str, Any], context: Any) -> None:
        self.events.append(event)
        self.on_frame(event)

    def _disconnect(self, event: dict[str, Any], context: Any) -> None:
        self.events.append(event)

    def kinds(self) -> list[str]:
        return [event["requestContext"]["eventType"] for event in self.events]

    @property
    def connection(self) -> str:
        return str(self.events[0]["requestContext"]["connectionId"])


class Browser:
    """The other end of the socket."""

    def __init__(self) -> None:
        self._to_server: asyncio.Queue[Message] = asyncio.Queue()
        self._from_server: asyncio.Queue[Message] = asyncio.Queue()
        self._to_server.put_nowait({"type": "websocket.connect"})
        self.reads = True

    async def receive(self) -> Message:
        return await self._to_server.get()

    async def send(self, message: Message) -> None:
        if message["type"] == "websocket.send" and not self.reads:
            await asyncio.Event().wait()
        await self._from_server.put(message)

    def says(self, text: str | None, data: bytes | None = None) -> None:
        self._to_server.put_nowait({"type": "websocket.receive", "text": text, "bytes": data})

    def leaves(self) -> None:
        self._to_server.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def hears(self) -> Message:
        return await asyncio.wait_for(self._from_server.get(), 5)


def play(product: Product, script: Script, target: str = "/socket?ticket=t1") -> None:
    """One socket, from the handshake to the end."""

    async def both() -> None:
        browser = Browser()
        route = SocketRoute(product.handlers(), product.sockets, workers)
        headers = {"origin": "http://127.0.0.1:8000", "cookie": "a=1"}
        serving = asyncio.create_task(
            route.serve(scope_of("websocket", "GET", target, headers), browser.receive, browser.send)
        )
        await script(browser)
        await asyncio.wait_for(serving, 5)

    with ThreadPoolExecutor(2) as workers:
        asyncio.run(both())


def test_a_socket_becomes_the_events_of_api_gateway() -> None:
    product = Product()

    async def script(browser: Browser) -> None:
        assert (await browser.hears())["type"] == "websocket.accept"
        browser.says('{"type":"hello"}')
        browser.leaves()

    play(product, script)

    connect, frame, disconnect = product.events
    assert product.kinds() == ["CONNECT", "MESSAGE", "DISCONNECT"]
    assert connect["queryStringParameters"] == {"ticket": "t1"}
    assert connect["headers"]["origin"] == "http://127.0.0.1:8000"
    assert connect["requestContext"]["routeKey"] == "$connect"
    assert frame["body"] == '{"type":"hello"}'
    assert disconnect["requestContext"]["connectionId"] == product.connection


@pytest.mark.parametrize("status", [403, 401, 500])
def test_a_refused_connection_is_closed_before_the_handshake(status: int) -> None:
    product = Product(connect_status=status)

    async def script(browser: Browser) -> None:
        assert (await browser.hears())["type"] == "websocket.close"

    play(product, script)

    assert product.kinds() == ["CONNECT"]


def test_a_frame_may_be_pushed_from_any_thread() -> None:
    product = Product()

    def answer(event: dict[str, Any]) -> None:
        product.sockets.push(product.connection, b"answer")

    product.on_frame = answer

    async def script(browser: Browser) -> None:
        await browser.hears()
        browser.says("question")
        assert await browser.hears() == {"type": "websocket.send", "text": "answer"}
        browser.leaves()

    play(product, script)

    assert not product.sockets.push(product.connection, b"too late")


def test_frames_are_handled_in_the_order_they_came() -> None:
    product = Product()

    async def script(browser: Browser) -> None:
        for number in range(50):
            browser.says(str(number))
        browser.leaves()

    play(product, script)

    assert [event["body"] for event in product.events[1:-1]] == [str(number) for number in range(50)]


def test_frames_that_are_too_large_or_no_text_get_an_error_frame() -> None:
    product = Product()

    async def script(browser: Browser) -> None:
        await browser.hears()
        browser.says("ñ" * (FRAME_BYTES // 2 + 1))
        browser.says(None, b"bytes")
        browser.says("x" * FRAME_BYTES)
        codes = [json.loads((await browser.hears())["text"])["code"] for _ in range(2)]
        assert codes == ["FrameTooLarge", "NotText"]
        browser.leaves()

    play(product, script)

    assert product.kinds() == ["CONNECT", "MESSAGE", "DISCONNECT"]


def test_a_handler_that_fails_does_not_end_the_socket() -> None:
    product = Product()

    def fail(event: dict[str, Any]) -> None:
        raise RuntimeError("a mistake of ours")

    product.on_frame = fail

    async def script(browser: Browser) -> None:
        browser.says("one")
        browser.says("two")
        browser.leaves()

    play(product, script)

    assert product.kinds() == ["CONNECT", "MESSAGE", "MESSAGE", "DISCONNECT"]


def test_the_product_can_close_the_socket() -> None:
    product = Product()

    async def script(browser: Browser) -> None:
        await browser.hears()
        product.sockets.close(product.connection)
        assert await browser.hears() == {"type": "websocket.close", "code": 1001}

    play(product, script)

    assert product.kinds() == ["CONNECT", "DISCONNECT"]


def test_a_browser_that_reads_nothing_is_let_go() -> None:
    product = Product()

    async def script(browser: Browser) -> None:
        await browser.hears()
        browser.reads = False
        for _ in range(MOST_WAITING + 10):
            product.sockets.push(product.connection, b"x")
            await asyncio.sleep(0)  # let the loop take it in
        assert not product.sockets.push(product.connection, b"x")
        assert await browser.hears() == {"type": "websocket.close", "code": 1013}

    play(product, script)

    assert product.kinds() == ["CONNECT", "DISCONNECT"]
