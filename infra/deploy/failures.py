"""What went wrong, in one sentence and with the next step. What nobody has thought of stays an exception."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
NOT_KNOWN = frozenset(
    {"InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException", "AuthFailure"}
)
NOT_ALLOWED = frozenset(
    {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedException"}
)
TOO_MANY = ("LimitExceeded", "QuotaExceeded", "TooManyBuckets", "ResourceLimit")
THROTTLED = ("Throttl", "TooManyRequests", "SlowDown", "RequestLimit")
SIGN_IN = "There are no AWS credentials here: run `aws configure` or `aws sso login`, then this again."
SIGN_IN_AGAIN = "The AWS credentials have expired: sign in again (`aws sso login`), then run this again."
NOT_PACKAGED = "The package could not be made; why stands above. Nothing was changed in AWS."
ANOTHER_KEY = "remove that parameter in SSM, then run this again; another one is made."
LATER = "AWS has too much to do at once, or the network is slow: run this again in a minute."
NO_ANSWER = (
    "AWS does not answer ({error}): check the network, the profile and the region, then run this again."
)


class Stopped(Exception):
    """A run ends here and everything that was done stays. The text is a sentence with the next step."""


def sentence_of(error: BaseException) -> str | None:
    """For a person; `None` for what is a mistake of ours."""
    from botocore.exceptions import BotoCoreError, ClientError

    from chalicelib.adapters.aws.ssm import NotAKey
    from chalicelib.domain.errors import Throttled

    known: dict[type[Exception], Callable[[Any], str]] = {
        Stopped: str,
        FileNotFoundError: str,
        ClientError: refusal,
        BotoCoreError: unreachable,
        subprocess.CalledProcessError: lambda failed: NOT_PACKAGED,
        NotAKey: lambda found: f"{found}: {ANOTHER_KEY}",
        Throttled: lambda later: LATER,
    }
    return next((say(error) for kind, say in known.items() if isinstance(error, kind)), None)


def refusal(error: Any) -> str:
    """What an answer of AWS that refuses means for a person. `error` is botocore's `ClientError`."""
    code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    if code in EXPIRED:
        return SIGN_IN_AGAIN
    if code in NOT_KNOWN:
        return f"AWS does not take these credentials ({code}): check profile and clock, then run this again."
    if code in NOT_ALLOWED:
        return (
            f"These credentials may not do that: {message} ({error.operation_name}) "
            "Ask the account's owner for the right, then run this again."
        )
    if any(words in code for words in TOO_MANY):
        return (
            f"A quota of the account is reached: {message} ({error.operation_name}) "
            "Ask for more in the Service Quotas console, then run this again."
        )
    if any(words in code for words in THROTTLED):
        return f"AWS has too much to do at once ({error.operation_name}): run this again in a minute."
    return f"AWS refuses {error.operation_name} ({code}): {message}"


def unreachable(error: Any) -> str:
    """Why AWS was not even asked, or did not answer. `error` is botocore's `BotoCoreError`."""
    name = type(error).__name__
    if name in ("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError"):
        return SIGN_IN
    if name in ("UnauthorizedSSOTokenError", "SSOTokenLoadError", "TokenRetrievalError", "SSOError"):
        return SIGN_IN_AGAIN
    if name == "ProfileNotFound":
        return f"{error}: choose another with AWS_PROFILE, or run `aws configure`."
    return NO_ANSWER.format(error=str(error).rstrip("."))


def hint(reason: str) -> str:
    """The next step after a resource of a stack could not be made, from what it said itself; "" for none."""
    told = reason.lower()
    if "not authorized" in told or "accessdenied" in told or "access denied" in told:
        return "A right is missing, named above: ask the account's owner for it, then run this again."
    if "limit" in told or "quota" in told or "maximum number" in told:
        return "A quota is reached: ask for more in the Service Quotas console, then run this again."
    if "already exist" in told:
        return "The name is taken, maybe by what an earlier run left: remove that or choose another STAGE."
    if "sandbox" in told or "not verified" in told:
        return "SES does not know the domain yet: publish the records (make status), then run this again."
    return ""
