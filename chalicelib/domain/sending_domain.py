"""A domain that answers go out from: the DNS records it needs, and what was found in their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_FOUND = 300


class RecordState(StrEnum):
    FOUND = "found"
    WRONG = "wrong"
    MISSING = "missing"
    UNKNOWN = "unknown"  # the name servers did not answer


@dataclass(frozen=True, slots=True)
class DnsRecord:
    """One record that a domain needs. `purpose` is `dkim`, `mail_from` or `dmarc`; `name` is whole.

    An MX has its preference before the host: `10 feedback-smtp.eu-west-1.amazonses.com`.
    """

    purpose: str
    type: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A record and what stood in its place. `state` is one of `RecordState`; `found` is set when wrong."""

    purpose: str
    type: str
    name: str
    value: str
    state: str
    found: str = ""

    @property
    def is_found(self) -> bool:
        return self.state == RecordState.FOUND


@dataclass(frozen=True, slots=True)
class SendingDomain:
    """What the last check of a domain showed; `id` is its name. `verified`: mail may go out in its name."""

    id: str
    checked_at: datetime
    verified: bool
    records: tuple[CheckedRecord, ...] = ()


def compared(record: DnsRecord, found: Sequence[str] | None) -> CheckedRecord:
    """The record beside what the name servers answered; `None`: they did not answer."""
    state, instead = _state(record, found)
    return CheckedRecord(record.purpose, record.type, record.name, record.value, state, instead)


def _state(record: DnsRecord, found: Sequence[str] | None) -> tuple[RecordState, str]:
    if found is None:
        return RecordState.UNKNOWN, ""
    if record.type == "TXT":
        family = _family(record.value)
        found = [one for one in found if _family(one) == family]
    if not found:
        return RecordState.MISSING, ""
    if len(found) == 1 and _is_as_good(record, found[0]):
        return RecordState.FOUND, ""
    # two DMARC or two SPF records count as none (RFC 7489, 6.6.3; RFC 7208, 4.5)
    others = [one for one in found if not _is_as_good(record, one)] or list(found)
    return RecordState.WRONG, " / ".join(others)[:MOST_FOUND]


def _is_as_good(record: DnsRecord, found: str) -> bool:
    """The same, or what does the same: any policy of DMARC, an SPF record that includes ours."""
    if record.purpose == "dmarc":
        return True
    if record.type == "TXT":
        wanted = {word for word in _words(record.value) if word.startswith("include:")}
        return wanted <= set(_words(found))
    return _plain(found) == _plain(record.value)


def _family(text: str) -> str:
    """`v=spf1`, `v=dmarc1`: a name may have TXT records of many kinds."""
    return text.strip().lower().replace(";", " ").split(" ")[0]


def _words(text: str) -> list[str]:
    return text.lower().split()


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")
