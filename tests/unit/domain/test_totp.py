"""Codes are those of RFC 4226 (appendix D) and RFC 6238 (appendix B), and a wrong clock is borne a little."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "code"),
    list(
        enumerate(
            (
                "755224",
                "287082",
                "359152",
                "969429",
                "338314",
                "254676",
                "287922",
                "162583",
                "399871",
                "520489",
            )
        )
    ),
)
def test_counted_codes_are_those_of_the_standard(count: int, code: str) -> None:
    assert totp.code_at(SECRET, count) == code


@pytest.mark.parametrize(
    ("seconds", "eight_digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_timed_codes_are_the_last_six_digits_of_the_standards(seconds: int, eight_digits: str) -> None:
    step = totp.step_at(datetime.fromtimestamp(seconds, UTC))

    assert totp.code_at(SECRET, step) == eight_digits[2:]


@pytest.mark.parametrize(
    ("away", "is_right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_may_be_wrong_by_one_step(away: int, is_right: bool) -> None:
    code = totp.code_at(SECRET, totp.step_at(NOON + timedelta(seconds=away)))

    assert (totp.step_of(SECRET, code, NOON) is not None) == is_right


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12 456", "١٢٣٤٥٦", "²23456", "\ud800"])
def test_only_six_digits_are_a_code(typed: str) -> None:
    assert not totp.is_code(typed)
    assert totp.step_of(SECRET, typed, NOON) is None


def test_a_secret_may_come_without_padding_and_in_small_letters() -> None:
    secret = base64.b32encode(b"a secret of 32 bytes, as Cognito").decode()

    assert totp.code_at(secret.rstrip("=").lower(), 1) == totp.code_at(secret, 1)


def test_the_first_step_of_all_has_none_before_it() -> None:
    start = datetime.fromtimestamp(0, UTC)

    assert totp.step_of(SECRET, "755224", start) == 0


def test_apps_are_told_whose_secret_it_is() -> None:
    secret = totp.secret_of(bytes(range(20)))

    assert totp.setup_uri(secret, "Bandeja", "ana+mail@bandeja.test") == (
        f"otpauth://totp/Bandeja:ana%2Bmail@bandeja.test?secret={secret}&issuer=Bandeja"
    )
    assert len(secret) == 32
