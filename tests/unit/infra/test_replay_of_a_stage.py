"""The same orders on a deployed stage, whose names are read from its stack (on moto)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.merge_file import merged
from infra.packaging import FRAGMENTS
from infra.replay import main
from infra.stage_environment import FROM_OUTPUTS, FROM_PARAMETERS
from tests.unit.infra.homes import MAIL, SUPPORT

FROM = ["--stage", "prod", "--from", "2020-01-01T00:00Z", "--to", "2100-01-01T00:00Z"]


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A stack with tables, buckets and queues of the template; of the rest only the names."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    for name in (*FROM_OUTPUTS, *FROM_PARAMETERS, "BANDEJA_HOME"):
        monkeypatch.setenv(name, "")  # what the order sets is gone again after the test
    body = merged([FRAGMENTS / "data.yaml", FRAGMENTS / "queues.yaml"])
    del body["Resources"]["DataBucketPolicy"]  # moto makes none
    for queue in ("DeliveryQueue", "WebhooksQueue", "EventsQueue"):  # nor these names by itself
        for name in (queue, f"{queue}DeadLetters"):
            body["Resources"][name]["Properties"]["QueueName"] = f"{name}.fifo"
    body["Conditions"] = {"HasOwnName": {"Fn::Equals": ["a", "b"]}}
    body["Parameters"] = {"KeepRawMailDays": {"Type": "Number", "Default": 90}}
    for name in FROM_PARAMETERS.values():
        body["Parameters"][name] = {"Type": "String", "Default": "in.example.com"}
    for name in set(FROM_OUTPUTS.values()) - body["Outputs"].keys():
        body["Outputs"][name] = {"Value": f"/the/{name}"}
    with mock_aws():
        client = boto3.client("cloudformation")
        client.create_stack(StackName="bandeja-prod", TemplateBody=json.dumps(body))
        (stack,) = client.describe_stacks(StackName="bandeja-prod")["Stacks"]
        yield {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}


def waiting(queue: str) -> list[str]:
    """What lies in a queue; whoever looks does not wait for more, as a queue of the stage has it done."""
    queues: Any = boto3.client("sqs")
    found = queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=0)
    return [one["Body"] for one in found.get("Messages", [])]


def test_mail_among_the_incoming_is_put_into_the_queue_of_the_stage(
    outputs: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    raw = MAIL % (SUPPORT.encode(), 1, 1, 1)
    boto3.client("s3").put_object(Bucket=outputs["DataBucketName"], Key="incoming/m1", Body=raw)

    assert main([*FROM, "--dry-run"]) == 0
    assert waiting(outputs["MailQueueUrl"]) == []
    assert main(FROM) == 0

    (body,) = waiting(outputs["MailQueueUrl"])
    assert "incoming/m1" in body
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["1", "1"]


def test_dead_letters_of_the_stage_begin_anew(
    outputs: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    boto3.client("sqs").send_message(QueueUrl=outputs["MailQueueDeadLettersUrl"], MessageBody="{}")

    assert main(["--stage", "prod", "--dead-letters", "mail", "--dry-run"]) == 0
    assert main(["--stage", "prod", "--dead-letters", "mail"]) == 0
    assert waiting(outputs["MailQueueUrl"]) == ["{}"]
    assert [line[0] for line in capsys.readouterr().out.splitlines()] == ["1", "1"]


def test_a_stage_that_is_not_there_is_told_in_a_sentence(
    outputs: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    del outputs

    assert main(["--stage", "other", "--dead-letters", "mail"]) == 1
    assert capsys.readouterr().err == "There is no such stack\n"


def test_without_a_region_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "none")

    assert main(["--stage", "prod", "--dead-letters", "mail"]) == 1
    assert capsys.readouterr().err.startswith("No region")
