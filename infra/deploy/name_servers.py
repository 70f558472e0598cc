"""What stands in DNS now, as a name server says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ANSWER_SECONDS = 6.0
PATIENCE = 2  # questions in a row without an answer, before it is taken that nobody is there
Look = Callable[[str, str], "tuple[str, ...] | None"]


def name_server(address: str = "") -> Look:
    """Looks up a name and a kind of record. `address` is `host[:port]`; empty for the system's servers.

    The answer is in the words of `infra.deploy.records`: names without the last dot, in small letters. It
    is empty when there is no such record, and `None` when nobody answered.
    """
    from dns.exception import DNSException
    from dns.resolver import NXDOMAIN

    unanswered = 0

    def look(name: str, kind: str) -> tuple[str, ...] | None:
        nonlocal unanswered
        if unanswered >= PATIENCE:
            return None
        try:
            resolver = _resolver(address)
            found = resolver.resolve(f"{name}.", kind, lifetime=ANSWER_SECONDS, raise_on_no_answer=False)
        except NXDOMAIN:
            unanswered = 0
            return ()
        except (DNSException, OSError):
            unanswered += 1
            return None
        unanswered = 0
        return tuple(sorted(_text(kind, one) for one in found.rrset or ()))

    return look


def _resolver(address: str) -> Any:
    from dns.resolver import Resolver

    if not address:
        return Resolver()
    host, _, port = address.partition(":")
    resolver = Resolver(configure=False)
    resolver.nameservers = [host]
    resolver.port = int(port or 53)
    return resolver


def _text(kind: str, found: Any) -> str:
    if kind == "MX":
        return f"{found.preference} {_host(found.exchange)}"
    if kind == "TXT":
        return b"".join(found.strings).decode("utf-8", "replace")
    return _host(found.target) if kind == "CNAME" else str(found.to_text())


def _host(name: Any) -> str:
    return str(name.to_text(omit_final_dot=True)).lower()
