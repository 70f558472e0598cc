"""A signed webhook is taken for five minutes, and nothing else is taken for one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.webhook_signature import is_signed, signature_of, signed_at

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BODY = b'{"text": "Hello"}'
KNOWN = "f91e06398dd4b50c2457029027f0a24a0c61dfc213a2d388cf223762045815a3"


def test_what_was_signed_is_taken_for_five_minutes() -> None:
    header = signature_of(BODY, ["secret"], AT)

    assert is_signed(BODY, header, ["secret"], AT + timedelta(minutes=5))
    assert is_signed(BODY, header, ["secret"], AT - timedelta(minutes=5))
    assert not is_signed(BODY, header, ["secret"], AT + timedelta(minutes=5, seconds=1))
    assert not is_signed(BODY, header, ["secret"], AT - timedelta(minutes=5, seconds=1))
    assert signed_at(header) == AT


def test_the_signature_is_the_one_that_the_manual_tells() -> None:
    """openssl: printf '1772443800.{"text": "Hello"}' | openssl dgst -sha256 -hmac secret"""
    header = signature_of(BODY, ["secret"], AT)

    assert header == f"t=1772443800,v1={KNOWN}"


def test_either_secret_is_taken_while_one_is_replaced() -> None:
    both = signature_of(BODY, ["old", "new"], AT)

    assert is_signed(BODY, both, ["new"], AT)
    assert is_signed(BODY, both, ["old"], AT)
    assert is_signed(BODY, signature_of(BODY, ["old"], AT), ["new", "old"], AT)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=1772443800",
        "v1=00",
        "t=x,v1=00",
        "t=-1,v1=00",
        "t=1,t=1772443800,v1=00",
        "t=99999999999999999999,v1=00",
        "t=1772443800,v1=é",
        "t=1772443800,v1=" + "0" * 2_000,
    ],
)
def test_what_is_no_signature_is_refused(header: str) -> None:
    assert not is_signed(BODY, header, ["secret"], AT)


def test_another_body_another_secret_or_none_is_refused() -> None:
    header = signature_of(BODY, ["secret"], AT)

    assert not is_signed(BODY + b" ", header, ["secret"], AT)
    assert not is_signed(BODY, header, ["other"], AT)
    assert not is_signed(BODY, header, [], AT)
    assert not is_signed(BODY, signature_of(BODY, [""], AT), [""], AT)
