"""HTTP in and out of the local host: a request, an answer, and a problem in the form of RFC 9457."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from chalicelib.domain.errors import BandejaError, TooLarge
from chalicelib.handlers.answers import ProblemJson

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = tuple[tuple[str, str], ...]

PIECE_BYTES = 256 * 1024
PASSED_OVER_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. `path` and `query` are as they came on the line, still percent-encoded."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def target(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    def query_values(self) -> dict[str, str]:
        """The last value of each name."""
        return dict(parse_qsl(self.query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back; a `body` that is a path is sent from the disk."""

    status: int
    headers: Headers = ()
    body: bytes | Path = b""

    def header(self, name: str) -> str:
        """The first header of that name, or an empty text."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


def request_of(scope: Scope, body: bytes = b"") -> Request:
    """The request of an ASGI scope. Headers that came twice are joined, cookies by their own sign."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        between = "; " if name == "cookie" else ","
        headers[name] = f"{headers[name]}{between}{value}" if name in headers else value
    path = scope.get("raw_path") or scope["path"].encode()
    return Request(
        scope.get("method", "GET"),
        path.decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        headers,
        body,
    )


class Body:
    """The body of a request on its way in."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = False

    async def pieces(self) -> AsyncIterator[bytes]:
        """Piece by piece. Raises `ConnectionError` when the line breaks."""
        while not self._ended:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self._ended = True
                raise ConnectionError("the browser went away")
            self._ended = not message.get("more_body", False)
            yield message.get("body", b"")

    async def whole(self, most: int) -> bytes:
        """All of it. Raises `TooLarge` beyond `most` bytes, `ConnectionError` when the line breaks."""
        pieces: list[bytes] = []
        taken = 0
        async for piece in self.pieces():
            taken += len(piece)
            if taken > most:
                raise TooLarge(f"A request holds at most {most} bytes")
            pieces.append(piece)
        return b"".join(pieces)

    async def pass_over(self) -> None:
        """Read what is left, within reason: a browser that is still sending does not see an answer."""
        left = PASSED_OVER_BYTES
        with suppress(ConnectionError):
            async for piece in self.pieces():
                left -= len(piece)
                if left < 0:
                    return


async def send_answer(send: Send, request: Request, answer: Answer) -> None:
    """Write it. The answer to HEAD tells the length and leaves the body out."""
    length = answer.body.stat().st_size if isinstance(answer.body, Path) else len(answer.body)
    headers = [(name.lower(), value) for name, value in answer.headers]
    if answer.status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        headers.append(("content-length", str(length)))
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": raw})
    if request.method == "HEAD" or length == 0:
        await send({"type": "http.response.body", "body": b""})
    elif isinstance(answer.body, Path):
        await _send_file(send, answer.body)
    else:
        await send({"type": "http.response.body", "body": answer.body})


async def _send_file(send: Send, path: Path) -> None:
    with await asyncio.to_thread(path.open, "rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def problem(status: int, code: str, detail: str = "", headers: Headers = ()) -> Answer:
    """A problem that the host itself tells of."""
    told = ProblemJson(title=HTTPStatus(status).phrase, status=status, code=code, detail=detail)
    return Answer(status, (*PROBLEM_HEADERS, *headers), msgspec.json.encode(told))


def problem_of(error: BandejaError) -> Answer:
    """One of the product's own errors."""
    told = ProblemJson(
        title=error.title, status=error.status, code=error.code, detail=error.detail, field=error.field
    )
    return Answer(error.status, PROBLEM_HEADERS, msgspec.json.encode(told))


PROBLEM_HEADERS: Headers = (
    ("content-type", "application/problem+json"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
)
