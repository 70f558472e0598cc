"""What nobody should send to the address of a page: the right status, one line that says why, and no more."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.domain.entry import Delivery, Message
from chalicelib.domain.platform_key import PlatformKey
from chalicelib.handlers.log import log
from tests.unit.handlers.house import House
from tests.unit.handlers.test_meta_webhooks import (
    SECRET,
    VERIFY,
    Meta,
    answered,
    claimed,
    echo,
    heads,
    said,
    states,
    texts,
)
from tests.unit.usecases.company import NOON
from tests.unit.usecases.platform_people import PAGE

NOW = int(NOON.timestamp() * 1000)
PERSON = {"sender": {"id": "7001"}, "recipient": {"id": PAGE.address}, "timestamp": NOW}


@pytest.fixture
def meta(house: House) -> Meta:
    house.ports.workspace.put_channel(PAGE)
    house.ports.channel_secrets.put(PAGE.id, {"app_secret": SECRET, "verify_token": VERIFY, "token": "t"})
    return Meta(house)


class Lines:
    """What was written into the log."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    def since(self) -> list[dict[str, Any]]:
        """All lines since it was asked for the last time."""
        told = self.stream.getvalue().splitlines()
        self.stream.seek(0)
        self.stream.truncate()
        return [json.loads(line) for line in told]

    def reasons(self) -> list[str]:
        return [line["reason"] for line in self.since()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, found = log.registered_handler, Lines()
    assert isinstance(handler, logging.StreamHandler)
    before = handler.setStream(found.stream)
    yield found
    handler.setStream(before)


def kept(meta: Meta) -> int:
    """Jobs that wait, and conversations there are."""
    return meta.jobs.waiting("webhooks") + len(heads(meta.house))


@pytest.mark.parametrize("signature", ["", "sha256=", "sha1=abc", "sha256=" + "0" * 64, "sha256=ñ"])
def test_a_signature_that_is_not_ours(meta: Meta, lines: Lines, signature: str) -> None:
    answer = meta.posts({"object": "page", "entry": []}, **{"x-hub-signature-256": signature})

    assert answer.problem == (403, "WrongSignature", "")
    assert (lines.reasons(), kept(meta)) == (["signature"], 0)


def test_a_verify_token_that_is_not_ours(meta: Meta, lines: Lines) -> None:
    assert meta.asks(mode="subscribe", verify_token="guessed", challenge="1").status == 403
    assert lines.reasons() == ["verify_token"]


def test_a_channel_that_nobody_can_sign_for(meta: Meta, lines: Lines) -> None:
    assert Meta(meta.house, "0" * 32).tells(said("m_1", "Hi")).status == 404
    assert lines.reasons() == ["channel"]


def test_a_page_that_is_not_connected(meta: Meta, lines: Lines) -> None:
    assert meta.tells(said("m_1", "one"), said("m_2", "two"), page="666").status == 200

    (line,) = lines.since()
    assert (line["reason"], line["items"], kept(meta)) == ("account", 2, 0)
    assert "one" not in json.dumps(line)


def test_what_else_was_told_in_the_same_body_is_kept(meta: Meta, lines: Lines) -> None:
    told: list[Any] = [
        {"id": page, "time": NOW, "messaging": [said(f"m_{page}", "Hi", person="7001")]}
        for page in ("666", PAGE.address)
    ]
    told[0]["messaging"][0]["recipient"] = {"id": "666"}

    assert meta.posts({"object": "page", "entry": told}).status == 200
    assert (lines.reasons(), kept(meta)) == (["account"], 1)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"object": "page", "entry": []}, "nothing_told"),
        ({"object": "page"}, "nothing_told"),
        ({"object": "page", "entry": None}, "nothing_told"),
        ({"object": "page", "entry": [{"id": PAGE.address, "time": 1, "messaging": []}]}, "nothing_told"),
        ({"object": "page", "padding": "x" * 1_000_000}, "nothing_told"),
        ({}, "unknown_object"),
        ([], "unknown_object"),
        ({"object": "instagram_of_the_future", "entry": []}, "unknown_object"),
        ({"object": "user", "entry": [{"id": "1", "uid": "1", "changed_fields": ["photos"]}]}, "account"),
    ],
)
def test_a_body_that_tells_of_nothing_here(meta: Meta, lines: Lines, body: Any, reason: str) -> None:
    answer = meta.posts(body)

    assert (answer.status, answer.body) == (200, b"EVENT_RECEIVED")
    assert (lines.reasons(), kept(meta)) == ([reason], 0)


