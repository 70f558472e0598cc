"""A record that a domain needs, beside what its name servers say."""

from __future__ import annotations

import pytest

from chalicelib.domain.sending_domain import DnsRecord, RecordState, compared

DKIM = DnsRecord("dkim", "CNAME", "k1._domainkey.example.com", "k1.dkim.example.net")
MX = DnsRecord("mail_from", "MX", "mail.example.com", "10 feedback-smtp.eu-west-1.amazonses.com")
SPF = DnsRecord("mail_from", "TXT", "mail.example.com", "v=spf1 include:amazonses.com ~all")
DMARC = DnsRecord("dmarc", "TXT", "_dmarc.example.com", "v=DMARC1; p=none")


@pytest.mark.parametrize(
    ("record", "found", "state", "instead"),
    [
        (DKIM, ["K1.dkim.example.net."], RecordState.FOUND, ""),
        (DKIM, ["k2.dkim.example.net"], RecordState.WRONG, "k2.dkim.example.net"),
        (DKIM, [], RecordState.MISSING, ""),
        (DKIM, None, RecordState.UNKNOWN, ""),
        (MX, ["10  feedback-smtp.eu-west-1.amazonses.com."], RecordState.FOUND, ""),
        (MX, ["10 mx.example.net"], RecordState.WRONG, "10 mx.example.net"),
        (SPF, ["v=spf1 include:amazonses.com include:other.example -all"], RecordState.FOUND, ""),
        (SPF, ["v=spf1 -all"], RecordState.WRONG, "v=spf1 -all"),
        (SPF, ["some-site-verification=1"], RecordState.MISSING, ""),
        (SPF, ["v=spf1 include:amazonses.com ~all", "v=spf1 -all"], RecordState.WRONG, "v=spf1 -all"),
        (DMARC, ["v=DMARC1; p=reject; rua=mailto:d@example.com"], RecordState.FOUND, ""),
        (
            DMARC,
            ["v=DMARC1; p=none", "v=DMARC1; p=none"],
            RecordState.WRONG,
            "v=DMARC1; p=none / v=DMARC1; p=none",
        ),
        (DMARC, ["v=spf1 -all"], RecordState.MISSING, ""),
    ],
)
def test_a_record_is_found_wrong_missing_or_not_known(
    record: DnsRecord, found: list[str] | None, state: RecordState, instead: str
) -> None:
    checked = compared(record, found)

    assert (checked.state, checked.found) == (state, instead)
    assert (checked.type, checked.name, checked.value) == (record.type, record.name, record.value)


def test_an_endless_wrong_value_is_cut() -> None:
    assert len(compared(DKIM, ["x" * 5_000]).found) == 300
