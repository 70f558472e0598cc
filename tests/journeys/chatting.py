"""A page with the chat open, without a browser: as patient with a bad line as the widget is.

One message is on its way at a time, under an id made here; it is sent again until it is answered. After each
new socket the page says where it stands and fetches what it missed; an entry whose `prev` is not known
is a gap. It lives in the loop of its website, so that a test may say and look at any time.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from tests.journeys.visiting import Refused, Visitor

ANSWERED_SECONDS = 10.0
LATER_SECONDS = 1.0
LONGEST_PAUSE = 1.0
BUSY = ("TooManyTries", "Throttled", "StaleConversation", "Unexpected")
Json = Any


@dataclass
class Thread:
    """One conversation as a page knows it; nothing up to `cursor` is missing. `gaps` counts the repairs."""

    cursor: int = 0
    entries: dict[int, Json] = field(default_factory=dict)
    gaps: int = 0
    is_asked: bool = False

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Who said what, in order."""
        inside = [entry for _, entry in sorted(self.entries.items()) if entry["seq"] <= self.cursor]
        return [(entry["by"], entry["text"]) for entry in inside if entry["kind"] == "message"]


class Tab:
    """A page with the chat open. `said` are the answers to its own messages by their ids.

    `mishap` is asked after each message that goes out: whether the line breaks now.
    """

    def __init__(self, visitor: Visitor, conversation: str = "") -> None:
        self.visitor = visitor
        self.conversation = conversation
        self.outbox: deque[Json] = deque()
        self.said: dict[str, Json] = {}
        self.threads: dict[str, Thread] = {}
        self.got: list[Json] = []
        self.failed: list[Json] = []
        self.sockets = 0
        self.resent = 0
        self.heard_at: dict[str, float] = {}
        self.mishap: Callable[[], bool] = lambda: False
        self._flight = ""
        self._tried: set[str] = set()
        self._overdue: asyncio.TimerHandle | None = None
        self._socket: ClientConnection | None = None
        self._loop = visitor.website.loop
        self._life = asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result(30)

    @property
    def is_open(self) -> bool:
        return self._socket is not None

    @property
    def is_idle(self) -> bool:
        """Everything that was written has been answered."""
        return not self.outbox

    def say(self, text: str, *, id_: str = "", kind: str = "say") -> str:
        """Write something: the id of the message. Without a conversation it begins one."""
        id_ = id_ or uuid.uuid4().hex
        self.outbox.append({"type": kind, "id": id_, "text": text})
        self._loop.call_soon_threadsafe(self._next)
        return id_

    def send(self, frame: Json) -> None:
        """A frame (or raw text, or bytes) as it is, now; nobody sends it again."""
        raw = frame if isinstance(frame, str | bytes) else json.dumps(frame)
        assert self._socket is not None
        asyncio.run_coroutine_threadsafe(self._socket.send(raw), self._loop).result(30)

    def cut(self) -> None:
        """The line breaks, without a goodbye."""
        self._loop.call_soon_threadsafe(self._cut)

    def close(self) -> None:
        """The page is gone: what was not answered stays in `outbox`."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(30)

    def of_type(self, kind: str) -> list[Json]:
        """The frames of a type that came, but for entries and acknowledgements, which are taken in."""
        return [frame for frame in self.got if frame["type"] == kind]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Who said what in the conversation of this page."""
        return self.threads.get(self.conversation, Thread()).texts

    def _cut(self) -> None:
        if self._socket is not None:
            self._socket.transport.abort()

    async def _begin(self) -> asyncio.Task[None]:
        return asyncio.create_task(self._live())

    async def _end(self) -> None:
        """Comes back when the socket is closed: whoever stops the loop before leaves it open."""
        self._life.cancel()
        await asyncio.gather(self._life, return_exceptions=True)

    async def _live(self) -> None:
        tries = 0
        try:
            while True:
                with suppress(OSError, HTTPException, WebSocketException, TimeoutError, Refused, ValueError):
                    address = await asyncio.to_thread(self.visitor.socket_address)
                    async with connect(
                        address,
                        origin=Origin(self.visitor.site),
                        additional_headers=self.visitor.forwarded,
                        open_timeout=30,
                        close_timeout=1,
                        ping_interval=None,
                        proxy=None,
                    ) as socket:
                        tries = 0
                        await self._talk(socket)
                tries += 1
                await asyncio.sleep(random.random() * min(LONGEST_PAUSE, 0.02 * 2**tries))
        finally:
            self._lost()

    async def _talk(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.sockets += 1
        try:
            where = {"conversation": self.conversation} if self.conversation else {}
            await socket.send(json.dumps({"type": "hello", **where}))
            if self.conversation:
                self._resume(self.conversation)
            self._next()
            async for raw in socket:
                self._hear(json.loads(raw))
        finally:
            self._lost()

    def _lost(self) -> None:
        self._socket = None
        for thread in self.threads.values():
            thread.is_asked = False
        self._landed()

    def _landed(self) -> None:
        self._flight = ""
        if self._overdue:
            self._overdue.cancel()
            self._overdue = None

    def _next(self) -> None:
        """The next message, if none is on its way. What follows the first waits for its conversation."""
        if self._flight or not self.outbox or self._socket is None:
            return
        frame = self.outbox[0]
        self._flight = frame["id"]
        self.resent += self._flight in self._tried
        self._tried.add(self._flight)
        where = {"conversation": self.conversation} if self.conversation and frame["type"] == "say" else {}
        self._post({**frame, **where})
        self._overdue = self._loop.call_later(ANSWERED_SECONDS, self._cut)
        if self.mishap():
            self._loop.call_later(random.random() * 0.02, self._cut)

    def _post(self, frame: Json) -> None:
        socket = self._socket
        if socket is not None:
            self._loop.create_task(_posted(socket, json.dumps(frame)))

    def _resume(self, conversation: str) -> None:
        thread = self.threads.setdefault(conversation, Thread())
        if not thread.is_asked and self._socket is not None:
            thread.is_asked = True
            self._post({"type": "resume", "conversation": conversation, "after": thread.cursor})

    def _hear(self, frame: Json) -> None:
        match frame["type"]:
            case "said":
                self._heard_said(frame)
            case "entry":
                self._heard_entry(frame)
            case "resumed":
                self._heard_resumed(frame)
            case "error":
                self.got.append(frame)
                self._heard_error(frame)
            case _:
                self.got.append(frame)

    def _heard_said(self, frame: Json) -> None:
        self.said.setdefault(frame["id"], frame)
        if self.conversation != frame["conversation"]:
            self.conversation = frame["conversation"]
            self._resume(self.conversation)
        if self.outbox and self.outbox[0]["id"] == frame["id"]:
            self.outbox.popleft()
            self._landed()
        self._next()

    def _heard_entry(self, frame: Json) -> None:
        entry = frame["entry"]
        thread = self.threads.setdefault(frame["conversation"], Thread())
        if entry["by"] != "visitor":
            self.heard_at.setdefault(entry["text"], time.monotonic())
        thread.entries[entry["seq"]] = entry
        if frame["prev"] <= thread.cursor:
            thread.cursor = max(thread.cursor, entry["seq"])
        else:
            thread.gaps += 1
            self._resume(frame["conversation"])

    def _heard_resumed(self, frame: Json) -> None:
        thread = self.threads.setdefault(frame["conversation"], Thread())
        thread.is_asked = False
        thread.entries |= {entry["seq"]: entry for entry in frame["entries"]}
        if frame["more"] and frame["entries"]:
            thread.cursor = max(thread.cursor, frame["entries"][-1]["seq"])
            self._resume(frame["conversation"])
        else:
            thread.cursor = max(thread.cursor, frame["seq"])

    def _heard_error(self, frame: Json) -> None:
        """What was refused for now is sent again later; what will always be refused is not."""
        if not frame.get("id") and (thread := self.threads.get(self.conversation)) and thread.is_asked:
            thread.is_asked = False
            self._loop.call_later(LATER_SECONDS, self._resume, self.conversation)
        if not self._flight or frame.get("id") != self._flight:
            return
        if frame["code"] not in BUSY:
            self.failed.append(frame)
            self.outbox.popleft()
        self._landed()
        self._loop.call_later(LATER_SECONDS if frame["code"] in BUSY else 0, self._next)


async def _posted(socket: ClientConnection, raw: str) -> None:
    with suppress(WebSocketException, OSError):
        await socket.send(raw)
