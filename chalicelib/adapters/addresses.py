"""Addresses that somebody outside has written: what can be called at all, and where a name leads to.

A name is looked up once, every address behind it is looked at, and one of these very addresses is called.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

LONGEST_ADDRESS = 4_000
PORTS = {"https": 443, "http": 80}
Resolve = Callable[[str, int], list[str]]


class LeadsInside(Exception):
    """A name leads to an address within a private network."""


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host; none if there is no such name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def parts_of(url: str) -> SplitResult | None:
    """The parts of a plain address, its host in lower case; `None` for anything else."""
    try:
        parts = urlsplit(url)
        usable = len(url) <= LONGEST_ADDRESS and url.isascii() and url.isprintable() and " " not in url
        usable = usable and bool(parts.hostname) and port_of(parts) > 0 and "@" not in parts.netloc
    except ValueError:
        return None
    return parts._replace(netloc=parts.netloc.lower()) if usable and "\\" not in url else None


def port_of(parts: SplitResult) -> int:
    """The port that is meant, 0 for none."""
    return parts.port if parts.port is not None else PORTS.get(parts.scheme, 0)


def target_of(parts: SplitResult) -> str:
    """What is asked for of the host: path and query."""
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def looked_at(addresses: list[str], *, here: bool, elsewhere: bool) -> str:
    """That one of them which is to be called; there is at least one.

    All of them must be of this machine, where `here` is meant, or public, where `elsewhere` is. Raises
    `LeadsInside`.
    """
    for address in addresses:
        found = ipaddress.ip_address(address.partition("%")[0])
        if not (here and found.is_loopback or elsewhere and is_public(found)):
            raise LeadsInside
    return min(addresses, key=lambda one: ":" in one)  # functions have no IPv6 of their own


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Not even within an IPv6 address that stands for an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        inner = inner or _behind_nat64(address)
        if inner is not None and not inner.is_global:
            return False
    return address.is_global and not address.is_multicast


def _behind_nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address that a network with IPv6 only would call for it (RFC 6052)."""
    if int(address) >> 32 == int(ipaddress.IPv6Address("64:ff9b::")) >> 32:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
