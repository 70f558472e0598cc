from __future__ import annotations

from typing import Any

import pytest

from infra.deploy.record_states import MISSING, OTHER, THERE, UNKNOWN, say_records, state_of_record
from infra.deploy.records import Record
from tests.unit.infra.deploy.conftest import PLAN, Paper

SPF = Record("mail.example.com", "TXT", '"v=spf1 include:amazonses.com ~all"', "SPF")
MX = Record("in.example.com", "MX", "10 inbound-smtp.eu-west-1.amazonaws.com", "mail comes in here")


class Sesv2:
    def __init__(self, verified: bool) -> None:
        self._verified = verified

    def get_email_identity(self, EmailIdentity: str) -> dict[str, Any]:  # noqa: N803 - boto's word
        return {
            "VerifiedForSendingStatus": self._verified,
            "DkimAttributes": {"Tokens": ["one"]},
            "MailFromAttributes": {"MailFromDomain": f"mail.{EmailIdentity}"},
        }


@pytest.mark.parametrize(
    ("record", "found", "state"),
    [
        (MX, ("10 inbound-smtp.eu-west-1.amazonaws.com",), THERE),
        (MX, ("10 mx.elsewhere.test",), OTHER),
        (MX, (), MISSING),
        (MX, None, UNKNOWN),
        (SPF, ("google-site-verification=x", "v=spf1 include:amazonses.com ~all"), THERE),
        (SPF, ("google-site-verification=x",), MISSING),
        (SPF, ("v=spf1 -all",), OTHER),
    ],
)
def test_a_record_is_there_missing_or_another(
    record: Record, found: tuple[str, ...] | None, state: str
) -> None:
    assert state_of_record(record, lambda name, kind: found) == state


def test_everything_there_and_verified_is_fine(paper: Paper) -> None:
    there = {
        ("in.example.com", "MX"): ("10 inbound-smtp.eu-west-1.amazonaws.com",),
        ("one._domainkey.example.com", "CNAME"): ("one.dkim.amazonses.com",),
        ("mail.example.com", "MX"): ("10 feedback-smtp.eu-west-1.amazonses.com",),
        ("mail.example.com", "TXT"): ("v=spf1 include:amazonses.com ~all",),
        ("_dmarc.example.com", "TXT"): ("v=DMARC1; p=none",),
    }

    assert say_records(paper, PLAN, Sesv2(verified=True), lambda *asked: there[asked])
    assert not say_records(paper, PLAN, Sesv2(verified=False), lambda *asked: there[asked])
    assert "SES may not yet send as example.com" in paper.said


def test_a_dmarc_of_ones_own_is_neither_shown_nor_missed(paper: Paper) -> None:
    def look(name: str, kind: str) -> tuple[str, ...]:
        return ("v=DMARC1; p=reject",) if name.startswith("_dmarc") else ()

    assert not say_records(paper, PLAN, Sesv2(verified=True), look)

    assert "_dmarc" not in paper.said
    assert "in.example.com" in paper.said
