"""Faults to put between a use-case and what it stands on, and between botocore and DynamoDB."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError

from chalicelib.adapters.local.sqlite.conversation_lists import SqliteConversationLists
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.domain.errors import StaleConversation, Throttled

STALE = "stale"
THROTTLED = "throttled"
UNANSWERED = "unanswered"
"""Done, and the answer lost: the caller cannot know."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at the `call`th call of a method (any method when it is empty), counted from 1."""

    what: str
    method: str = ""
    call: int = 1


@dataclass
class Faulty:
    """Any port with faults in it. `calls` are the names of the methods that were called, in order."""

    port: Any
    faults: list[Fault]
    calls: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.port, name)

        @wraps(method)
        def faulty(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(name)
            fault = self._fault_at(name)
            if fault == STALE:
                raise StaleConversation("put in by a test")
            if fault == THROTTLED:
                raise Throttled("put in by a test")
            answer = method(*args, **kwargs)
            if fault == UNANSWERED:
                raise Throttled("done, and the answer lost by a test")
            return answer

        return faulty

    def _fault_at(self, name: str) -> str:
        counts = {"": len(self.calls), name: self.calls.count(name)}
        for fault in self.faults:
            if fault.method in counts and counts[fault.method] == fault.call:
                return fault.what
        return ""


class LaggingLists(SqliteConversationLists):
    """Lists as they were when they last caught up: what an index does for some seconds."""

    def __init__(self, database: Database) -> None:
        self._log = database
        super().__init__(Database())
        self.catch_up()

    def catch_up(self) -> None:
        """See all that is committed now."""
        with self._log.reading() as source, self._database.reading() as copy:
            source.backup(copy)


@contextmanager
def answers_lost(client: Any, operation: str, times: int = 1) -> Iterator[None]:
    """DynamoDB does what it is asked, and the answer never arrives."""
    left = [times]

    def lose(**_: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise ReadTimeoutError(endpoint_url="https://dynamodb.test")

    with _registered(client, f"response-received.dynamodb.{operation}", lose):
        yield


@contextmanager
def refused(
    client: Any, operation: str, code: str, times: int = 1, more: Mapping[str, Any] | None = None
) -> Iterator[None]:
    """DynamoDB refuses with an error of this code, before anything is done."""
    left = [times]

    def refuse(request: Any, **_: Any) -> AWSResponse | None:
        if not left[0]:
            return None
        left[0] -= 1
        _make_harmless(request)
        body = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code, **(more or {})}
        return answer(500 if code == "InternalServerError" else 400, body)

    with _registered(client, f"before-send.dynamodb.{operation}", refuse):
        yield


@contextmanager
def answered_instead(
    client: Any, operation: str, make: Callable[[Any], Any], times: int = 1
) -> Iterator[None]:
    """The answer is made from the request's body, and DynamoDB never asked."""
    left = [times]

    def respond(request: Any, **_: Any) -> AWSResponse | None:
        if not left[0]:
            return None
        left[0] -= 1
        body = make(json.loads(request.body))
        _make_harmless(request)
        return answer(200, body)

    with _registered(client, f"before-send.dynamodb.{operation}", respond):
        yield


@contextmanager
def requests_sent(client: Any) -> Iterator[list[tuple[str, Any]]]:
    """Every request that is sent, tries again included: the operation and its body."""
    seen: list[tuple[str, Any]] = []

    def see(request: Any, **_: Any) -> None:
        target = request.headers["X-Amz-Target"]
        name = (target if isinstance(target, str) else target.decode()).rpartition(".")[2]
        seen.append((name, json.loads(request.body)))

    with _registered(client, "before-send.dynamodb.*", see):
        yield seen


def _make_harmless(request: Any) -> None:
    """An engine within this process looks at the request although it is answered already."""
    del request.headers["X-Amz-Target"]
    request.headers["X-Amz-Target"] = "DynamoDB_20120810.ListTables"
    request.body = b"{}"


def answer(status: int, body: Any) -> AWSResponse:
    """An answer as it comes from the network."""

    class Raw:
        def stream(self, **_: Any) -> Iterator[bytes]:
            yield json.dumps(body).encode()

    headers = HTTPHeaders.from_pairs([("Content-Type", "application/x-amz-json-1.0")])
    return AWSResponse("https://dynamodb.test", status, headers, Raw())


@contextmanager
def _registered(client: Any, event: str, handler: Callable[..., Any]) -> Iterator[None]:
    client.meta.events.register_first(event, handler)
    try:
        yield
    finally:
        client.meta.events.unregister(event, handler)
