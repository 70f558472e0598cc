"""Fetches files of messages from the platforms' own hosts, and from nowhere else.

An address in a webhook is what somebody outside wrote. So a name has to be the platform's, has to lead to a
public address, and that very address is then called; redirects are looked at in the same way.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from chalicelib.adapters.addresses import (
    LeadsInside,
    Resolve,
    looked_at,
    parts_of,
    port_of,
    resolved,
    target_of,
)
from chalicelib.adapters.meta.fetched_kinds import kind_of, name_of
from chalicelib.domain import limits
from chalicelib.ports.platform import FetchedFile, FileLost, PlatformBusy, TokenRefused

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

# where Meta's documentation and webhooks point to: the CDN, and `lookaside`, which wants the token
HOSTS = (
    *("fbcdn.net", "fbsbx.com", "facebook.com", "cdninstagram.com", "instagram.com", "whatsapp.net"),
    *("whatsapp.com", "messenger.com"),
)
REDIRECTS = 3
CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
WHOLE_SECONDS = 40.0
PIECE = 65_536
AGENT = "Bandeja"  # some of these hosts hand out nothing to programs without a name


@dataclass(frozen=True, slots=True)
class RemoteFiles:
    """`own_origin` is a Graph API of our own, such as `http://127.0.0.1:8000`: its files may be fetched from
    this machine. `anywhere`: from any host of the open internet, for what names no platform of its own."""

    own_origin: str = ""
    hosts: tuple[str, ...] = HOSTS
    anywhere: bool = False
    most: int = limits.FILE
    whole_seconds: float = WHOLE_SECONDS
    resolve: Resolve = resolved

    def fetch(self, url: str, *, name: str = "", token: str = "") -> FetchedFile:
        """The file, whole. The `token` goes to the first host only. Raises `FileLost`, `PlatformBusy`,
        and `TokenRefused` if there was a token."""
        ends = time.monotonic() + self.whole_seconds
        for _ in range(REDIRECTS + 1):
            answer = self._ask(url, token)
            try:
                if 300 <= answer.status < 400:
                    url, token = urljoin(url, answer.headers.get("location", "")), ""
                    continue
                _check(answer.status, bool(token))
                return self._whole(answer, url, name, ends)
            finally:
                answer.close()
        raise FileLost("The platform sends from one address to the next")

    def _ask(self, url: str, token: str) -> BaseHTTPResponse:
        from urllib3.exceptions import HTTPError

        parts = _parts(url)
        pool = self._pool(parts)
        headers = {"Host": parts.netloc, "Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": AGENT}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            return pool.urlopen(
                "GET", target_of(parts), headers=headers, redirect=False, retries=False, preload_content=False
            )
        except (HTTPError, OSError) as error:
            raise PlatformBusy("The platform's files cannot be reached") from error

    def _pool(self, parts: SplitResult) -> HTTPConnectionPool:
        """A connection to an address that was looked at, for the name that the certificate must have."""
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout

        host, port = parts.hostname or "", port_of(parts)
        is_own = bool(self.own_origin) and f"{parts.scheme}://{parts.netloc}" == self.own_origin.lower()
        if not is_own and (parts.scheme != "https" or port != 443 or not self._is_of_platform(host)):
            raise FileLost("The file lies at an address that is not the platform's")
        address = self._address(host, port, here=is_own, elsewhere=parts.scheme == "https")
        timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        if parts.scheme == "http":
            return HTTPConnectionPool(address, port, timeout=timeout, maxsize=1)
        return HTTPSConnectionPool(
            address, port, timeout=timeout, maxsize=1, server_hostname=host, assert_hostname=host
        )

    def _is_of_platform(self, host: str) -> bool:
        return self.anywhere or any(host == one or host.endswith(f".{one}") for one in self.hosts)

    def _address(self, host: str, port: int, *, here: bool, elsewhere: bool) -> str:
        """Every address must be public, or of this machine where that is meant."""
        addresses = self.resolve(host, port)
        if not addresses:
            raise PlatformBusy("The platform's name cannot be looked up")
        try:
            return looked_at(addresses, here=here, elsewhere=elsewhere)
        except LeadsInside as error:
            raise FileLost("The file lies at an address within a private network") from error

    def _whole(self, answer: BaseHTTPResponse, url: str, name: str, ends: float) -> FetchedFile:
        from urllib3.exceptions import HTTPError

        told = answer.headers.get("content-length", "")
        if told.isdecimal() and int(told) > self.most:
            raise FileLost("The file is larger than we take")
        content = bytearray()
        try:
            while piece := answer.read(PIECE):
                content += piece
                if len(content) > self.most:
                    raise FileLost("The file is larger than we take")
                if time.monotonic() > ends:
                    raise PlatformBusy("The platform sends the file too slowly")
        except (HTTPError, OSError) as error:
            raise PlatformBusy("The line to the platform broke within the file") from error
        if told.isdecimal() and len(content) < int(told):
            raise PlatformBusy("The platform's file came only in part")
        return _file(bytes(content), url, name, answer.headers)


def _file(content: bytes, url: str, name: str, headers: Mapping[str, str]) -> FetchedFile:
    kind = kind_of(content, headers.get("content-type", ""))
    named = name or name_of(headers.get("content-disposition", ""), urlsplit(url).path, kind)
    return FetchedFile(content, named, kind)


def _parts(url: str) -> SplitResult:
    """Raises `FileLost` for anything but a plain address."""
    parts = parts_of(url)
    if parts is None:
        raise FileLost("The file has no usable address")
    return parts


def _check(status: int, had_token: bool) -> None:
    if 200 <= status < 300:
        return
    if status == 401 and had_token:
        raise TokenRefused("The platform does not hand out files for this token")
    if status == 429 or status >= 500:
        raise PlatformBusy(f"The platform's files cannot be had now (status {status})")
    raise FileLost(f"The platform does not hand the file out any more (status {status})")
