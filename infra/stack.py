"""A stack in CloudFormation: changed by a change set that one can look at first, waited for, removed.

Works on AWS and on an emulator: whoever calls brings the client.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND")
PAUSE_SECONDS = 2.0
IN_VAIN = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "_FAILED")
NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed", "no changes")
NOT_THERE = "does not exist"

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What a change set will do to one resource; `replaces` says that its data would be another's.

    `may_replace`: CloudFormation finds out only while it does it.
    """

    action: str
    name: str
    kind: str
    replaces: bool
    may_replace: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a stack: what happened to which resource, and why if it went wrong."""

    id: str
    name: str
    kind: str
    status: str
    reason: str


class StackFailed(Exception):
    """A stack did not become what it should. `steps` are those that failed, the first cause first."""

    def __init__(self, status: str, steps: tuple[Step, ...]) -> None:
        cause = f": {steps[0].name}: {steps[0].reason}" if steps else ""
        super().__init__(f"{status}{cause}")
        self.status = status
        self.steps = steps


class Stack:
    """One stack by its name. `client` is boto3's for CloudFormation; `sleep` waits between two looks."""

    def __init__(self, client: Any, name: str, sleep: Sleep = time.sleep) -> None:
        self._client = client
        self.name = name
        self._sleep = sleep

    def status(self) -> str:
        """Empty when there is no such stack. One that was only ever proposed is `REVIEW_IN_PROGRESS`."""
        found = self._described()
        return str(found["StackStatus"]) if found else ""

    def outputs(self) -> dict[str, str]:
        """Raises `StackFailed` when there is no such stack."""
        found = self._described()
        if found is None:
            raise StackFailed("There is no such stack", ())
        return {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}

    def parameters(self) -> dict[str, str]:
        """What it was made with; secret ones as asterisks, none when there is no such stack."""
        found = self._described() or {}
        return {one["ParameterKey"]: one["ParameterValue"] for one in found.get("Parameters", [])}

    def propose(
        self, template_url: str, parameters: Mapping[str, str], change_set: str
    ) -> tuple[Change, ...] | None:
        """Make a change set and say what it would do; `None` when the stack is already so.

        Raises `StackFailed` when CloudFormation does not take it.
        """
        if self.status() == "ROLLBACK_COMPLETE":
            self.remove()  # it never stood, and CloudFormation lets nobody try again on what is left
        is_new = self.status() in ("", "REVIEW_IN_PROGRESS")
        try:
            self._client.create_change_set(
                StackName=self.name,
                ChangeSetName=change_set,
                ChangeSetType="CREATE" if is_new else "UPDATE",
                TemplateURL=template_url,
                Parameters=[{"ParameterKey": key, "ParameterValue": parameters[key]} for key in parameters],
                Capabilities=list(CAPABILITIES),
            )
        except self._client.exceptions.ClientError as error:
            refused = error.response["Error"]
            if refused["Code"] == "ValidationError":
                raise StackFailed(f"CloudFormation refuses it: {refused['Message']}", ()) from error
            raise
        described = self._wait_for_change_set(change_set)
        reason = str(described.get("StatusReason", ""))
        if described["Status"] == "FAILED":
            if any(words in reason for words in NOTHING_TO_DO):
                return None
            raise StackFailed(f"The change set failed: {reason}", ())
        return tuple(self._changes(change_set))

    def carry_out(self, change_set: str, seen: Callable[[Step], None] = lambda step: None) -> None:
        """Execute the change set and wait; `seen` is told every step. Raises `StackFailed`."""
        known = {step.id for step in self._steps()}
        self._client.execute_change_set(StackName=self.name, ChangeSetName=change_set)
        self._wait(known, seen)

    def withdraw(self, change_set: str) -> None:
        """Forget a change set that nobody wants; the stack stays what it is."""
        self._client.delete_change_set(StackName=self.name, ChangeSetName=change_set)

    def resources(self) -> dict[str, str]:
        """The physical id of each resource that stands, by its name in the template."""
        try:
            pages = self._client.get_paginator("list_stack_resources").paginate(StackName=self.name)
            found = [one for page in pages for one in page["StackResourceSummaries"]]
        except self._client.exceptions.ClientError as error:
            if NOT_THERE in str(error):
                return {}
            raise
        gone = ("DELETE_COMPLETE", "CREATE_FAILED")
        return {
            one["LogicalResourceId"]: one["PhysicalResourceId"]
            for one in found
            if one.get("PhysicalResourceId") and one["ResourceStatus"] not in gone
        }

    def wait(self, seen: Callable[[Step], None] = lambda step: None) -> None:
        """Until what another run has begun is at its end. Raises `StackFailed` when that was in vain."""
        self._wait({step.id for step in self._steps()}, seen)

    def remove(self, seen: Callable[[Step], None] = lambda step: None) -> None:
        """Delete the stack and wait; gone already is fine. Raises `StackFailed`."""
        found = self._described()
        if found is None:
            return
        known = {step.id for step in self._steps()}
        self._client.delete_stack(StackName=self.name)
        self._wait(known, seen)

    def _wait(self, known: set[str], seen: Callable[[Step], None]) -> None:
        """Until nothing is in progress. A stack that is gone has ended well: only removing does that."""
        failed: list[Step] = []
        while True:
            status = self.status()
            for step in self._steps() if status else ():
                if step.id not in known:
                    known.add(step.id)
                    seen(step)
                    failed += [step] if step.status.endswith("_FAILED") else []
            if status in ("", "DELETE_COMPLETE"):
                return
            if not status.endswith("_IN_PROGRESS"):
                break
            self._sleep(PAUSE_SECONDS)
        if any(words in status for words in IN_VAIN):
            raise StackFailed(status, tuple(failed))

    def _steps(self) -> list[Step]:
        """Oldest first."""
        try:
            pages = self._client.get_paginator("describe_stack_events").paginate(StackName=self.name)
            events = [event for page in pages for event in page["StackEvents"]]
        except self._client.exceptions.ClientError as error:
            if NOT_THERE in str(error):
                return []
            raise
        return [_step(event) for event in reversed(events)]

    def _described(self) -> dict[str, Any] | None:
        try:
            answer = self._client.describe_stacks(StackName=self.name)
        except self._client.exceptions.ClientError as error:
            if NOT_THERE in str(error):
                return None
            raise
        found: dict[str, Any] = answer["Stacks"][0]
        return None if found["StackStatus"] == "DELETE_COMPLETE" else found

    def _wait_for_change_set(self, change_set: str) -> dict[str, Any]:
        while True:
            described: dict[str, Any] = self._client.describe_change_set(
                StackName=self.name, ChangeSetName=change_set
            )
            if described["Status"] not in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
                return described
            self._sleep(PAUSE_SECONDS)

    def _changes(self, change_set: str) -> Iterator[Change]:
        token: dict[str, str] = {}
        while True:
            page = self._client.describe_change_set(StackName=self.name, ChangeSetName=change_set, **token)
            for change in page.get("Changes", []):
                resource = change["ResourceChange"]
                replacement = resource.get("Replacement", "False")
                yield Change(
                    resource["Action"],
                    resource["LogicalResourceId"],
                    resource["ResourceType"],
                    replacement == "True",
                    replacement == "Conditional",
                )
            if not page.get("NextToken"):
                return
            token = {"NextToken": page["NextToken"]}


def _step(event: Mapping[str, Any]) -> Step:
    return Step(
        event["EventId"],
        event["LogicalResourceId"],
        event["ResourceType"],
        event["ResourceStatus"],
        event.get("ResourceStatusReason", ""),
    )
