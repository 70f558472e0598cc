"""What DynamoDB's refusals mean in the words of the product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from chalicelib.domain.errors import BandejaError, StaleConversation, Throttled, TooLarge

CONDITION = "ConditionalCheckFailed"
AT_REST = "None"  # the code of a write that nothing spoke against
RACES = {CONDITION, "ConditionalCheckFailedException", "TransactionConflict", "TransactionConflictException"}
THROTTLES = {
    "InternalServerError",
    "LimitExceededException",
    "ProvisionedThroughputExceeded",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "Throttling",
    "ThrottlingError",
    "ThrottlingException",
    "TransactionInProgressException",
}
"""Also errors after which it is not known whether it was done: every use-case may be run again."""

TOO_LARGE = {"ItemCollectionSizeLimitExceeded", "ItemCollectionSizeLimitExceededException"}
SIZES = ("size has exceeded", "size cannot exceed", "size limit", "exceeded the maximum allowed size")


@contextmanager
def refusals_named() -> Iterator[None]:
    """Turn every refusal of the store into `StaleConversation`, `Throttled` or `TooLarge`."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except BandejaError:
        raise
    except BotoCoreError as error:
        raise _unanswered(error) from error
    except ClientError as error:
        if meant := meaning(error):
            raise meant from error
        raise
    except Exception as error:
        cause = getattr(error, "cause", None)  # PynamoDB wraps what botocore raised
        if isinstance(cause, BotoCoreError):
            raise _unanswered(cause) from error
        if isinstance(cause, ClientError) and (meant := meaning(cause)):
            raise meant from error
        raise


def _unanswered(error: Exception) -> Exception:
    from botocore.exceptions import ConnectionError, HTTPClientError

    if isinstance(error, ConnectionError | HTTPClientError):
        return Throttled("The store did not answer in time")
    return error


def meaning(error: Any) -> BandejaError | None:
    """What a botocore `ClientError` means; `None` when it is a mistake of ours."""
    codes = {code_of(error), *reasons_of(error)}
    message = str(error.response.get("Error", {}).get("Message", "")).lower()
    if codes & TOO_LARGE or any(size in message for size in SIZES):
        return TooLarge()
    if codes & RACES:
        return StaleConversation()
    if codes & THROTTLES:
        return Throttled()
    return None


def code_of(error: Any) -> str:
    """The code of a botocore `ClientError`, also as PynamoDB wraps it."""
    response = getattr(getattr(error, "cause", None) or error, "response", {})
    return str(response.get("Error", {}).get("Code", ""))


def reasons_of(error: Any) -> Sequence[str]:
    """Why a transaction was cancelled: a code for each write in the order written, "" for those at rest."""
    cause = getattr(error, "cause", None) or error
    if found := getattr(cause, "cancellation_reasons", None):  # as PynamoDB reads them
        return [reason.code if reason else "" for reason in found]
    told = (getattr(cause, "response", None) or {}).get("CancellationReasons") or ()
    return ["" if reason["Code"] == AT_REST else reason["Code"] for reason in told]
