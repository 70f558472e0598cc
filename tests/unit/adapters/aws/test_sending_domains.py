"""SES gets to know a domain when somebody first asks about it, and says what it wants to see."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.adapters.aws.name_servers import NameServers
from chalicelib.adapters.aws.sending_domains import SesDomains
from chalicelib.domain.errors import Invalid, Throttled
from chalicelib.domain.sending_domain import DnsRecord
from tests.unit.adapters.aws.answers import Answer, Answering

UNKNOWN: Answer = (404, "NotFoundException", "no such identity")


def identity(*, verified: bool = False, zone: str = "") -> dict[str, Any]:
    dkim = {"Tokens": ["aaa", "bbb"], **({"SigningHostedZone": zone} if zone else {})}
    mail_from = {"MailFromDomain": "mail.example.com"}
    return {"VerifiedForSendingStatus": verified, "DkimAttributes": dkim, "MailFromAttributes": mail_from}


def domains_of(ses: Answering) -> SesDomains:
    return SesDomains(ses.client, "eu-west-1", NameServers())


def test_a_new_domain_is_made_known_with_a_mail_from_of_its_own() -> None:
    ses = Answering("sesv2", UNKNOWN, {}, {}, identity())

    wanted = domains_of(ses).wanted("example.com")

    assert ses.requests[1] == {"EmailIdentity": "example.com"}
    assert ses.requests[2] == {
        "MailFromDomain": "mail.example.com",
        "BehaviorOnMxFailure": "USE_DEFAULT_VALUE",
    }
    assert wanted.verified is False
    assert wanted.records == (
        DnsRecord("dkim", "CNAME", "aaa._domainkey.example.com", "aaa.dkim.amazonses.com"),
        DnsRecord("dkim", "CNAME", "bbb._domainkey.example.com", "bbb.dkim.amazonses.com"),
        DnsRecord("mail_from", "MX", "mail.example.com", "10 feedback-smtp.eu-west-1.amazonses.com"),
        DnsRecord("mail_from", "TXT", "mail.example.com", "v=spf1 include:amazonses.com ~all"),
        DnsRecord("dmarc", "TXT", "_dmarc.example.com", "v=DMARC1; p=none"),
    )


def test_a_domain_that_is_known_is_only_looked_at() -> None:
    ses = Answering("sesv2", identity(verified=True, zone="dkim.eu-west-1.amazonses.com"))

    wanted = domains_of(ses).wanted("example.com")

    assert wanted.verified is True
    assert wanted.records[0].value == "aaa.dkim.eu-west-1.amazonses.com"


def test_a_domain_without_mail_from_is_asked_for_no_records_of_it() -> None:
    ses = Answering("sesv2", {**identity(), "MailFromAttributes": {}})

    assert [one.purpose for one in domains_of(ses).wanted("example.com").records] == ["dkim", "dkim", "dmarc"]


def test_two_who_ask_at_once_make_one() -> None:
    ses = Answering("sesv2", UNKNOWN, (400, "AlreadyExistsException", "exists"), identity())

    assert len(domains_of(ses).wanted("example.com").records) == 5


@pytest.mark.parametrize("code", ["BadRequestException", "LimitExceededException"])
def test_a_domain_that_ses_refuses_is_refused_with_its_words(code: str) -> None:
    ses = Answering("sesv2", UNKNOWN, (400, code, "not with this name"))

    with pytest.raises(Invalid, match="not with this name"):
        domains_of(ses).wanted("example.com")


def test_too_many_questions_are_asked_again_later() -> None:
    ses = Answering("sesv2", (429, "TooManyRequestsException", "slow down"))

    with pytest.raises(Throttled):
        domains_of(ses).wanted("example.com")
