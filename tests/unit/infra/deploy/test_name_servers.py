from __future__ import annotations

import pytest

from chalicelib.adapters.aws import name_servers
from infra.deploy.name_servers import name_server
from tests.name_server import answering, silent

ZONE = {
    ("in.example.com", "MX"): ("10 Inbound-SMTP.eu-west-1.amazonaws.com.",),
    ("mail.example.com", "TXT"): ('"v=spf1 include:amazonses.com" " ~all"', '"other"'),
    ("one._domainkey.example.com", "CNAME"): ("one.dkim.amazonses.com.",),
}


def test_records_are_read_in_the_words_of_the_table() -> None:
    with answering(ZONE) as address:
        look = name_server(address)

        assert look("in.example.com", "MX") == ("10 inbound-smtp.eu-west-1.amazonaws.com",)
        assert look("mail.example.com", "TXT") == ("other", "v=spf1 include:amazonses.com ~all")
        assert look("one._domainkey.example.com", "CNAME") == ("one.dkim.amazonses.com",)


def test_what_is_not_there_is_told_apart_from_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_servers, "MOST_SECONDS", 0.2)
    with answering(ZONE) as address:
        assert name_server(address)("in.example.com", "TXT") == ()
        assert name_server(address)("nowhere.example.com", "MX") == ()
    with silent() as address:
        assert name_server(address)("in.example.com", "MX") is None


def test_nobody_is_asked_for_long_when_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_servers, "MOST_SECONDS", 0.2)
    with silent() as address:
        look = name_server(address)
        assert [look("in.example.com", "MX") for _ in range(2)] == [None, None]
        monkeypatch.setattr(name_servers, "MOST_SECONDS", 600)  # a third question would hang

        assert look("in.example.com", "MX") is None
