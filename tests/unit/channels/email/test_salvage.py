"""What can be read in any case. Written for this test."""

from __future__ import annotations

import hashlib

import pytest

from chalicelib.channels.email.inbound import InboundMail, Mailbox, read_mail
from chalicelib.channels.email.salvage import beginning_of, salvage

RAW = (
    b"From: Carla <Carla@customer.example>\r\nTo: support@bandeja.test, x@y.example\r\nSubject: Lamp\r\n"
    b"Message-ID: <1@customer.example>\r\n\r\nIt flickers.\x00\r\n"
)


def test_a_salvaged_mail_carries_its_words_and_itself() -> None:
    mail = salvage(RAW)

    assert (mail.subject, mail.sender.address, mail.message_id) == (
        "Lamp",
        "carla@customer.example",
        "<1@customer.example>",
    )
    assert "It flickers." in mail.text
    (file,) = mail.attachments
    assert (file.name, file.content_type, file.content) == ("mail.eml", "message/rfc822", RAW)
    assert mail.content_hash == read_mail(RAW).content_hash


def broken(raw: bytes) -> InboundMail:
    raise ZeroDivisionError(len(raw))


def test_when_even_the_reader_fails_what_stands_there_plainly_is_read() -> None:
    mail = salvage(RAW, broken)

    assert (mail.subject, mail.sender, mail.message_id) == (
        "Lamp",
        Mailbox("carla@customer.example"),
        "<1@customer.example>",
    )
    assert [one.address for one in mail.to] == ["support@bandeja.test", "x@y.example"]
    assert mail.text == "It flickers.\n"
    assert mail.attachments[0].content == RAW
    assert mail.content_hash == hashlib.sha256(RAW).hexdigest()


@pytest.mark.parametrize("raw", [b"", b"\n\n", b":\n:", b"\x00" * 100, bytes(range(256)), b"From: @@\n"])
def test_bytes_of_any_kind_are_salvaged(raw: bytes) -> None:
    assert salvage(raw).attachments[0].content == raw
    assert salvage(raw, broken).attachments[0].content == raw


def test_of_a_mail_that_is_too_large_the_beginning_is_read() -> None:
    raw = RAW + b"x" * 6_000_000

    assert len(beginning_of(raw).text) < 5_000_000
    assert beginning_of(raw).subject == "Lamp"
