"""Dead letters go back into their queue, and none is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.redrive import lying, redrive

REGION = "eu-west-1"


class Interrupted(Exception):
    """The line broke."""


class BreakingAfter:
    """A client of which a call fails when it was made often enough."""

    def __init__(self, client: Any, call: str, times: int) -> None:
        self._client, self._call, self._left = client, call, times

    def __getattr__(self, name: str) -> Any:
        if name == self._call:
            self._left -= 1
            if self._left < 0:
                raise Interrupted
        return getattr(self._client, name)


@pytest.fixture
def sqs() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("sqs", REGION, aws_access_key_id="x", aws_secret_access_key="x")


def queues(sqs: Any, **attributes: str) -> tuple[str, str]:
    """A queue and its dead letters."""
    suffix = ".fifo" if attributes else ""
    letters = sqs.create_queue(QueueName=f"dead{suffix}", Attributes=attributes)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=letters, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5})}
    queue = sqs.create_queue(QueueName=f"jobs{suffix}", Attributes={**attributes, **policy})["QueueUrl"]
    return queue, letters


def bodies(sqs: Any, queue: str) -> list[str]:
    found: list[str] = []
    while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
        for one in messages:
            found.append(one["Body"])
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
    return found


def test_all_letters_go_back(sqs: Any) -> None:
    queue, letters = queues(sqs)
    for number in range(25):
        sqs.send_message(QueueUrl=letters, MessageBody=str(number))

    assert redrive(sqs, letters) == 25
    assert redrive(sqs, letters) == 0

    assert sorted(bodies(sqs, queue), key=int) == [str(number) for number in range(25)]
    assert lying(sqs, letters) == 0


def test_a_group_keeps_its_order(sqs: Any) -> None:
    queue, letters = queues(sqs, FifoQueue="true")
    for number in range(12):
        sqs.send_message(
            QueueUrl=letters,
            MessageBody=str(number),
            MessageGroupId=f"g{number % 2}",
            MessageDeduplicationId=f"d{number}",
        )

    assert redrive(sqs, letters) == 12

    back = [int(body) for body in bodies(sqs, queue)]
    for group in range(2):
        assert [one for one in back if one % 2 == group] == list(range(group, 12, 2))


@pytest.mark.parametrize("call", ["send_message", "delete_message"])
@pytest.mark.parametrize("after", range(3))
def test_an_interruption_loses_nothing(sqs: Any, call: str, after: int) -> None:
    queue, letters = queues(sqs)
    for number in range(3):
        sqs.send_message(QueueUrl=letters, MessageBody=str(number))

    with pytest.raises(Interrupted):
        redrive(BreakingAfter(sqs, call, after), letters)

    hidden = sqs.get_queue_attributes(
        QueueUrl=letters, AttributeNames=["ApproximateNumberOfMessagesNotVisible"]
    )["Attributes"]["ApproximateNumberOfMessagesNotVisible"]
    assert int(hidden) + lying(sqs, letters) == 3 - after
    sent = bodies(sqs, queue)
    assert len(sent) - len(set(sent)) == 0
    assert len(set(sent)) in (after, after + 1)


def test_a_queue_that_nothing_dies_into_is_refused(sqs: Any) -> None:
    queue, _ = queues(sqs)

    with pytest.raises(LookupError):
        redrive(sqs, queue)
