from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid
from chalicelib.domain.identity_token import Identified, identified_by, key_for
from chalicelib.domain.ids import ChannelId
from tests.builders import NOW

KEY = key_for(b"s" * 32, ChannelId("2" * 32), 1)
IN_AN_HOUR = int((NOW + timedelta(hours=1)).timestamp())


def text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def a_token(key: str = KEY, head: Any = None, **claims: Any) -> str:
    """As any server of a customer would make it."""
    given = {"sub": "42", "exp": IN_AN_HOUR, **claims}
    parts = [head or {"alg": "HS256", "typ": "JWT"}, {k: v for k, v in given.items() if v is not None}]
    signed = ".".join(text(json.dumps(part).encode()) for part in parts)
    return f"{signed}.{text(hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest())}"


def test_a_token_says_who_it_is() -> None:
    token = a_token(email=" Eva@Example.com ", name="Eva")

    assert identified_by(KEY, token, NOW) == Identified("42", "eva@example.com", "Eva")
    assert identified_by(KEY, a_token(), NOW) == Identified("42")


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (a_token(key="x" * 64), "not signed"),
        (a_token(key=key_for(b"s" * 32, ChannelId("2" * 32), 2)), "not signed"),
        (a_token(key=key_for(b"s" * 32, ChannelId("3" * 32), 1)), "not signed"),
        (a_token(head={"alg": "none"}), "HS256"),
        (a_token(head={"alg": "RS256"}), "HS256"),
        (a_token(exp=int(NOW.timestamp()) - 61), "ended"),
        (a_token(exp=IN_AN_HOUR + 24 * 3600), "24 hours"),
        (a_token(nbf=IN_AN_HOUR), "ended"),
        (a_token(exp=None), "exp"),
        (a_token(exp="tomorrow"), "exp"),
        (a_token(exp=True), "exp"),
        (a_token(sub=None), "sub"),
        (a_token(sub=""), "sub"),
        (a_token(sub=42), "sub"),
        (a_token(sub="x" * 201), "sub"),
        (a_token(email=["a"]), "email"),
        (a_token(name="x" * 101), "name"),
        ("", "JWT"),
        ("a.b.c", "JWT"),
        (a_token()[:-3], "not signed"),
        ("x" * 5_000, "JWT"),
        (f"{text(b'[]')}.{text(b'[]')}.x", "JWT"),
    ],
)
def test_a_token_that_is_wrong_is_refused_with_what_is_wrong(token: str, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        identified_by(KEY, token, NOW)

    assert why in refused.value.detail
    assert refused.value.field == "token"


def test_exp_may_be_a_minute_off_and_a_day_ahead() -> None:
    now = int(NOW.timestamp())

    for ends in (now - 59, now + 24 * 3600):
        assert identified_by(KEY, a_token(exp=ends), NOW).subject == "42"


@given(st.text(max_size=300))
def test_any_text_at_all_is_refused_and_never_breaks(token: str) -> None:
    with pytest.raises(Invalid):
        identified_by(KEY, token, NOW)
