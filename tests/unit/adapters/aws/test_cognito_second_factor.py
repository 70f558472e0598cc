"""A second factor by what Cognito answers, as its documentation has it: nothing here has met the real one.

Documented, and believed: that a code is taken once (`ExpiredCodeException`), that one step of a wrong clock
is borne, that a token verified anew replaces the old one, and that who has the preference switched off gets
no challenge.
"""

from __future__ import annotations

import pytest

from chalicelib.adapters.aws.cognito_second_factor import CognitoSecondFactor
from chalicelib.domain.errors import AlreadyThere, SecondFactorNotBegun, Throttled, WrongPassword
from chalicelib.domain.ids import AgentId
from tests.unit.adapters.aws.answers import Answer, Answering

ANA = AgentId("a" * 32)
PASSWORD, SECRET = "correct horse", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
SIGNED_IN: Answer = {"AuthenticationResult": {"AccessToken": "access.token"}}
CHALLENGE: Answer = {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "s" * 20}
VERIFIED: Answer = {"Status": "SUCCESS"}
WRONG_PASSWORD: Answer = (400, "NotAuthorizedException", "Incorrect username or password.")
UNKNOWN: Answer = (400, "UserNotFoundException", "User does not exist.")
SLOW: Answer = (400, "TooManyRequestsException", "Rate exceeded")


def factor_of(cognito: Answering) -> CognitoSecondFactor:
    return CognitoSecondFactor(cognito.client, "eu-west-1_pool", "client")


@pytest.mark.parametrize(
    ("user", "is_on"),
    [
        ({"Username": ANA, "UserMFASettingList": ["SOFTWARE_TOKEN_MFA"]}, True),
        ({"Username": ANA, "UserMFASettingList": []}, False),
        ({"Username": ANA}, False),
        (UNKNOWN, False),
    ],
)
def test_it_is_on_when_the_user_has_the_setting(user: Answer, is_on: bool) -> None:
    assert factor_of(Answering("cognito-idp", user)).is_on(ANA) == is_on


def test_the_secret_comes_by_a_token_that_the_password_opens() -> None:
    cognito = Answering("cognito-idp", SIGNED_IN, {"SecretCode": SECRET})

    begun = factor_of(cognito).begin(ANA, PASSWORD)

    assert (begun.secret, begun.ticket) == (SECRET, "access.token")
    assert cognito.requests[0]["AuthParameters"] == {"USERNAME": ANA, "PASSWORD": PASSWORD}
    assert cognito.requests[1] == {"AccessToken": "access.token"}
    assert SECRET not in repr(begun)


def test_a_wrong_password_begins_nothing() -> None:
    with pytest.raises(WrongPassword) as refused:
        factor_of(Answering("cognito-idp", WRONG_PASSWORD)).begin(ANA, "wrong")
    assert refused.value.field == "password"


def test_who_is_asked_for_a_code_has_it_already() -> None:
    with pytest.raises(AlreadyThere):
        factor_of(Answering("cognito-idp", CHALLENGE)).begin(ANA, PASSWORD)


def test_the_first_code_switches_it_on() -> None:
    cognito = Answering("cognito-idp", VERIFIED, {})

    assert factor_of(cognito).confirm(ANA, "access.token", "123456")
    assert cognito.requests[0] == {"AccessToken": "access.token", "UserCode": "123456"}
    assert cognito.requests[1]["SoftwareTokenMfaSettings"] == {"Enabled": True, "PreferredMfa": True}
    assert cognito.requests[1]["Username"] == ANA


@pytest.mark.parametrize(
    "answer",
    [
        (400, "EnableSoftwareTokenMFAException", "Code mismatch"),
        (400, "CodeMismatchException", "Code mismatch"),
        {"Status": "ERROR"},
    ],
)
def test_a_wrong_first_code_switches_nothing_on(answer: Answer) -> None:
    cognito = Answering("cognito-idp", answer)

    assert not factor_of(cognito).confirm(ANA, "access.token", "123456")
    assert len(cognito.requests) == 1


def test_what_is_no_code_is_not_even_asked_about() -> None:
    cognito = Answering("cognito-idp")

    assert not factor_of(cognito).confirm(ANA, "access.token", "12345")
    assert cognito.requests == []


def test_a_token_that_has_ended_says_to_begin_again() -> None:
    ended: Answer = (400, "NotAuthorizedException", "Access Token has expired")

    with pytest.raises(SecondFactorNotBegun):
        factor_of(Answering("cognito-idp", ended)).confirm(ANA, "access.token", "123456")


def test_a_code_answers_the_challenge_that_follows_the_password() -> None:
    cognito = Answering("cognito-idp", CHALLENGE, SIGNED_IN)

    assert factor_of(cognito).matches(ANA, PASSWORD, "123456")
    assert cognito.requests[1]["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    assert cognito.requests[1]["Session"] == "s" * 20
    assert cognito.requests[1]["ChallengeResponses"] == {"USERNAME": ANA, "SOFTWARE_TOKEN_MFA_CODE": "123456"}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CodeMismatchException", "Invalid code received for user"),
        ("ExpiredCodeException", "Your software token has already been used once."),
        ("NotAuthorizedException", "Invalid session for the user."),
    ],
)
def test_a_wrong_code_and_a_used_one_look_alike(code: str, words: str) -> None:
    cognito = Answering("cognito-idp", CHALLENGE, (400, code, words))

    assert not factor_of(cognito).matches(ANA, PASSWORD, "123456")


@pytest.mark.parametrize("answer", [SIGNED_IN, WRONG_PASSWORD])
def test_no_code_is_right_where_none_is_asked_for(answer: Answer) -> None:
    cognito = Answering("cognito-idp", answer)

    assert not factor_of(cognito).matches(ANA, PASSWORD, "123456")
    assert len(cognito.requests) == 1


def test_too_many_tries_in_all_are_no_wrong_code() -> None:
    with pytest.raises(Throttled):
        factor_of(Answering("cognito-idp", CHALLENGE, SLOW, SLOW, SLOW)).matches(ANA, PASSWORD, "123456")


def test_off_is_a_preference_and_needs_no_password() -> None:
    cognito = Answering("cognito-idp", {})

    factor_of(cognito).switch_off(ANA)

    assert cognito.requests[0]["SoftwareTokenMfaSettings"] == {"Enabled": False, "PreferredMfa": False}


def test_nobodys_factor_is_off_already() -> None:
    factor_of(Answering("cognito-idp", UNKNOWN)).switch_off(ANA)