def test_placeholders_of_the_documentation_are_nobodys(meta: Meta, lines: Lines) -> None:
    told = {
        "sender": {"id": "<PSID>"},
        "recipient": {"id": "<PAGE_ID>"},
        "timestamp": 1458692752478,
        "message": {"mid": "mid.1457764197618:41d102a3e1ae206a38", "text": "hello, world!"},
    }

    assert meta.posts({"object": "page", "entry": [{"id": "<PAGE_ID>", "messaging": [told]}]}).status == 200
    assert (lines.reasons(), kept(meta)) == (["account"], 0)


@pytest.mark.parametrize(
    ("raw", "status", "reason"),
    [
        (b"", 400, "The body is no JSON"),
        (b"{", 400, "The body is no JSON"),
        (b"\xff\xfe\x00", 400, "The body is no JSON"),
        (b"[" * 20_000 + b"]" * 20_000, 400, "The body is nested too deep"),
        (b'{"entry":' * 80 + b"1" + b"}" * 80, 400, "The body is nested too deep"),
        (b" " * 5_000_000, 413, "too_large"),
    ],
)
def test_a_body_that_cannot_be_read(meta: Meta, lines: Lines, raw: bytes, status: int, reason: str) -> None:
    assert meta.posts(raw).status == status
    assert (lines.reasons(), kept(meta)) == ([reason], 0)


def test_a_message_of_a_megabyte_is_words_like_any_other(meta: Meta, lines: Lines) -> None:
    text = "Is it open? " * 90_000

    assert meta.tells(said("m_1", text)).status == 200
    assert meta.works_off(lambda: 2) == [0, 0]

    (head,) = heads(meta.house)
    (entry,) = meta.house.ports.conversations.entries(head.id)
    assert isinstance(entry.content, Message)
    assert entry.content.full_text is not None
    assert meta.house.ports.blobs.get(entry.content.full_text).decode() == text
    assert lines.since() == []


def test_another_message_under_an_id_that_is_taken(meta: Meta, lines: Lines) -> None:
    meta.tells(said("m_1", "one"))
    meta.works_off()
    meta.tells(said("m_1", "another"))
    meta.works_off()

    (head,) = heads(meta.house)
    assert texts(meta.house, head.id) == ["one"]
    assert lines.reasons() == ["other_content"]


def test_the_same_message_again_is_an_ordinary_day(meta: Meta, lines: Lines) -> None:
    for _ in range(3):
        meta.tells(said("m_1", "one"))
    meta.works_off(lambda: 2)

    (head,) = heads(meta.house)
    assert texts(meta.house, head.id) == ["one"]
    assert lines.since() == []


@pytest.mark.parametrize("name", ["read", "delivery"])
def test_a_mark_that_comes_late(meta: Meta, lines: Lines, name: str) -> None:
    conversation, seq = answered(meta)
    claimed(meta, conversation, seq)
    meta.tells(echo("m_ours", "Until six", metadata=PlatformKey(conversation, seq, 1, 0, 1).text))
    meta.tells({**PERSON, name: {"watermark": NOW + 60_000}})
    meta.works_off()
    assert lines.since() == []

    meta.tells({**PERSON, name: {"watermark": NOW + 30_000}})
    meta.tells({**PERSON, name: {"watermark": NOW - 90_000}})
    meta.works_off()

    assert lines.reasons() == ["late_or_repeated"] * 2
    assert states(meta, conversation) == [Delivery.SENT, Delivery.DELIVERED]
    expected = seq if name == "read" else 0
    assert meta.house.ports.conversations.head(conversation).seen_through == expected


def test_a_mark_of_somebody_who_never_wrote(meta: Meta, lines: Lines) -> None:
    meta.tells({**PERSON, "read": {"watermark": NOW}})

    assert meta.works_off() == [0]
    assert (lines.reasons(), heads(meta.house)) == (["late_or_repeated"], [])
