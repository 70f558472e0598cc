"""A stack is proposed, made, changed and removed; what goes wrong is told with its cause."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.stack import Change, Stack, StackFailed, Step

Client = Callable[[str], Any]
QUEUE: dict[str, Any] = {
    "Parameters": {"Seconds": {"Type": "String", "Default": "30"}},
    "Resources": {
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": {"Ref": "Seconds"}}}
    },
    "Outputs": {"Address": {"Value": {"Ref": "Queue"}}},
}
TOO_LONG = {"Seconds": "99999"}  # SQS hides a message for 43,200 seconds at most


class House:
    """Stacks by name, and templates where CloudFormation finds them."""

    def __init__(self, client: Client, endpoint: str, bucket: str) -> None:
        self._client, self._endpoint, self._bucket = client, endpoint, bucket

    def stack(self, name: str) -> Stack:
        return Stack(self._client("cloudformation"), name, lambda seconds: None)

    def url(self, name: str, template: dict[str, Any]) -> str:
        self._client("s3").put_object(Bucket=self._bucket, Key=name, Body=json.dumps(template).encode())
        return f"{self._endpoint}/{self._bucket}/{name}"


@pytest.fixture
def house(client: Client, endpoint: str, bucket: str) -> House:
    return House(client, endpoint, bucket)


def test_a_stack_is_looked_at_before_it_is_made(house: House) -> None:
    stack = house.stack("looked-at")

    changes = stack.propose(house.url("queue", QUEUE), {}, "first")

    assert changes == (Change("Add", "Queue", "AWS::SQS::Queue", False),)
    assert stack.status() == "REVIEW_IN_PROGRESS"


def test_a_stack_is_made_changed_and_removed(house: House) -> None:
    stack, seen = house.stack("whole"), list[Step]()
    url = house.url("queue", QUEUE)

    stack.propose(url, {}, "first")
    stack.carry_out("first", seen.append)
    assert stack.status() == "CREATE_COMPLETE"
    assert "whole-Queue" in stack.outputs()["Address"]
    assert ("Queue", "CREATE_COMPLETE") in [(step.name, step.status) for step in seen]

    changes = stack.propose(url, {"Seconds": "60"}, "second")
    assert changes is not None
    assert [(change.action, change.name) for change in changes] == [("Modify", "Queue")]
    stack.carry_out("second")
    assert stack.status() == "UPDATE_COMPLETE"

    stack.remove()
    assert stack.status() == ""


def test_what_is_so_already_is_not_proposed_again(house: House) -> None:
    stack, url = house.stack("same"), house.url("queue", QUEUE)
    stack.propose(url, {}, "first")
    stack.carry_out("first")

    assert stack.propose(url, {}, "second") is None


def test_what_went_wrong_is_told_with_its_cause(house: House) -> None:
    stack = house.stack("broken")
    stack.propose(house.url("queue", QUEUE), TOO_LONG, "first")

    with pytest.raises(StackFailed, match="Queue: .*VisibilityTimeout") as failed:
        stack.carry_out("first")

    assert failed.value.status == "ROLLBACK_COMPLETE"
    assert failed.value.steps[0].kind == "AWS::SQS::Queue"


def test_a_template_that_is_none_is_refused_at_once(house: House) -> None:
    broken = {"Resources": {"Thing": {"Type": "AWS::Nowhere::Thing"}}}

    with pytest.raises(StackFailed, match="AWS::Nowhere::Thing"):
        house.stack("none").propose(house.url("none", broken), {}, "first")


def test_a_stack_that_never_stood_is_made_anew(house: House) -> None:
    stack = house.stack("second-try")
    stack.propose(house.url("queue", QUEUE), TOO_LONG, "first")
    with pytest.raises(StackFailed):
        stack.carry_out("first")

    stack.propose(house.url("queue", QUEUE), {}, "second")
    stack.carry_out("second")

    assert stack.status() == "CREATE_COMPLETE"


def test_removing_what_is_not_there_is_fine(house: House) -> None:
    house.stack("never").remove()

    with pytest.raises(StackFailed):
        house.stack("never").outputs()
