"""A website with a chat of a running product, and its visitors: what their pages ask besides the socket."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from tests.journeys.agent import Agent, Answer
from tests.journeys.product import Product

SHOP = "https://shop.example"
Json = Any


class Refused(Exception):
    """A request of the page was not granted."""


@dataclass
class Website:
    """The chat of a running product, and the loop in which its visitors' pages live."""

    product: Product
    channel: str
    loop: asyncio.AbstractEventLoop

    def visitor(self, address: str = "", site: str = SHOP) -> Visitor:
        """Somebody who comes for the first time. `address` tells where from, behind a site in front."""
        return Visitor(self, address, site)


@contextmanager
def website(product: Product, agent: Agent, name: str = "Shop") -> Iterator[Website]:
    """A chat that the admin has just connected. Its tabs end with it."""
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    made = agent.ask("POST", "/api/channels", {"kind": "chat", "inbox": inbox, "name": name})
    assert made.status == 201, made
    loop = asyncio.new_event_loop()
    loop.set_default_executor(ThreadPoolExecutor(32))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield Website(product, str(made.json["channel"]), loop)
    finally:
        asyncio.run_coroutine_threadsafe(_all_ended(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


async def _all_ended() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()


@dataclass
class Visitor:
    """Somebody on a page of the shop. `token` is what their browser keeps."""

    website: Website
    address: str = ""
    site: str = SHOP
    token: str = ""

    @property
    def forwarded(self) -> dict[str, str]:
        """What a site in front adds to whatever the page asks."""
        told = {"X-Forwarded-For": f"{self.address}, 192.0.2.1"} if self.address else {}
        return {**self.website.product.headers, **told}

    def ask(self, method: str, path: str, body: Json = None) -> Answer:
        """One request of the page. Raises `OSError` or `HTTPException` when the line breaks."""
        sent = {"Origin": self.site, "X-Bandeja-Visitor": self.token, "Content-Type": "application/json"}
        sent |= self.forwarded
        with closing(HTTPConnection("127.0.0.1", self.website.product.port, timeout=30)) as line:
            line.request(method, f"/api/chat{path}", None if body is None else json.dumps(body), sent)
            answer = line.getresponse()
            content = answer.read()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, json.loads(content) if content else None, told)

    def session(self) -> Answer:
        """Open the chat; the token that comes back is kept."""
        answer = self.ask("POST", "/session", {"channel": self.website.channel, "token": self.token})
        if answer.status == 200:
            self.token = str(answer.json["token"])
        return answer

    def socket_address(self) -> str:
        """With a ticket in it. Raises `Refused`."""
        answer = self.ask("POST", "/ticket", {}) if self.token else None
        if answer is None or answer.status == 401:
            if (begun := self.session()).status != 200:
                raise Refused(begun)
            answer = self.ask("POST", "/ticket", {})
        if answer.status != 201:
            raise Refused(answer)
        return str(answer.json["socket_url"])
