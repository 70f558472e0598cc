"""A password that one home takes, the other takes too."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.password import check_password


@pytest.mark.parametrize(
    "password",
    ["correct horse", "a" * 12, "a" * 256, "contraseña larga", "密码密码密码密码密码密码", "🏳️‍🌈" * 4],
)
def test_long_enough_is_good_enough(password: str) -> None:
    check_password(password, "password")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "12 characters"),
        ("a" * 11, "12 characters"),
        ("a" * 257, "at most 256"),
        ("🦉" * 129, "at most 256"),
        (" correct horse", "space"),
        ("correct horse\u00a0", "space"),
        ("correct\nhorse", "control"),
        ("correct\0horse", "control"),
        ("correct\ud800horse", "control"),
    ],
)
def test_what_cognito_would_refuse_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        check_password(password, "new")
    assert refused.value.field == "new"
