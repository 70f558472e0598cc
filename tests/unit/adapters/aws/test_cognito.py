"""What Cognito answers, as its documentation has it, and what that means to who signs in."""

from __future__ import annotations

import pytest

from chalicelib.adapters.aws.cognito import CognitoPasswords
from chalicelib.domain.errors import Invalid, Throttled
from chalicelib.domain.ids import AgentId
from tests.unit.adapters.aws.answers import Answer, Answering

ANA = AgentId("a" * 32)
UNKNOWN: Answer = (400, "UserNotFoundException", "User does not exist.")
SIGNED_IN: Answer = {"AuthenticationResult": {"AccessToken": "thrown away"}}


def passwords_of(cognito: Answering) -> CognitoPasswords:
    return CognitoPasswords(cognito.client, "eu-west-1_pool", "client")


def test_a_password_is_asked_about_by_the_agents_id() -> None:
    cognito = Answering("cognito-idp", SIGNED_IN)

    assert passwords_of(cognito).matches(ANA, "correct horse")
    assert cognito.requests[0]["AuthFlow"] == "ADMIN_USER_PASSWORD_AUTH"
    assert cognito.requests[0]["AuthParameters"] == {"USERNAME": ANA, "PASSWORD": "correct horse"}


@pytest.mark.parametrize(
    "code",
    [
        "NotAuthorizedException",
        "UserNotFoundException",
        "UserNotConfirmedException",
        "PasswordResetRequiredException",
        "InvalidParameterException",
    ],
)
def test_a_wrong_password_and_an_unknown_agent_look_alike(code: str) -> None:
    assert not passwords_of(Answering("cognito-idp", (400, code, "no"))).matches(ANA, "wrong horse")


def test_too_many_tries_in_all_are_no_wrong_password() -> None:
    slow: Answer = (400, "TooManyRequestsException", "Rate exceeded")

    with pytest.raises(Throttled):
        passwords_of(Answering("cognito-idp", slow, slow, slow)).matches(ANA, "correct horse")


def test_a_password_that_an_operator_set_for_a_while_stays() -> None:
    cognito = Answering("cognito-idp", {"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "s" * 20}, {})

    assert passwords_of(cognito).matches(ANA, "correct horse")
    assert cognito.requests[1]["Permanent"] is True
    assert cognito.requests[1]["Password"] == "correct horse"


def test_an_agent_without_password_gets_a_user_without_a_mail_from_cognito() -> None:
    cognito = Answering("cognito-idp", UNKNOWN, {}, {})

    passwords_of(cognito).set(ANA, "correct horse")

    assert cognito.requests[1]["MessageAction"] == "SUPPRESS"
    assert [request["Username"] for request in cognito.requests] == [ANA] * 3


def test_two_who_set_the_first_password_at_once_make_one_user() -> None:
    cognito = Answering("cognito-idp", UNKNOWN, (400, "UsernameExistsException", "exists"), {})

    passwords_of(cognito).set(ANA, "correct horse")

    assert cognito.requests[2]["Password"] == "correct horse"


def test_a_password_that_cognito_does_not_take_is_refused_with_its_words() -> None:
    cognito = Answering("cognito-idp", (400, "InvalidPasswordException", "Password not long enough"))

    with pytest.raises(Invalid, match="not long enough") as refused:
        passwords_of(cognito).set(ANA, "short")
    assert refused.value.field == "password"
