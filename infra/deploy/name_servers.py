"""What stands in DNS now: where no name server answers, none is asked for long."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chalicelib.adapters.aws.name_servers import NameServers

if TYPE_CHECKING:
    from dns.resolver import Resolver

PATIENCE = 2  # questions in a row without an answer, before it is taken that nobody is there
Look = Callable[[str, str], "tuple[str, ...] | None"]


def name_server(address: str = "") -> Look:
    """Looks up a name and a kind of record. `address` is `host[:port]`; empty for the system's servers.

    The answer is in the words of `infra.deploy.records`, sorted. It is empty when there is no such record,
    and `None` when nobody answered.
    """
    servers = NameServers(_resolver(address) if address else None)
    unanswered = 0

    def look(name: str, kind: str) -> tuple[str, ...] | None:
        nonlocal unanswered
        found = servers.look_up(kind, name) if unanswered < PATIENCE else None
        unanswered = unanswered + 1 if found is None else 0
        return None if found is None else tuple(sorted(found))

    return look


def _resolver(address: str) -> Resolver:
    from dns.resolver import Resolver

    host, _, port = address.partition(":")
    resolver = Resolver(configure=False)
    resolver.nameservers = [host]
    resolver.port = int(port or 53)
    return resolver
