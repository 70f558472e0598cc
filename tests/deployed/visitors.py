"""Visitors of a website: the page is on another site, and asks the inbox across origins."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.deployed.deployment import ORIGIN_SECRET, Deployed
from tests.deployed.people import SECONDS, Answer, Browser, answer_of

SHOP = "https://shop.example"
FRAME_SECONDS = 30.0


@dataclass(slots=True)
class Page:
    """A page of a site with the chat of `channel`. It keeps its visitor's token, and no cookie."""

    home: Deployed
    channel: str
    origin: str = SHOP
    token: str = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        sent = {"X-Bandeja-Origin": ORIGIN_SECRET, "Origin": self.origin, **headers}
        if self.token:
            sent["X-Bandeja-Visitor"] = self.token
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            sent["Content-Type"] = "application/json"
        request = urllib.request.Request(self.home.api + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as found:
                return answer_of(found)
        except urllib.error.HTTPError as refused:
            return answer_of(refused)

    def session(self) -> Answer:
        answer = self.ask("POST", "/chat/session", {"channel": self.channel})
        self.token = answer.body.get("token", "") if answer.status == 200 else ""
        return answer

    def ticket(self) -> str:
        answer = self.ask("POST", "/chat/ticket", {})
        assert answer.status == 201, answer
        return str(answer.body["ticket"])

    @contextmanager
    def socket(self, ticket: str = "", origin: str = "") -> Iterator[Tab]:
        """A socket of this page; raises `InvalidStatus` when it is refused."""
        headers = {"Origin": origin or self.origin, "X-Bandeja-Origin": ORIGIN_SECRET}
        address = f"{self.home.socket}?ticket={ticket or self.ticket()}"
        with connect(address, additional_headers=headers) as opened:
            yield Tab(opened)


@dataclass(slots=True)
class Tab:
    """One open socket. What comes between is passed over."""

    line: ClientConnection

    def send(self, **frame: Any) -> None:
        self.line.send(json.dumps(frame))

    def next(self, kind: str) -> dict[str, Any]:
        """The next frame of this type. Raises `TimeoutError`."""
        while True:
            frame: dict[str, Any] = json.loads(self.line.recv(timeout=FRAME_SECONDS))
            if frame["type"] == kind:
                return frame

    def asked(self, kind: str, **frame: Any) -> dict[str, Any]:
        self.send(**frame)
        return self.next(kind)


def a_website(admin: Browser, inbox_id: str, *origins: str) -> str:
    """The id of a chat channel that an admin connects, for these sites."""
    made = admin.post("/channels", {"kind": "chat", "inbox": inbox_id, "name": "Shop"})
    assert made.status == 201, made
    channel, version = made.body["id"], made.body["chat"]["version"]
    put = admin.put(f"/channels/{channel}/chat", {"version": version, "origins": [*origins]})
    assert put.status == 200, put
    return str(channel)
