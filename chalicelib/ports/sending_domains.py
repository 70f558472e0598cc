"""The domains that answers go out from: what the mail service wants to see there, and what DNS says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.sending_domain import DnsRecord


@dataclass(frozen=True, slots=True)
class Wanted:
    """The records that a domain needs. `verified` is the word of the mail service; `None`: it has none."""

    records: tuple[DnsRecord, ...]
    verified: bool | None = None


class SendingDomains(Protocol):
    """Asked when a person wants to know, and by nobody else: it may take seconds."""

    def wanted(self, domain: str) -> Wanted:
        """The records of this domain (lower case), the same each time. Makes it known to the mail service.

        Raises `Throttled`, and `Invalid` for a domain that the mail service refuses.
        """
        ...

    def look_up(self, type_: str, name: str) -> tuple[str, ...] | None:
        """What stands there now, in any order; `None` when the name servers did not answer in time.

        An MX is `10 mx.example.net`; the pieces of a TXT are put together; names end without a dot.
        """
        ...
