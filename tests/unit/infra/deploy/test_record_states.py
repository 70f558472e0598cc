from __future__ import annotations

from typing import Any

import pytest

from infra.deploy.record_states import say_records
from tests.unit.infra.deploy.conftest import PLAN, Paper

SPF = "v=spf1 include:amazonses.com ~all"


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
    ("name", "type_", "found", "words"),
    [
        ("in.example.com", "MX", ("10 inbound-smtp.eu-west-1.amazonaws.com",), "is there"),
        ("in.example.com", "MX", ("10 mx.elsewhere.test",), "something else is there"),
        ("in.example.com", "MX", (), "missing"),
        ("in.example.com", "MX", None, "nobody answered"),
        ("mail.example.com", "TXT", ("google-site-verification=x", SPF), "is there"),
        ("mail.example.com", "TXT", ("google-site-verification=x",), "missing"),
        ("mail.example.com", "TXT", ("v=spf1 -all",), "something else is there"),
    ],
)
def test_a_record_is_there_missing_or_another(
    paper: Paper, name: str, type_: str, found: tuple[str, ...] | None, words: str
) -> None:
    assert not say_records(
        paper, PLAN, Sesv2(verified=True), lambda *asked: found if asked == (name, type_) else ()
    )

    (row,) = [line for line in paper.said.splitlines() if line.split()[:2] == [name, type_]]
    assert f"  {words} (" in row


def test_the_table_is_aligned_and_nothing_is_cut(paper: Paper) -> None:
    say_records(paper, PLAN, Sesv2(verified=True), lambda *asked: ())

    rows = [line for line in paper.said.splitlines() if "example.com  " in line]
    assert len({row.index("  missing (") for row in rows}) == 1
    assert any("10 feedback-smtp.eu-west-1.amazonses.com" in row for row in rows)


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
