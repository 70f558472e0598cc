"""AWS clients: one per service and process, made when first needed, with short timeouts and few retries."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from chalicelib.domain.errors import Throttled

Service = Literal["apigatewaymanagementapi", "cognito-idp", "dynamodb", "s3", "sesv2", "sqs", "ssm"]
PUSHES_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient a client is. `tries` counts the first one; boto waits between them, with full jitter."""

    connect_seconds: float = 2
    read_seconds: float = 10
    tries: int = 3
    connections: int = 10
    signature: str = "v4"
    checks_parameters: bool = True


MANNERS: dict[Service, Manners] = {
    # items are checked before they get here, at a tenth of the time
    "dynamodb": Manners(read_seconds=5, connections=32, checks_parameters=False),
    # also for presigned links: the old signature of S3 is refused by newer regions
    "s3": Manners(signature="s3v4"),
    # a mail whose answer was lost may have gone out: boto must not send it again. SES slows down mail
    # over 10 MB, so that its answer takes a while
    "sesv2": Manners(read_seconds=30, tries=1),
    # somebody waits for the commit that this follows
    "apigatewaymanagementapi": Manners(
        connect_seconds=1, read_seconds=2, tries=2, connections=PUSHES_AT_ONCE
    ),
}

THROTTLES = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "TooManyUpdates",
        "OverLimit",
        "SlowDown",
        "ServiceUnavailable",
        "InternalError",
        "InternalServerError",
        "KmsThrottled",
    }
)

_making = threading.Lock()


def session() -> Any:
    """The one botocore session of this process: it has read the service models and found credentials once."""
    with _making:
        return _session()


@cache
def _session() -> Any:
    from botocore.session import get_session

    return get_session()


@cache
def client(service: Service, region: str | None = None, endpoint: str | None = None) -> Any:
    """The client of an AWS service. What is not given comes from the environment, as Lambda sets it."""
    return new_client(service, region, endpoint)


def new_client(service: Service, region: str | None = None, endpoint: str | None = None) -> Any:
    """A client that nobody else has; its tries and its connections are its own."""
    from botocore.config import Config

    manners = MANNERS.get(service, Manners())
    config = Config(
        connect_timeout=manners.connect_seconds,
        read_timeout=manners.read_seconds,
        retries={"total_max_attempts": manners.tries, "mode": "standard"},
        max_pool_connections=manners.connections,
        signature_version=manners.signature,
        parameter_validation=manners.checks_parameters,
        tcp_keepalive=True,
    )
    with _making:  # a session makes one client at a time
        return _session().create_client(service, region_name=region, endpoint_url=endpoint, config=config)


class LateClient:
    """A client that is made when it is first asked for something: a process pays for what it uses."""

    def __init__(self, service: Service, endpoint: str | None = None) -> None:
        self._service = service
        self._endpoint = endpoint

    def __getattr__(self, name: str) -> Any:
        return getattr(client(self._service, None, self._endpoint), name)


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


def error_words(error: Any) -> str:
    """What the service said."""
    return str(error.response.get("Error", {}).get("Message", ""))


def error_status(error: Any) -> int:
    """The HTTP status of a botocore `ClientError`."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
