"""Passwords in an Amazon Cognito user pool: users are named by the agent's id, and nobody signs up.

Cognito's tokens are thrown away: the product opens a session of its own. Source: Amazon Cognito user pools
API reference, AdminInitiateAuth, AdminCreateUser, AdminSetUserPassword.
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from chalicelib.adapters.aws.clients import error_code, error_words, throttles_named
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import AgentId
from chalicelib.domain.reason import Reason

# the password is not right, or there is none to be right
WRONG = frozenset(
    {
        "NotAuthorizedException",
        "UserNotFoundException",
        "UserNotConfirmedException",
        "PasswordResetRequiredException",
        "InvalidParameterException",  # no password could be like this one
        "InvalidPasswordException",
    }
)
UNFIT = frozenset(
    {"InvalidPasswordException", "InvalidParameterException", "PasswordHistoryPolicyViolationException"}
)
TEMPORARY = "NEW_PASSWORD_REQUIRED"


def try_password(
    client: Any, user_pool: str, client_id: str, agent_id: AgentId, password: str
) -> dict[str, Any] | None:
    """Tokens or a challenge, as Cognito answers the right password; `None` for a wrong one.

    Raises `Throttled`.
    """
    with throttles_named():
        try:
            answer: dict[str, Any] = client.admin_initiate_auth(
                UserPoolId=user_pool,
                ClientId=client_id,
                AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": agent_id, "PASSWORD": password},
            )
        except ClientError as error:
            if error_code(error) in WRONG:
                return None
            raise
    return answer


class CognitoPasswords:
    """`PasswordCheck` of the deployed home. `client` is boto3's for `cognito-idp`."""

    def __init__(self, client: Any, user_pool: str, client_id: str) -> None:
        self._client = client
        self._pool = user_pool
        self._client_id = client_id

    def matches(self, agent_id: AgentId, password: str) -> bool:
        """Whoever gets a challenge had the right password. One that an operator set for a while stays then.

        Raises `Throttled`: too many tries in all say nothing about this one.
        """
        answer = try_password(self._client, self._pool, self._client_id, agent_id, password)
        if answer is None:
            return False
        if answer.get("ChallengeName") == TEMPORARY:
            self.set(agent_id, password)
        return True

    def set(self, agent_id: AgentId, password: str) -> None:
        """Makes the user when there is none yet. Raises `Invalid` for what Cognito does not take."""
        with throttles_named():
            try:
                if not self._put(agent_id, password):
                    self._make(agent_id)
                    self._put(agent_id, password)
            except ClientError as error:
                if error_code(error) in UNFIT:
                    raise Invalid(
                        error_words(error), field="password", reason=Reason("password_not_taken")
                    ) from error
                raise

    def _put(self, agent_id: AgentId, password: str) -> bool:
        """Whether there is such a user."""
        try:
            self._client.admin_set_user_password(
                UserPoolId=self._pool, Username=agent_id, Password=password, Permanent=True
            )
        except ClientError as error:
            if error_code(error) == "UserNotFoundException":
                return False
            raise
        return True

    def _make(self, agent_id: AgentId) -> None:
        """The product sends its own invitations; somebody else may have made the user a moment ago."""
        try:
            self._client.admin_create_user(UserPoolId=self._pool, Username=agent_id, MessageAction="SUPPRESS")
        except ClientError as error:
            if error_code(error) != "UsernameExistsException":
                raise
