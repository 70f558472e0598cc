"""What the Domain Name System says, asked of the name servers that this machine is set to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dns.resolver import Resolver

MOST_SECONDS = 4.0


class NameServers:
    """`resolver` is dnspython's; without one it is made when first needed, from /etc/resolv.conf."""

    def __init__(self, resolver: Resolver | None = None) -> None:
        self._resolver = resolver

    def look_up(self, type_: str, name: str) -> tuple[str, ...] | None:
        """As `SendingDomains.look_up`: `()` for nothing there, `None` without an answer in 4 seconds."""
        import dns.exception
        import dns.name
        import dns.resolver

        try:
            resolver = self._resolver or dns.resolver.Resolver()
            answer = resolver.resolve(name, type_, lifetime=MOST_SECONDS, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.LabelTooLong, dns.name.NameTooLong):
            return ()
        except (dns.exception.DNSException, OSError):
            return None
        return tuple(_text(type_, record) for record in answer)


def _text(type_: str, record: Any) -> str:
    if type_ == "MX":
        return f"{record.preference} {record.exchange.to_text(omit_final_dot=True).lower()}"
    if type_ == "TXT":
        return b"".join(record.strings).decode("utf-8", "replace")
    return str(record.to_text()).rstrip(".").lower()
