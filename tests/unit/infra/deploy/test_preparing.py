from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.deploy.preparing import wait_for_earlier_run
from infra.deploy.run import Run
from infra.stack import Stack
from tests.unit.infra.deploy.conftest import PLAN, Paper


class Formation:
    """CloudFormation at work: each look finds the next status, the last one stays."""

    class exceptions:  # noqa: N801 - boto's word
        ClientError = ClientError

    def __init__(self, *statuses: str) -> None:
        self._statuses = list(statuses)
        self._looks = 0

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803 - boto's word
        self._looks += 1
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        return {"Stacks": [{"StackName": StackName, "StackStatus": status}]}

    def get_paginator(self, name: str) -> Formation:
        self._name = name
        return self

    def paginate(self, StackName: str) -> list[dict[str, Any]]:  # noqa: N803 - boto's word
        if self._name == "list_stack_resources":
            return [{"StackResourceSummaries": []}]
        failed = {
            "EventId": str(self._looks),
            "LogicalResourceId": f"Queue{self._looks}",
            "ResourceType": "AWS::SQS::Queue",
            "ResourceStatus": "UPDATE_FAILED" if "ROLLBACK" in self._statuses[0] else "UPDATE_COMPLETE",
            "ResourceStatusReason": "No more queues",
        }
        return [{"StackEvents": [failed]}]


def waited(*statuses: str) -> tuple[str, list[float]]:
    pauses: list[float] = []
    paper = Paper()
    stack = Stack(Formation(*statuses), PLAN.stack_name, pauses.append)
    wait_for_earlier_run(Run(PLAN, lambda service: None, paper, stack, lambda name, kind: ()))
    return paper.said, pauses


def test_a_run_goes_on_after_the_end_of_an_earlier_one() -> None:
    said, pauses = waited("UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE")

    assert "still at work on an earlier run (UPDATE_IN_PROGRESS)" in said
    assert "Ctrl-C" in said
    assert len(pauses) == 2


def test_an_earlier_run_that_was_in_vain_is_told_and_stops_nothing() -> None:
    said, _ = waited("UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED")

    assert "in vain (UPDATE_ROLLBACK_FAILED: Queue" in said
    assert "No more queues" in said


@pytest.mark.parametrize("status", ["CREATE_COMPLETE", "REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"])
def test_nobody_waits_for_a_stack_at_rest(status: str) -> None:
    assert waited(status) == ("", [])
