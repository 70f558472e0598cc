"""Drives the local host without a network: one request or one socket, as an ASGI server would."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]
OWN = {"host": "127.0.0.1:8000"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a browser gets."""

    status: int
    headers: dict[str, str]
    body: bytes


def scope_of(kind: str, method: str, target: str, headers: dict[str, str]) -> dict[str, Any]:
    path, _, query = target.partition("?")
    return {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in {**OWN, **headers}.items()],
    }


def ask(
    application: Application, method: str, target: str, pieces: Sequence[bytes] = (b"",), **headers: str
) -> Told:
    """One request, its body in pieces. A header's `_` stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    messages: list[Message] = []
    coming = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    ]

    async def receive() -> Message:
        return coming.pop(0) if coming else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        messages.append(message)

    async def serve() -> None:
        await application(scope_of("http", method, target, named), receive, send)

    asyncio.run(serve())
    start = messages[0]
    headers_told = {name.decode(): value.decode() for name, value in start["headers"]}
    return Told(start["status"], headers_told, b"".join(one.get("body", b"") for one in messages[1:]))
