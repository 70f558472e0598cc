from __future__ import annotations

from infra.deploy.records import records, why

MADE = {
    "DkimAttributes": {"Tokens": ["one", "three"]},
    "MailFromAttributes": {"MailFromDomain": "mail.example.com"},
}


def test_the_records_of_a_domain_never_touch_its_own_mail() -> None:
    found = records("example.com", "eu-west-1", MADE)

    assert [(one.name, one.type) for one in found] == [
        ("in.example.com", "MX"),
        ("one._domainkey.example.com", "CNAME"),
        ("three._domainkey.example.com", "CNAME"),
        ("mail.example.com", "MX"),
        ("mail.example.com", "TXT"),
        ("_dmarc.example.com", "TXT"),
    ]
    assert found[0].value == "10 inbound-smtp.eu-west-1.amazonaws.com"
    assert found[1].value == "one.dkim.amazonses.com"


def test_a_region_with_a_zone_of_its_own_has_its_keys_there() -> None:
    made = {"DkimAttributes": {"Tokens": ["one"], "SigningHostedZone": "dkim.elsewhere.test"}}

    assert records("example.com", "eu-west-1", made)[1].value == "one.dkim.elsewhere.test"


def test_a_domain_without_mail_from_needs_no_records_for_it() -> None:
    found = records("example.com", "eu-west-1", {})

    assert [one.name for one in found] == ["in.example.com", "_dmarc.example.com"]


def test_every_record_says_what_it_is_for() -> None:
    assert [why(one).split()[0] for one in records("example.com", "eu-west-1", MADE)] == [
        "mail",
        "DKIM",
        "DKIM",
        "MAIL",
        "MAIL",
        "DMARC,",
    ]
