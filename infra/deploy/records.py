"""The DNS records that mail needs. The domain's own MX stays what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """One record, as the forms of DNS providers ask for it; `why` says what it is for."""

    name: str
    kind: str
    value: str
    why: str


def records(domain: str, region: str, identity: Mapping[str, Any]) -> tuple[Record, ...]:
    """Those of a domain. `identity` is SES's answer about it (GetEmailIdentity)."""
    dkim = identity.get("DkimAttributes", {})
    zone = dkim.get("SigningHostedZone", "dkim.amazonses.com")  # newer regions have one of their own
    found = [Record(f"in.{domain}", "MX", f"10 inbound-smtp.{region}.amazonaws.com", "mail comes in here")]
    found += [
        Record(f"{token}._domainkey.{domain}", "CNAME", f"{token}.{zone}", "DKIM signs what goes out")
        for token in dkim.get("Tokens", [])
    ]
    if mail_from := identity.get("MailFromAttributes", {}).get("MailFromDomain"):
        value = f"10 feedback-smtp.{region}.amazonses.com"
        found.append(Record(mail_from, "MX", value, "MAIL FROM: bounces come back"))
        found.append(Record(mail_from, "TXT", '"v=spf1 include:amazonses.com ~all"', "MAIL FROM: SPF"))
    found.append(Record(f"_dmarc.{domain}", "TXT", '"v=DMARC1; p=none"', "DMARC, only if there is none yet"))
    return tuple(found)


def lines(found: tuple[Record, ...]) -> list[str]:
    """A table, to be read and copied from; values are never cut."""
    names, kinds = max(len(one.name) for one in found), max(len(one.kind) for one in found)
    return [f"{one.name:<{names}}  {one.kind:<{kinds}}  {one.value}  ({one.why})" for one in found]
