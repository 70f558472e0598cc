"""The DNS of the local home is a file that anybody may write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chalicelib.adapters.local.made_up_dns import MadeUpDomains


def test_a_domain_always_needs_the_same_records_and_another_one_others(tmp_path: Path) -> None:
    domains = MadeUpDomains(tmp_path / "dns.json")

    wanted = domains.wanted("example.com")

    assert wanted == domains.wanted("example.com")
    assert wanted.verified is None, "what stands in the file decides"
    assert [one.purpose for one in wanted.records] == ["dkim"] * 3 + ["mail_from"] * 2 + ["dmarc"]
    assert not set(wanted.records) & set(domains.wanted("example.org").records)


def test_what_stands_in_the_file_is_found_and_a_silent_name_server_is_no_answer(tmp_path: Path) -> None:
    names = {"a.example.com": {"CNAME": ["b.example.net."]}, "c.example.com": {"TXT": None}}
    (tmp_path / "dns.json").write_text(json.dumps(names))
    domains = MadeUpDomains(tmp_path / "dns.json")

    assert domains.look_up("CNAME", "a.example.com") == ("b.example.net",)
    assert domains.look_up("TXT", "a.example.com") == ()
    assert domains.look_up("TXT", "d.example.com") == ()
    assert domains.look_up("TXT", "c.example.com") is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a.example.com": []}', '{"a.example.com": {"TXT": 1}}'])
def test_a_file_that_makes_no_sense_has_no_records(text: str, tmp_path: Path) -> None:
    (tmp_path / "dns.json").write_text(text)

    assert MadeUpDomains(tmp_path / "dns.json").look_up("TXT", "a.example.com") == ()
