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
from tests.name_server import Zone, answering, resolver_at

LONG = "v=spf1 include:amazonses.com ~all"
ZONE: Zone = {
    ("k._domainkey.example.com", "CNAME"): ("k.dkim.example.net.",),
    ("mail.example.com", "MX"): ("10 mx.example.net.", "20 mx2.example.net."),
    ("mail.example.com", "TXT"): (f'"{LONG[:9]}" "{LONG[9:]}"',),
}


@pytest.fixture(params=["file", "ses-moto"])
def domains(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SendingDomains]:
    if request.param == "file":
        names: dict[str, dict[str, list[str]]] = {}
        for (name, type_), found in ZONE.items():
            names.setdefault(name, {})[type_] = [one.replace('" "', "").strip('"') for one in found]
        (tmp_path / "dns.json").write_text(json.dumps(names))
        yield MadeUpDomains(tmp_path / "dns.json")
        return
    with mock_aws(), answering(ZONE) as address:
        client = new_client("sesv2", "eu-west-1")
        client.create_email_identity(EmailIdentity="example.com")
        yield SesDomains(client, "eu-west-1", NameServers(resolver_at(address)))


def test_a_domain_always_needs_the_same_records(domains: SendingDomains) -> None:
    wanted = domains.wanted("example.com")

    assert wanted == domains.wanted("example.com")
    assert [one.type for one in wanted.records if one.purpose == "dmarc"] == ["TXT"]
    assert all(one.name.endswith("example.com") and one.value for one in wanted.records)


def test_what_stands_in_the_dns_is_found(domains: SendingDomains) -> None:
    assert domains.look_up("CNAME", "k._domainkey.example.com") == ("k.dkim.example.net",)
    assert domains.look_up("TXT", "mail.example.com") == (LONG,)
    found = domains.look_up("MX", "mail.example.com")
    assert sorted(found or ()) == ["10 mx.example.net", "20 mx2.example.net"]


def test_nothing_there_is_an_answer_too(domains: SendingDomains) -> None:
    assert domains.look_up("TXT", "_dmarc.example.com") == ()
    assert domains.look_up("CNAME", "mail.example.com") == ()
    assert domains.look_up("TXT", f"{'x' * 64}.example.com") == ()
