from __future__ import annotations

import subprocess

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ProfileNotFound,
    UnauthorizedSSOTokenError,
)

from chalicelib.adapters.aws.ssm import NotAKey
from chalicelib.domain.errors import Throttled
from infra.deploy.failures import Stopped, hint, sentence_of

DENIED = "User: arn:aws:iam::1:user/ana is not authorized to perform: s3:CreateBucket"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Stopped("A sentence."), "A sentence."),
        (NotAKey("/bandeja/prod/origin is not 32 bytes in base64"), "remove that parameter"),
        (Throttled(), "in a minute"),
        (NoCredentialsError(), "aws configure"),
        (UnauthorizedSSOTokenError(), "sign in again"),
        (ProfileNotFound(profile="work"), "AWS_PROFILE"),
        (EndpointConnectionError(endpoint_url="https://s3.test"), "check the network"),
        (ConnectTimeoutError(endpoint_url="https://s3.test"), "check the network"),
        (subprocess.CalledProcessError(1, "chalice"), "package could not be made"),
        (
            ClientError({"Error": {"Code": "AccessDenied", "Message": DENIED}}, "CreateBucket"),
            "not authorized to perform: s3:CreateBucket",
        ),
    ],
)
def test_what_goes_wrong_is_one_sentence_with_the_next_step(error: Exception, words: str) -> None:
    assert words in str(sentence_of(error))


def test_a_mistake_of_ours_is_not_hidden_in_a_sentence() -> None:
    assert sentence_of(KeyError("name")) is None


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (DENIED, "A right is missing"),
        ("Limit exceeded for resource of type Distribution", "Service Quotas"),
        ("bandeja-prod already exists in stack other", "another STAGE"),
        ("Email address is not verified", "publish the records"),
        ("Internal failure", ""),
    ],
)
def test_the_words_of_a_resource_lead_to_the_next_step(reason: str, words: str) -> None:
    assert words in hint(reason)
    assert bool(words) == bool(hint(reason))
