"""An agent without a browser: signs in, and speaks to the API as the pages do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.journeys.product import ADMIN, PASSWORD, Product, until

Json = Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API said. `json` is `None` for an empty body."""

    status: int
    json: Json
    headers: Mapping[str, str]


class Agent:
    """One signed-in person; several threads may ask at once, since each asks on a connection of its own."""

    def __init__(self, product: Product, email: str = ADMIN, password: str = PASSWORD) -> None:
        self._product = product
        self.cookie = ""
        answer = self.ask("POST", "/api/session", {"email": email, "password": password})
        assert answer.status == 200, answer
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        self.id = str(answer.json["agent"]["id"])

    def ask(
        self, method: str, path: str, body: Json = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request. Raises `OSError` or `HTTPException` when the line breaks."""
        sent = {
            "Cookie": self.cookie,
            "Origin": self._product.url,
            **self._product.headers,
            **(headers or {}),
        }
        if body is not None:
            sent["Content-Type"] = "application/json"
        with closing(HTTPConnection("127.0.0.1", self._product.port, timeout=30)) as connection:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            answer = connection.getresponse()
            content = answer.read()
        told = {name.lower(): value for name, value in answer.getheaders()}
        is_json = "json" in told.get("content-type", "")
        return Answer(answer.status, json.loads(content) if is_json else None, told)

    def get(self, path: str) -> Json:
        """What a question answers. The answer must be 200."""
        answer = self.ask("GET", path)
        assert answer.status == 200, (path, answer)
        return answer.json

    def conversations(self, view: str = "open") -> list[Json]:
        """All of a view, page by page."""
        found: list[Json] = []
        cursor = ""
        while True:
            page = self.get(f"/api/conversations?view={view}&limit=100&cursor={cursor}")
            found += page["items"]
            cursor = page["next"]
            if not cursor:
                return found

    def entries(self, conversation: str) -> list[Json]:
        """The whole log."""
        found: list[Json] = []
        while True:
            after = found[-1]["seq"] if found else 0
            items = self.get(f"/api/conversations/{conversation}/entries?after={after}&limit=100")["items"]
            if not items:
                return found
            found += items

    def about(self, subject: str, seconds: float = 60) -> Json:
        """The conversation with that subject, as soon as it is in the list."""

        def look() -> Json:
            return next((one for one in self.conversations() if one["subject"] == subject), None)

        return until(look, seconds, f"{subject!r} is in the list")

    def reply(self, conversation: str, text: str, *, last_seq: int, key: str = "", **more: Json) -> Answer:
        headers = {"Idempotency-Key": key} if key else {}
        body = {"text": text, "last_seq": last_seq, **more}
        return self.ask("POST", f"/api/conversations/{conversation}/replies", body, headers)

    @contextmanager
    def socket(self) -> Iterator[ClientConnection]:
        """An open socket of this agent."""
        ticket = self.ask("POST", "/api/socket-ticket", {}).json["ticket"]
        address = f"{self._product.url.replace('http', 'ws')}/socket?ticket={ticket}"
        more = self._product.headers
        with connect(
            address, origin=Origin(self._product.url), additional_headers=more, open_timeout=30
        ) as socket:
            yield socket
