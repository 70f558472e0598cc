"""Open sockets of the local home: they live in this process, and any thread may put a frame on one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenSocket:
    """How to reach one socket: both calls return at once and may come from any thread.

    `deliver` answers whether the frame was taken; it refuses when the other side is too slow.
    """

    deliver: Callable[[bytes], bool]
    shut: Callable[[], None]


class InProcessSockets:
    """The socket pusher: the host opens and forgets, the product pushes and closes."""

    def __init__(self) -> None:
        self._open: dict[str, OpenSocket] = {}
        self._lock = threading.Lock()

    def opened(self, connection_id: str, socket: OpenSocket) -> None:
        with self._lock:
            self._open[connection_id] = socket

    def forget(self, connection_id: str) -> None:
        with self._lock:
            self._open.pop(connection_id, None)

    def push(self, connection_id: str, frame: bytes) -> bool:
        socket = self._find(connection_id)
        return socket is not None and socket.deliver(frame)

    def push_all(self, connection_ids: Sequence[str], frame: bytes) -> tuple[str, ...]:
        return tuple(one for one in connection_ids if not self.push(one, frame))

    def close(self, connection_id: str) -> None:
        if socket := self._find(connection_id):
            socket.shut()

    def _find(self, connection_id: str) -> OpenSocket | None:
        with self._lock:
            return self._open.get(connection_id)
