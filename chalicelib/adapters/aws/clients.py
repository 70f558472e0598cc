"""AWS clients: one per service and process, made when first needed, with short timeouts and few retries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

from chalicelib.domain.errors import Throttled

CONNECT_SECONDS = 2
READ_SECONDS = 10
TRIES = 3

THROTTLES = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "OverLimit",
        "SlowDown",
        "ServiceUnavailable",
        "InternalError",
        "KmsThrottled",
    }
)


@cache
def client(service: Literal["s3", "sqs"]) -> Any:
    """The client of an AWS service. Region and credentials come from the environment, as Lambda sets them."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        # also for presigned links: the old signature of S3 is refused by newer regions
        signature_version="s3v4" if service == "s3" else "v4",
    )
    return boto3.client(service, config=config)


@contextmanager
def throttles_named() -> Iterator[None]:
    """Turn AWS's many names of "not now" into `Throttled`; other errors stay what they are."""
    from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

    try:
        yield
    except ClientError as error:
        if error_code(error) in THROTTLES:
            raise Throttled from error
        raise
    except (ConnectionError, HTTPClientError) as error:
        raise Throttled("AWS did not answer in time") from error


def error_code(error: Any) -> str:
    """The code of a botocore `ClientError`; S3 gives the bare status for requests without a body."""
    return str(error.response.get("Error", {}).get("Code", ""))
