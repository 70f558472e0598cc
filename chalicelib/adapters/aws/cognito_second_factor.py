"""The second factor as Cognito's software token. Cognito keeps the secret and the steps, and tells nobody.

A token can only be set up with an access token of the user, and a code only be checked in answer to a
challenge; both follow from the password, which is therefore asked for again each time. Source: Amazon Cognito
user pools API reference, AssociateSoftwareToken, VerifySoftwareToken, AdminRespondToAuthChallenge.
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from chalicelib.adapters.aws.clients import error_code, throttles_named
from chalicelib.adapters.aws.cognito import try_password
from chalicelib.domain.errors import AlreadyThere, SecondFactorNotBegun, WrongPassword
from chalicelib.domain.ids import AgentId
from chalicelib.domain.reason import Reason
from chalicelib.domain.totp import is_code
from chalicelib.ports.second_factor import Begun

SOFTWARE_TOKEN = "SOFTWARE_TOKEN_MFA"
WRONG_CODE = frozenset(
    {
        "CodeMismatchException",
        "EnableSoftwareTokenMFAException",  # what a wrong code is called while it is set up
        "ExpiredCodeException",  # too old, or used already
    }
)
TOO_LATE = frozenset({"NotAuthorizedException", "SoftwareTokenMFANotFoundException"})


class CognitoSecondFactor:
    """`SecondFactor` of the deployed home. Its ticket is an access token, which ends after 5 minutes."""

    def __init__(self, client: Any, user_pool: str, client_id: str) -> None:
        self._client = client
        self._pool = user_pool
        self._client_id = client_id

    def is_on(self, agent_id: AgentId) -> bool:
        with throttles_named():
            try:
                user = self._client.admin_get_user(UserPoolId=self._pool, Username=agent_id)
            except ClientError as error:
                if error_code(error) == "UserNotFoundException":
                    return False
                raise
        return SOFTWARE_TOKEN in user.get("UserMFASettingList", [])

    def begin(self, agent_id: AgentId, password: str) -> Begun:
        answer = self._answer(agent_id, password)
        if answer is None:
            raise WrongPassword("This is not your password", field="password")
        if answer.get("ChallengeName") == SOFTWARE_TOKEN:
            raise AlreadyThere("Two-step sign-in is on already", reason=Reason("second_factor_on"))
        token = str(answer["AuthenticationResult"]["AccessToken"])
        with throttles_named():
            made = self._client.associate_software_token(AccessToken=token)
        return Begun(str(made["SecretCode"]), ticket=token)

    def confirm(self, agent_id: AgentId, ticket: str, code: str) -> bool:
        if not is_code(code) or not self._verified(ticket, code):
            return False
        self._prefer(agent_id, is_on=True)
        return True

    def matches(self, agent_id: AgentId, password: str, code: str) -> bool:
        answer = self._answer(agent_id, password)
        if answer is None or answer.get("ChallengeName") != SOFTWARE_TOKEN:
            return False
        with throttles_named():
            try:
                self._client.admin_respond_to_auth_challenge(
                    UserPoolId=self._pool,
                    ClientId=self._client_id,
                    ChallengeName=SOFTWARE_TOKEN,
                    Session=answer["Session"],
                    ChallengeResponses={"USERNAME": agent_id, f"{SOFTWARE_TOKEN}_CODE": code},
                )
            except ClientError as error:
                if error_code(error) in WRONG_CODE | {"NotAuthorizedException"}:  # or it has had enough
                    return False
                raise
        return True

    def switch_off(self, agent_id: AgentId) -> None:
        try:
            self._prefer(agent_id, is_on=False)
        except ClientError as error:
            if error_code(error) != "UserNotFoundException":
                raise

    def _verified(self, token: str, code: str) -> bool:
        with throttles_named():
            try:
                answer = self._client.verify_software_token(AccessToken=token, UserCode=code)
            except ClientError as error:
                if error_code(error) in WRONG_CODE:
                    return False
                if error_code(error) in TOO_LATE:
                    raise SecondFactorNotBegun from error
                raise
        return bool(answer.get("Status") == "SUCCESS")

    def _prefer(self, agent_id: AgentId, *, is_on: bool) -> None:
        with throttles_named():
            self._client.admin_set_user_mfa_preference(
                UserPoolId=self._pool,
                Username=agent_id,
                SoftwareTokenMfaSettings={"Enabled": is_on, "PreferredMfa": is_on},
            )

    def _answer(self, agent_id: AgentId, password: str) -> dict[str, Any] | None:
        return try_password(self._client, self._pool, self._client_id, agent_id, password)
