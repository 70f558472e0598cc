"""Calls other people's servers on the open internet, and never one within a private network.

No redirects, no cookies, no proxy. A call ends after `SECONDS`, whatever the other side does.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import SplitResult

from chalicelib.adapters.addresses import (
    LeadsInside,
    Resolve,
    looked_at,
    parts_of,
    port_of,
    resolved,
    target_of,
)
from chalicelib.domain.reason import Reason
from chalicelib.ports.outgoing_http import AddressRefused, Posted, ServerAway, ServerSilent

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse
    from ssl import SSLSocket

SECONDS = 10.0
BODY = 2_000
AGENT = "Bandeja"
LONGEST_WAIT = timedelta(days=1)
HERE = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class GuardedHttp:
    """`OutgoingHttp` of both homes. `loopback`: this machine may be called, also without TLS, as for trying
    everything out at home."""

    clock: Callable[[], datetime]
    loopback: bool = False
    seconds: float = SECONDS
    resolve: Resolve = resolved

    def check(self, url: str) -> None:
        """A name that nobody knows (yet) is no reason to refuse."""
        parts = self._parts(url)
        if addresses := self._addresses(parts, time.monotonic() + self.seconds):
            self._chosen(parts, addresses)

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Posted:
        parts = self._parts(url)
        ends = time.monotonic() + self.seconds
        addresses = self._addresses(parts, ends)
        if not addresses:
            raise ServerAway("The name of the server is not known")
        with self._line(parts, self._chosen(parts, addresses), ends) as line:
            return self._answer(line, target_of(parts), {**headers, "Host": parts.netloc}, body)

    def _parts(self, url: str) -> SplitResult:
        parts = parts_of(url)
        if parts is None:
            raise AddressRefused("This is not the address of a server", reason=Reason("not_a_web_address"))
        if self._is_here(parts):
            return parts
        if parts.scheme != "https":
            raise AddressRefused("The address begins with https://", reason=Reason("not_a_web_address"))
        if port_of(parts) != 443:
            raise AddressRefused(
                "The address has no port of its own: https is taken at 443", reason=Reason("address_has_port")
            )
        return parts

    def _is_here(self, parts: SplitResult) -> bool:
        """Of this machine, by its name: no other name may lead here."""
        host = parts.netloc.removesuffix(f":{parts.port}")
        return self.loopback and parts.scheme in ("http", "https") and host in HERE

    def _addresses(self, parts: SplitResult, ends: float) -> list[str]:
        """None if the look-up takes longer than there is time: no resolver can be told how long that is."""
        found: list[str] = []
        asked = threading.Thread(
            target=lambda: found.extend(self.resolve(parts.hostname or "", port_of(parts))), daemon=True
        )
        asked.start()
        asked.join(max(0.0, ends - time.monotonic()))
        return [] if asked.is_alive() else found

    def _chosen(self, parts: SplitResult, addresses: list[str]) -> str:
        is_here = self._is_here(parts)
        try:
            return looked_at(addresses, here=is_here, elsewhere=not is_here)
        except LeadsInside as error:
            raise AddressRefused(
                "The address leads into a private network", reason=Reason("address_is_private")
            ) from error

    @contextmanager
    def _line(self, parts: SplitResult, address: str, ends: float) -> Iterator[HTTPConnection]:
        """A line to an address that was looked at; cut when time is up, also while something still drips."""
        from http.client import HTTPConnection

        host, port = parts.hostname or "", port_of(parts)
        line = HTTPConnection(host, port)
        line.auto_open = 0  # it would look the name up again
        line.sock = self._connected(address, port, ends)
        held = [line.sock]  # the connection itself lets go of it before the answer is read
        cut = threading.Timer(max(0.0, ends - time.monotonic()), _hang_up, [held])
        cut.daemon = True
        cut.start()
        try:
            if parts.scheme == "https":
                held[0] = line.sock = _wrapped(line.sock, host)
                _greet(line.sock)
            yield line
        finally:
            cut.cancel()
            line.close()

    def _connected(self, address: str, port: int, ends: float) -> socket.socket:
        try:
            made = socket.create_connection((address, port), timeout=max(0.1, ends - time.monotonic()))
        except OSError as error:
            raise ServerAway("Nobody takes the call") from error
        made.settimeout(self.seconds)
        return made

    def _answer(self, line: HTTPConnection, target: str, headers: Mapping[str, str], body: bytes) -> Posted:
        from http.client import HTTPException

        try:
            line.request("POST", target, body=body, headers={"User-Agent": AGENT, **headers})
            answer = line.getresponse()
        except (HTTPException, OSError) as error:
            raise ServerSilent("The line broke, or time was up, before there was an answer") from error
        return Posted(answer.status, _beginning(answer), self._wait(answer.headers.get("retry-after", "")))

    def _wait(self, told: str) -> timedelta | None:
        """Seconds, or a date."""
        from email.utils import parsedate_to_datetime

        told = told.strip()
        if told.isascii() and told.isdecimal():
            return min(timedelta(seconds=int(told[:9])), LONGEST_WAIT)
        try:
            until = parsedate_to_datetime(told)
        except ValueError:
            return None
        if until.tzinfo is None:
            return None
        return min(max(until - self.clock(), timedelta()), LONGEST_WAIT)


def _wrapped(raw: socket.socket, host: str) -> SSLSocket:
    """Nothing is said yet. The certificate will be looked at under the name, whatever address is called."""
    import ssl

    context = ssl.create_default_context()
    return context.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)


def _greet(line: SSLSocket) -> None:
    try:
        line.do_handshake()
    except (OSError, ValueError) as error:
        raise ServerAway(f"The line could not be secured: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """What was wrong with a certificate is of use to whoever set the server up."""
    return str(getattr(error, "verify_message", "") or "no TLS")


def _hang_up(held: list[socket.socket]) -> None:
    """Whoever waits for the other side goes on at once. TLS is not asked: it is busy waiting."""
    with suppress(OSError):  # it has ended already
        socket.socket.shutdown(held[0], socket.SHUT_RDWR)


def _beginning(answer: HTTPResponse) -> bytes:
    """As much as comes: the status alone says what became of the call."""
    from http.client import HTTPException

    read = bytearray()
    try:
        while len(read) < BODY and (piece := answer.read1(BODY - len(read))):
            read += piece
    except (HTTPException, OSError):
        pass
    return bytes(read[:BODY])
