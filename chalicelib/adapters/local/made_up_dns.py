"""Domains of the local home: their DNS is a file, so that all can be tried without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from chalicelib.domain.sending_domain import DnsRecord
from chalicelib.ports.sending_domains import Wanted

MAIL_SERVICE = "bandeja.test"
KEYS = 3
TOKEN = 32  # as long as those of SES, so that what does not fit shows at home


class MadeUpDomains:
    """`SendingDomains` of the local home.

    The file is JSON: `{"k1._domainkey.example.com": {"CNAME": ["k1.dkim.bandeja.test"]}}`. A name that
    does not stand in it has no records; `null` in the place of a list: the name servers do not answer.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def wanted(self, domain: str) -> Wanted:
        keys = [hashlib.sha256(f"{number}{domain}".encode()).hexdigest()[:TOKEN] for number in range(KEYS)]
        dkim = [
            DnsRecord("dkim", "CNAME", f"{key}._domainkey.{domain}", f"{key}.dkim.{MAIL_SERVICE}")
            for key in keys
        ]
        return Wanted(
            (
                *dkim,
                DnsRecord("mail_from", "MX", f"mail.{domain}", f"10 feedback.{MAIL_SERVICE}"),
                DnsRecord("mail_from", "TXT", f"mail.{domain}", f"v=spf1 include:{MAIL_SERVICE} ~all"),
                DnsRecord("dmarc", "TXT", f"_dmarc.{domain}", "v=DMARC1; p=none"),
            )
        )

    def look_up(self, type_: str, name: str) -> tuple[str, ...] | None:
        there = self._names().get(name)
        found = there.get(type_, []) if isinstance(there, dict) else []
        if found is None:
            return None
        return tuple(str(one).rstrip(".") for one in found) if isinstance(found, list) else ()

    def _names(self) -> dict[str, Any]:
        try:
            names = json.loads(self._file.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return names if isinstance(names, dict) else {}
