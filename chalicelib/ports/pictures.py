"""Whose pictures from elsewhere the team wants to see without being asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from chalicelib.domain.ids import AgentId


class PictureStore(Protocol):
    """Addresses of senders (lower case), for the whole team."""

    def allowed(self, addresses: Collection[str]) -> frozenset[str]:
        """Those of the addresses whose pictures are always shown; at most 100 are asked for at once."""
        ...

    def allow(self, address: str, by: AgentId, at: datetime) -> None:
        """Always from now on. Again is harmless."""
        ...

    def forget(self, addresses: Collection[str]) -> None:
        """Ask again for each of them. Those that are not there are no error."""
        ...
