"""One emulator for the tests of a file, clients that talk to it and to nothing else, and what it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chalicelib.domain.workspace import Channel
from infra.packaging import Package
from tests.contracts.ministack import ministack
from tests.deployed.deployment import Deployed, deployed, packaged
from tests.deployed.people import ANA, Browser, moved_in

REGION = "eu-west-1"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package, made once for a test process."""
    return packaged(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with ministack() as address:
        yield address


@pytest.fixture(scope="module")
def client(endpoint: str) -> Callable[[str], Any]:
    """boto3's client of a service, by its name."""
    import boto3

    connect: Callable[..., Any] = boto3.client

    def made(service: str) -> Any:
        return connect(
            service,
            endpoint_url=endpoint,
            region_name=REGION,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )

    return made


@pytest.fixture(scope="module")
def bucket(client: Callable[[str], Any]) -> str:
    """Where templates and code are uploaded to."""
    client("s3").create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": REGION})
    return "code"


@pytest.fixture(scope="module")
def home(made: Package, client: Callable[[str], Any], endpoint: str, bucket: str) -> Iterator[Deployed]:
    """The product as it is; a file that needs it otherwise has one of its own."""
    with deployed(made, client, endpoint, bucket) as standing:
        yield standing


@pytest.fixture(scope="module")
def team(home: Deployed) -> Channel:
    """The address of a team with one admin, Ana."""
    return moved_in(home, ANA)


@pytest.fixture(scope="module")
def ana(home: Deployed, team: Channel) -> Browser:
    """Her browser, signed in."""
    browser = Browser(home)
    assert browser.sign_in(ANA).status == 200
    return browser
