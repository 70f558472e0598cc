"""Only what Meta signed comes in, and only who knows the token may connect."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from chalicelib.channels.meta.signature import is_signed, is_verify_token

BODY = b'{"object":"page","entry":[]}'
SECRET = "an app secret"


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("secret", [SECRET, "señal-秘密-🔑", "0" * 500])
def test_body_that_meta_signed_is_signed(secret: str) -> None:
    assert is_signed(BODY, signature(BODY, secret), secret)


def test_case_of_the_signature_does_not_matter() -> None:
    assert is_signed(BODY, signature(BODY).upper(), SECRET)


def test_one_changed_byte_breaks_the_signature() -> None:
    assert not is_signed(BODY.replace(b"page", b"Page"), signature(BODY), SECRET)


def test_bytes_are_signed_and_not_what_they_mean() -> None:
    assert not is_signed(b'{"object": "page", "entry": []}', signature(BODY), SECRET)
    assert is_signed(b"\xff\xfe not text", signature(b"\xff\xfe not text"), SECRET)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        "=",
        signature(BODY).removeprefix("sha256="),
        signature(BODY).replace("sha256", "sha1"),
        signature(BODY) + "00",
        signature(BODY)[:-1],
        "sha256=" + "é" * 64,
        "sha256=\ud800",
        "sha256=" + "0" * 1_000_000,
        f"{signature(BODY)},{signature(BODY)}",
        "sha256=sha256=" + signature(BODY)[7:],
    ],
    ids=lambda header: str(header)[:20].encode("ascii", "replace").decode(),
)
def test_any_other_header_is_refused(header: str | None) -> None:
    assert not is_signed(BODY, header, SECRET)


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed(BODY, signature(BODY, ""), "")


def test_signature_by_another_app_is_refused() -> None:
    assert not is_signed(BODY, signature(BODY, "of another app"), SECRET)


@pytest.mark.parametrize("token", ["tok-1", "contraseña", "\ud800"])
def test_agreed_token_is_taken(token: str) -> None:
    assert is_verify_token(token, token)


@pytest.mark.parametrize("given", [None, "", "tok-2", "TOK-1", "tok-1 ", "é"])
def test_another_token_is_refused(given: str | None) -> None:
    assert not is_verify_token(given, "tok-1")


@pytest.mark.parametrize("given", [None, ""])
def test_no_token_is_no_agreement(given: str | None) -> None:
    assert not is_verify_token(given, "")
