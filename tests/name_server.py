"""A name server on this machine that answers what a test tells it to, so that no test asks the internet."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

Zone = Mapping[tuple[str, str], tuple[str, ...]]


class _Question(socketserver.BaseRequestHandler):
    """One question by UDP. A name that the zone does not know at all does not exist."""

    zone: Zone

    def handle(self) -> None:
        data, line = self.request
        query = dns.message.from_wire(data)
        asked = query.question[0]
        name, kind = str(asked.name).rstrip(".").lower(), dns.rdatatype.to_text(asked.rdtype)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if found := self.zone.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *found))
        elif not any(known == name for known, _ in self.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        line.sendto(answer.to_wire(), self.client_address)


@contextmanager
def answering(zone: Zone) -> Iterator[str]:
    """`host:port` of a server for the zone: values by name and kind of record. It may change meanwhile."""
    handler = type("Question", (_Question,), {"zone": zone})
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        host, port = server.server_address[:2]
        yield f"{host!s}:{port}"
        server.shutdown()
        thread.join()


@contextmanager
def silent() -> Iterator[str]:
    """`host:port` where questions arrive and nobody answers."""
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mute:
        mute.bind(("127.0.0.1", 0))
        host, port = mute.getsockname()
        yield f"{host}:{port}"


def resolver_at(address: str) -> dns.resolver.Resolver:
    """Asks the server at `host:port`."""
    host, _, port = address.rpartition(":")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port)
    return resolver
