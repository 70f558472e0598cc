"""Addresses that agents type."""

from __future__ import annotations

import pytest

from chalicelib.domain.entry import Mailbox
from chalicelib.domain.errors import Invalid
from chalicelib.handlers.mailboxes import mailbox, mailboxes


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("anna@example.com", Mailbox("anna@example.com")),
        ("  Anna@Example.COM ", Mailbox("anna@example.com")),
        ("Anna Bell <anna@example.com>", Mailbox("anna@example.com", "Anna Bell")),
        ('"Bell, Anna" <anna@example.com>', Mailbox("anna@example.com", "Bell, Anna")),
        ("<anna@example.com>", Mailbox("anna@example.com")),
        ("anna+tag@mail.example.co.uk", Mailbox("anna+tag@mail.example.co.uk")),
        ("o'brien@example.com", Mailbox("o'brien@example.com")),
        ("josé@correo.example", Mailbox("josé@correo.example")),
        ("ana@bücher.example", Mailbox("ana@bücher.example")),
    ],
)
def test_an_address_is_read_as_people_type_it(typed: str, expected: Mailbox) -> None:
    assert mailbox(typed, "to") == expected


@pytest.mark.parametrize(
    "typed",
    [
        "anna",
        "anna@",
        "@example.com",
        "anna@example..com",
        "a..b@example.com",
        "anna@-example.com",
        "anna@example.com, bo@example.com",
        "anna@example.com\r\nBcc: eve@example.com",
        "Anna\r\nBcc: eve@example.com <anna@example.com>",
        "anna@exa mple.com",
        "<anna@example.com",
        "a" * 65 + "@example.com",
        "anna@" + "a" * 64 + ".com",
        "anna@example.com\x00",
        "",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        mailbox(typed, "to")

    assert refused.value.field == "to"


def test_the_wrong_one_of_several_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        mailboxes(["anna@example.com", "nonsense"], "cc")

    assert refused.value.field == "cc[1]"


def test_nothing_typed_is_nothing() -> None:
    assert mailboxes(None, "to") is None
    assert mailboxes([], "to") == ()
