"""AWS as a test wants it to answer: each request is noted, and answered before it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from chalicelib.adapters.aws.clients import Service, new_client

Answer = tuple[int, str, str] | dict[str, Any] | Exception
"""An error (HTTP status, code, words), the body of a success, or what happens to the line."""


class Answering:
    """A real client whose requests end here. `requests` are their bodies, as JSON or bytes."""

    def __init__(self, service: Service, *answers: Answer) -> None:
        self.client = new_client(service, "eu-west-1", "http://aws.test")
        self.requests: list[Any] = []
        self._answers = list(answers)
        self.client.meta.events.register_first("before-send", self._answer)

    def then(self, *answers: Answer) -> None:
        """What the next requests are answered."""
        self._answers += answers

    def _answer(self, request: Any, **_: Any) -> AWSResponse:
        body = request.body or b""
        self.requests.append(json.loads(body) if body[:1] in (b"{", "{") else body)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, dict):
            return _response(200, answer, "")
        status, code, words = answer
        return _response(status, {"message": words, "__type": code}, code)


def _response(status: int, body: dict[str, Any], code: str) -> AWSResponse:
    class Raw:
        def stream(self, **_: Any) -> Iterator[bytes]:
            yield json.dumps(body).encode()

    pairs = [("Content-Type", "application/json"), ("x-amzn-ErrorType", code)]
    headers = HTTPHeaders.from_pairs([pair for pair in pairs if pair[1]])
    return AWSResponse("http://aws.test", status, headers, Raw())
