"""Browsers that talk to the deployed home in this process, over HTTP and sockets, as API Gateway calls it.

Frames that the product pushes go to a management endpoint on the loopback (`management_api.py`).
"""

from __future__ import annotations

import importlib
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from infra.local.answers import Request
from infra.local.api_gateway import LocalApi
from tests.contracts.management_api import PREFIX, ManagementApi, management_api

SITE = "https://inbox.company.test"
SHOP = "https://shop.company.test"
HOST = "inbox.company.test"


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass
class Edge:
    """The functions that API Gateway calls. `open` are the sockets, with what was pushed to each."""

    management: ManagementApi

    @property
    def open(self) -> dict[str, list[bytes]]:
        return self.management.open

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answered:
        """A request from our own site, unless `headers` say otherwise."""
        sent = {"host": HOST, "origin": SITE, "content-type": "application/json", **(headers or {})}
        raw = b"" if body is None else json.dumps(body).encode()
        where, _, question = path.partition("?")
        answer = self._api.answer(Request(method, f"/api{where}", question, sent, raw))
        assert isinstance(answer.body, bytes)
        named = {name.lower(): value for name, value in answer.headers}
        is_json = "json" in named.get("content-type", "")
        told = json.loads(answer.body) if answer.body and is_json else answer.body.decode() or None
        return Answered(answer.status, named, told)

    def connect(self, ticket: str, origin: str = SITE) -> Line:
        """A socket; refused ones are not open."""
        line = Line(self, f"socket-{secrets.token_hex(4)}")
        headers = {"Host": HOST, "Origin": origin, "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}
        asked = {"headers": headers, "queryStringParameters": {"ticket": ticket}}
        line.status = self.event("on_connect", "CONNECT", line.id, **asked)["statusCode"]
        if line.status == 200:
            self.open[line.id] = []
        return line

    def event(self, handler: str, kind: str, connection_id: str, **more: Any) -> Any:
        """What API Gateway calls for a socket."""
        context = {
            "connectionId": connection_id,
            "eventType": kind,
            "apiId": "local",
            "stage": "socket",
            "domainName": HOST,
        }
        return getattr(self._app, handler)({"requestContext": context, **more}, None)

    @property
    def _app(self) -> Any:
        return importlib.import_module("app")

    @property
    def _api(self) -> LocalApi:
        return LocalApi(self._app.app)


@dataclass
class Line:
    """A socket of a browser."""

    edge: Edge
    id: str
    status: int = 0

    def send(self, frame: Any) -> Any:
        """The last frame that came since, `None` for nothing."""
        before = len(self._pushed)
        self.edge.event("on_frame", "MESSAGE", self.id, body=json.dumps(frame))
        return self.got[-1] if len(self._pushed) > before else None

    @property
    def got(self) -> list[Any]:
        return [json.loads(frame) for frame in self._pushed]

    @property
    def _pushed(self) -> list[bytes]:
        return self.edge.open.get(self.id, [])

    def leave(self) -> None:
        self.edge.open.pop(self.id, None)
        self.edge.event("on_disconnect", "DISCONNECT", self.id)


@dataclass
class Visitor:
    """A browser on a page of the shop, with the chat of `channel`."""

    edge: Edge
    channel: str
    token: str = ""

    def ask(self, method: str, path: str, body: Any = None) -> Answered:
        headers = {"origin": SHOP, "x-bandeja-visitor": self.token}
        return self.edge.ask(method, path, body, headers)

    def begin(self) -> Answered:
        """The session; its token is kept."""
        answer = self.ask("POST", "/chat/session", {"channel": self.channel})
        self.token = answer.body["token"]
        return answer

    def socket(self) -> Line:
        ticket = self.ask("POST", "/chat/ticket", {}).body["ticket"]
        return self.edge.connect(ticket, SHOP)


@contextmanager
def edge_of(patch: pytest.MonkeyPatch) -> Iterator[Edge]:
    """Open it before the ports of the process are made: it says where sockets are."""
    with management_api() as (management, endpoint):
        assert endpoint.endswith(PREFIX.removesuffix("/@connections/"))
        patch.setenv("WS_ENDPOINT", endpoint)
        patch.setenv("PUBLIC_URL", SITE)
        yield Edge(management)
