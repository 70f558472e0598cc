"""The DNS records that mail needs. The domain's own MX stays what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.aws.sending_domains import records_of
from chalicelib.domain.sending_domain import DnsRecord
from infra.deploy.mail_exchange import exchange_of

WHY = {
    ("mail_in", "MX"): "mail comes in here",
    ("dkim", "CNAME"): "DKIM signs what goes out",
    ("mail_from", "MX"): "MAIL FROM: bounces come back",
    ("mail_from", "TXT"): "MAIL FROM: SPF",
    ("dmarc", "TXT"): "DMARC, only if there is none yet",
    ("site", "CNAME"): "people reach the inbox",
}


def records(domain: str, region: str, identity: Mapping[str, Any]) -> tuple[DnsRecord, ...]:
    """Those of a domain. `identity` is SES's answer about it (GetEmailIdentity)."""
    mail_in = DnsRecord("mail_in", "MX", f"in.{domain}", f"10 {exchange_of(region)}")
    return (mail_in, *records_of(domain, region, identity))


def why(record: DnsRecord) -> str:
    """What it is for, in a few words."""
    return WHY[record.purpose, record.type]
