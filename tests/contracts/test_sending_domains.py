"""Both homes say which records a domain needs, and what stands in their places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from chalicelib.adapters.aws.clients import new_client
from chalicelib.adapters.aws.name_servers import NameServers
from chalicelib.adapters.aws.sending_domains import SesDomains
from chalicelib.adapters.local.made_up_dns import MadeUpDomains
from chalicelib.ports.sending_domains import SendingDomains
from tests.contracts.name_server import name_server

LONG = "v=spf1 include:amazonses.com ~all"
NAMES: dict[str, dict[str, list[str] | None]] = {
    "k._domainkey.example.com": {"CNAME": ["k.dkim.example.net."]},
    "mail.example.com": {"MX": ["10 mx.example.net.", "20 mx2.example.net."], "TXT": [f'"{LONG}"']},
    "silent.example.com": {"TXT": None},
}


@pytest.fixture(params=["file", "ses-moto"])
def domains(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SendingDomains]:
    monkeypatch.setattr("chalicelib.adapters.aws.name_servers.MOST_SECONDS", 0.3)
    if request.param == "file":
        plain = {
            name: {type_: found and [one.strip('"') for one in found] for type_, found in records.items()}
            for name, records in NAMES.items()
        }
        (tmp_path / "dns.json").write_text(json.dumps(plain))
        yield MadeUpDomains(tmp_path / "dns.json")
        return
    with mock_aws(), name_server(NAMES) as resolver:
        client = new_client("sesv2", "eu-west-1")
        client.create_email_identity(EmailIdentity="example.com")
        yield SesDomains(client, "eu-west-1", NameServers(resolver))


def test_a_domain_always_needs_the_same_records(domains: SendingDomains) -> None:
    wanted = domains.wanted("example.com")

    assert wanted == domains.wanted("example.com")
    purposes = [one.purpose for one in wanted.records if one.purpose != "dkim"]  # moto has no DKIM tokens
    assert purposes == ["mail_from", "mail_from", "dmarc"]
    assert all(one.name.endswith("example.com") and one.value for one in wanted.records)


def test_what_stands_in_the_dns_is_found(domains: SendingDomains) -> None:
    assert domains.look_up("CNAME", "k._domainkey.example.com") == ("k.dkim.example.net",)
    assert domains.look_up("TXT", "mail.example.com") == (LONG,)
    found = domains.look_up("MX", "mail.example.com")
    assert sorted(found or ()) == ["10 mx.example.net", "20 mx2.example.net"]


def test_nothing_there_is_an_answer_and_silence_is_none(domains: SendingDomains) -> None:
    assert domains.look_up("TXT", "_dmarc.example.com") == ()
    assert domains.look_up("CNAME", "mail.example.com") == ()
    assert domains.look_up("TXT", f"{'x' * 64}.example.com") == ()
    assert domains.look_up("TXT", "silent.example.com") is None
