"""The whole product, deployed into an emulator of AWS, and what a test needs to drive it from outside."""

from __future__ import annotations

import json
import os
import platform
import time
import zipfile
from collections.abc import Callable, Iterator
from compileall import compile_dir
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any, TypeVar
from unittest.mock import patch

from chalicelib import wiring
from chalicelib.adapters.aws import clients
from chalicelib.adapters.aws.dynamodb import place
from chalicelib.config import settings_from
from chalicelib.ports.bundle import Ports
from infra.packaging import Package, package
from infra.site_packages import Architecture
from infra.stack import Stack

Client = Callable[[str], Any]
Found = TypeVar("Found")

HERE: dict[str, Architecture] = {"x86_64": "x86_64", "aarch64": "arm64"}
NAME, STAGE = "bandeja-test", "test"
ORIGIN_SECRET = "a-secret-of-the-tests"
TEAM_DOMAIN, MAIL_DOMAIN = "example.com", "in.example.com"
LOOK_AGAIN_SECONDS = 0.1
PATIENCE_SECONDS = 60.0
CACHES = (wiring.settings, wiring.ports, wiring.parameters, clients.client, place._client)


@dataclass(frozen=True, slots=True)
class Deployed:
    """A standing deployment: `outputs` of its stack, `ports` onto its tables as its functions have them."""

    endpoint: str
    client: Client
    stack: Stack
    outputs: dict[str, str]
    ports: Ports = field(repr=False)

    @property
    def api(self) -> str:
        """Where API Gateway answers, as CloudFront calls it."""
        return f"{self.endpoint}/_aws/execute-api/{self.outputs['RestAPIId']}/api"

    @property
    def socket(self) -> str:
        address = self.endpoint.replace("http://", "ws://")
        return f"{address}/_aws/execute-api/{self.outputs['WebsocketAPIId']}/socket"


def until(look: Callable[[], Found], seconds: float = PATIENCE_SECONDS) -> Found:
    """What `look` finds, once it finds something; what it last found when that never happens."""
    ends = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < ends:
        time.sleep(LOOK_AGAIN_SECONDS)
    return found


def packaged(folder: Path) -> Package:
    """For the processor of this machine, on which the emulator runs functions; with the code compiled, since
    it unpacks the archive anew for each process of a function."""
    made = package(HERE[platform.machine()], folder)
    task = folder / "task"
    with zipfile.ZipFile(made.code) as archive:
        archive.extractall(task)
    # where a test changes a file, its compiled form is noticed to be another's
    compile_dir(task, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    with zipfile.ZipFile(made.code, "w") as archive:
        for path in sorted(task.rglob("*")):
            archive.write(path, path.relative_to(task))
    return made


def upload(client: Client, bucket: str, code: Path, key: str, template: bytes) -> None:
    """Both where CloudFormation finds them."""
    client("s3").put_object(Bucket=bucket, Key=key, Body=code.read_bytes())
    client("s3").put_object(Bucket=bucket, Key="template.json", Body=template)


def change(stack: Stack, endpoint: str, bucket: str, name: str, **more: str) -> bool:
    """Propose what was uploaded and carry it out; whether there was anything to change."""
    given = {
        "Stage": STAGE,
        "MailDomain": MAIL_DOMAIN,
        "SendingDomain": TEAM_DOMAIN,
        "OriginSecret": ORIGIN_SECRET,
        "CodeBucket": bucket,
        "AwsEndpoint": endpoint,
        **more,
    }
    proposed = stack.propose(f"{endpoint}/{bucket}/template.json", given, name)
    if proposed is not None:
        stack.carry_out(name)
    return proposed is not None


@contextmanager
def deployed(
    made: Package, client: Client, endpoint: str, bucket: str, **parameters: str
) -> Iterator[Deployed]:
    """Everything, as `infra.deploy` makes it. It is removed at the end, unless a test did so."""
    upload(client, bucket, made.code, made.key, made.template.read_bytes())
    stack = Stack(
        client("cloudformation"), NAME, lambda seconds: time.sleep(min(seconds, LOOK_AGAIN_SECONDS))
    )
    assert change(stack, endpoint, bucket, "first", **parameters)
    outputs = stack.outputs()
    client("ssm").put_parameter(
        Name=f"{outputs['SecretsPath']}/origin", Value=ORIGIN_SECRET, Type="SecureString", Overwrite=True
    )
    with wired(client, outputs) as ports:
        yield Deployed(endpoint, client, stack, outputs, ports)
    stack.remove()


@contextmanager
def wired(client: Client, outputs: dict[str, str]) -> Iterator[Ports]:
    """The ports of this process, by the environment of the deployed functions."""
    function = client("lambda").get_function(FunctionName=outputs["APIHandlerName"])
    given: dict[str, str] = function["Configuration"]["Environment"]["Variables"]
    here = {
        **given,
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
    }
    with patch.dict(os.environ, here):
        for cache in CACHES:
            cache.cache_clear()
        aws = settings_from(os.environ).aws
        assert aws is not None
        try:
            yield wiring.deployed_home(aws)
        finally:
            for cache in CACHES:
                cache.cache_clear()


def announcement(
    name: str, bucket: str, *, sender: str, recipient: str, at: str = "2026-11-22T12:00:00.000Z"
) -> str:
    """What SES publishes for a mail that it has put into the bucket (SES developer guide, "Receiving")."""
    passed = {"status": "PASS"}
    verdicts = ("spamVerdict", "virusVerdict", "spfVerdict", "dkimVerdict", "dmarcVerdict")
    receipt = {
        "timestamp": at,
        "recipients": [recipient],
        **dict.fromkeys(verdicts, passed),
        "action": {"type": "S3", "bucketName": bucket, "objectKey": f"incoming/{name}"},
    }
    mail = {"timestamp": at, "source": sender, "messageId": name}
    return json.dumps({"notificationType": "Received", "mail": mail, "receipt": receipt})
