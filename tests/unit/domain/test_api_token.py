"""An API token as a program sends it, and what is kept of it."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.api_token import ApiToken, ShownToken, hashed, issued, taken_apart
from chalicelib.domain.permission import FOR_PEOPLE, FOR_TOKENS, IN_AN_INBOX, Permission
from chalicelib.domain.token_errors import ExpiredToken, MalformedToken, RevokedToken, UnknownToken
from tests.builders import NOW, a_token, an_id

ID = "0192f0c1a2b37c4d8e5f60718293a4b5"
SECRET = bytes(range(32))


def test_a_token_is_one_word_that_says_its_id_and_not_what_is_kept() -> None:
    token = issued(ID, SECRET)

    assert re.fullmatch(rf"bnd_{ID}_\w{{49}}", token)
    assert hashed(taken_apart(token).secret) not in token


@given(st.binary(min_size=32, max_size=32))
def test_every_secret_comes_out_as_it_went_in(randomness: bytes) -> None:
    token = issued(ID, randomness)

    apart = taken_apart(token)

    assert apart == ShownToken(ID, token.split("_")[2][:43])


def test_the_least_and_the_greatest_secret_are_of_one_length() -> None:
    assert len(issued(ID, bytes(32))) == len(issued(ID, b"\xff" * 32))


@pytest.mark.parametrize("at", range(len(issued(ID, SECRET))))
def test_one_letter_that_is_wrong_is_noticed_without_the_store(at: int) -> None:
    token = issued(ID, SECRET)
    other = "1" if token[at] != "1" else "2"

    with pytest.raises(MalformedToken):
        taken_apart(token[:at] + other + token[at + 1 :])


@pytest.mark.parametrize("given", ["", "bnd_", issued(ID, SECRET)[:-1], issued(ID, SECRET) + "0", "é" * 86])
def test_what_is_cut_short_or_no_token_at_all_is_noticed(given: str) -> None:
    with pytest.raises(MalformedToken):
        taken_apart(given)


def test_only_the_right_secret_is_told_that_a_token_has_ended() -> None:
    ended = [a_token("right", revoked_at=NOW), a_token("right", expires_at=NOW)]

    for token in ended:
        with pytest.raises(UnknownToken):
            token.check("wrong", NOW)
    with pytest.raises(RevokedToken):
        ended[0].check("right", NOW)
    with pytest.raises(ExpiredToken):
        ended[1].check("right", NOW)


def test_a_token_expires_at_the_very_moment() -> None:
    token = a_token("right", expires_at=NOW)

    token.check("right", NOW - timedelta(microseconds=1))
    assert token.has_expired(NOW)


def test_a_use_is_news_once_in_ten_minutes() -> None:
    token = a_token(last_used_at=NOW)

    assert a_token().use_is_news(NOW)
    assert not token.use_is_news(NOW + timedelta(minutes=10) - timedelta(seconds=1))
    assert token.use_is_news(NOW + timedelta(minutes=10))


def test_what_was_revoked_is_forgotten_after_thirty_days() -> None:
    token = a_token(revoked_at=NOW)

    assert not token.is_forgotten(NOW + timedelta(days=29))
    assert token.is_forgotten(NOW + timedelta(days=30))
    assert not a_token(expires_at=NOW).is_forgotten(NOW + timedelta(days=900))


def test_nothing_that_is_kept_is_the_secret() -> None:
    secret = taken_apart(issued(an_id(), SECRET)).secret
    token = a_token(secret)

    assert all(secret not in str(getattr(token, part.name)) for part in fields(ApiToken))


def test_a_token_never_has_what_accounts_are_made_of() -> None:
    assert {Permission.OWN_ACCOUNT, Permission.INVITE, Permission.MANAGE_TOKENS} == FOR_PEOPLE
    assert FOR_PEOPLE.isdisjoint(FOR_TOKENS)
    assert IN_AN_INBOX <= FOR_TOKENS
