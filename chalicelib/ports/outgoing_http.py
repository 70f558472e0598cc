"""Other people's servers, called by our own orders: addresses that admins have typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from chalicelib.domain.errors import BandejaError


class AddressRefused(BandejaError):
    """An address that is never called: no https, a private network, a name or form that leads elsewhere."""

    title = "This address is not called"


class ServerAway(BandejaError):
    """Nothing has arrived there: the name is not known, nobody takes the call, the line cannot be secured."""

    title = "The server cannot be reached"


class ServerSilent(BandejaError):
    """The line broke, or time was up, after it was sent: nobody knows whether it has arrived."""

    title = "The server did not answer"


@dataclass(frozen=True, slots=True)
class Posted:
    """What the server answered. `body` is its beginning; `wait` is what it asks for by Retry-After."""

    status: int
    body: bytes = field(default=b"", repr=False)
    wait: timedelta | None = None

    @property
    def is_taken(self) -> bool:
        """Whether it says that it has it: any status of 200 to 299."""
        return 200 <= self.status < 300


class OutgoingHttp(Protocol):
    """Calls servers on the open internet, and none within a private network (no SSRF)."""

    def check(self, url: str) -> None:
        """Whether such an address would be called at all, without a call. Raises `AddressRefused`."""
        ...

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Posted:
        """One POST, within some seconds; redirects are not followed, their status is the answer.

        Raises `AddressRefused`, `ServerAway`, `ServerSilent`.
        """
        ...
