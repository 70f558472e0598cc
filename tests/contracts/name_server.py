"""A name server on this machine that knows the names of one test, over UDP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

Names = Mapping[str, Mapping[str, list[str] | None]]


@contextmanager
def name_server(names: Names) -> Iterator[dns.resolver.Resolver]:
    """A resolver that asks it. `None` in the place of records: it does not answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        serving = threading.Thread(target=_serve, args=(listening, names))
        serving.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = listening.getsockname()[1]
        try:
            yield resolver
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
                ending.sendto(b"", listening.getsockname())
            serving.join()


def _serve(listening: socket.socket, names: Names) -> None:
    while True:
        raw, asker = listening.recvfrom(4096)
        if not raw:
            return
        question = dns.message.from_wire(raw)
        name, type_ = question.question[0].name, question.question[0].rdtype.name
        answer = dns.message.make_response(question)
        records = names.get(name.to_text(omit_final_dot=True))
        found = (records or {}).get(type_, [])
        if found is None:
            continue
        if records is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        if found:
            answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", type_, found))
        listening.sendto(answer.to_wire(), asker)
