"""Every request to AWS is a numbered call site: refused, answered into the void, or followed by the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError
from moto.core.models import botocore_stubber

from tests.crash.steps import Died

SENDING = "before-send"
OVERLOADED = "ProvisionedThroughputExceededException"


class LineFault(StrEnum):
    """What happens to one request; boto's own retries come after it and are requests of their own."""

    REFUSED = "is throttled"
    UNSENT = "is never sent, the line is dead"
    ANSWER_LOST_ONCE = "is done, the answer is lost, boto asks again"
    ANSWER_LOST = "is done, every answer is lost"
    DIE_BEFORE = "is not sent, the process dies"
    DIE_AFTER = "is done, the process dies"


@dataclass
class Line:
    """The requests of a client, numbered from 1 and named by their operation."""

    at: int = 0
    fault: LineFault | None = None
    sent: list[str] = field(default_factory=list)

    def __call__(self, event_name: str, request: Any, **kwargs: Any) -> AWSResponse | None:
        self.sent.append(event_name.rpartition(".")[2])
        number = len(self.sent)
        if self.fault is None or number < self.at:
            return None
        persistent = self.fault in (LineFault.UNSENT, LineFault.ANSWER_LOST, LineFault.REFUSED)
        if number > self.at and not (persistent and self._is_the_same_again(number)):
            return None
        return self._broken(request)

    def _is_the_same_again(self, number: int) -> bool:
        """A retry of boto of the request at fault: nothing else came between."""
        return set(self.sent[self.at - 1 : number]) == {self.sent[self.at - 1]} and number < self.at + 3

    def _broken(self, request: Any) -> AWSResponse | None:
        match self.fault:
            case LineFault.REFUSED:
                _make_harmless(request)
                return _refusal(request)
            case LineFault.DIE_BEFORE:
                raise Died(f"before {self.sent[-1]}")
            case LineFault.UNSENT:
                raise ReadTimeoutError(endpoint_url=request.url)
            case LineFault.DIE_AFTER:
                _carried_out(request)
                raise Died(f"after {self.sent[-1]}")
            case _:
                _carried_out(request)
                raise ReadTimeoutError(endpoint_url=request.url)


def _carried_out(request: Any) -> None:
    """The engine does what is asked, and nobody hears the answer."""
    answered: Callable[..., Any] = botocore_stubber
    answer = answered(event_name="before-send.dynamodb", request=request)
    assert answer is not None, "moto did not take the request"


def _make_harmless(request: Any) -> None:
    """The engine in this process is asked although somebody has answered already: let it do nothing."""
    del request.headers["X-Amz-Target"]
    request.headers["X-Amz-Target"] = "DynamoDB_20120810.ListTables"
    request.body = b"{}"


def _refusal(request: Any) -> AWSResponse:
    body = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{OVERLOADED}", "message": "Slow down"})
    headers = HTTPHeaders()
    headers["content-type"] = "application/x-amz-json-1.0"
    return AWSResponse(request.url, 400, headers, _Body(body.encode()))


class _Body:
    """As much of a response's body as botocore reads."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **options: Any) -> Iterator[bytes]:
        yield self._content


@contextmanager
def line_of(client: Any, line: Line) -> Iterator[Line]:
    """While it is open, the requests of the client go through `line` first."""
    client.meta.events.register_first(SENDING, line, unique_id="crash-line")
    try:
        yield line
    finally:
        client.meta.events.unregister(SENDING, unique_id="crash-line")
