"""Somebody at a browser on a website with a chat: opens it, writes and reads over a socket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.journeys.agent import Agent
from tests.journeys.product import Product

SHOP = "https://shop.example"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
Json = Any


@dataclass
class Visitor:
    """One browser that keeps its token, as the widget does."""

    product: Product
    channel: str
    token: str = ""
    id: str = ""
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        opened = self.ask("/api/chat/session", {"channel": self.channel})
        self.token, self.id = opened["token"], opened["visitor"]

    def ask(self, path: str, body: Json) -> Json:
        """What one POST answers. It must be taken."""
        sent = {"Origin": SHOP, "Content-Type": "application/json", "X-Bandeja-Visitor": self.token}
        with closing(HTTPConnection("127.0.0.1", self.product.port, timeout=30)) as connection:
            connection.request("POST", path, json.dumps(body), sent)
            answer = connection.getresponse()
            content = answer.read()
        assert answer.status < 300, (path, answer.status, content)
        return json.loads(content)

    @contextmanager
    def tab(self) -> Iterator[Tab]:
        """A tab with the chat open."""
        ticket = self.ask("/api/chat/ticket", {})["ticket"]
        address = f"ws://127.0.0.1:{self.product.port}/socket?ticket={ticket}"
        with connect(address, origin=Origin(SHOP), user_agent_header=PHONE) as socket:
            yield Tab(self, socket)


@dataclass
class Tab:
    """`tell` sends a frame; `hear` waits for the next one of a type."""

    visitor: Visitor
    socket: ClientConnection

    def tell(self, type_: str, **fields: Json) -> None:
        self.socket.send(json.dumps({"type": type_, **fields}))

    def hear(self, type_: str, seconds: float = 30) -> dict[str, Json]:
        while True:
            frame: dict[str, Json] = json.loads(self.socket.recv(timeout=seconds))
            if frame["type"] == type_:
                return frame

    def starts(self, text: str, **more: Json) -> str:
        """The first words; the id of the conversation that they begin."""
        self.tell("start", id=f"m{next(self.visitor._ids)}", text=text, **more)
        return str(self.hear("said")["conversation"])

    def says(self, conversation: str, text: str) -> None:
        self.tell("say", id=f"m{next(self.visitor._ids)}", text=text, conversation=conversation)
        self.hear("said")


def website_of(agent: Agent) -> str:
    """The chat channel of the company."""
    inboxes = agent.get("/api/inboxes")["items"]
    return str(next(one["id"] for inbox in inboxes for one in inbox["channels"] if one["kind"] == "chat"))
