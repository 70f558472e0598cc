"""Frames to sockets, from a handler."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.ports.bundle import Ports


def push(ports: Ports, connection_ids: Iterable[str], frame: Any) -> None:
    """One frame to many; whoever is gone is forgotten."""
    for gone in ports.sockets.push_all(list(connection_ids), msgspec.json.encode(frame)):
        ports.live.drop_connection(gone)
