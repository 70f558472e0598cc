"""Ctrl-C at every step of a deployment, before and after it did its work: the next run ends the job."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infra.deploy import preparing
from infra.deploy.deployment import TASKS, Interrupted, Task, deploy
from infra.deploy.plan import Plan
from infra.deploy.removal import destroy
from infra.deploy.run import Run
from infra.deploy.stack_state import state_of
from infra.packaging import Package
from infra.stack import Stack, StackFailed
from tests.deployed.conftest import REGION
from tests.unit.infra.deploy.conftest import Paper

Client = Callable[[str], Any]
LONGEST_SECONDS = 60
CALLS = 6
TOO_LONG = 99_999  # SQS hides a message for 43,200 seconds at most
SOAK = bool(os.environ.get("BANDEJA_SOAK"))
# Cut when a step begins is cut when the one before it had ended.
AFTER = [False, True] if SOAK else [True]
BUILDING = next(index for index, task in enumerate(TASKS) if task.do is preparing.build)


@pytest.fixture(scope="module", autouse=True)
def _emulator(endpoint: str) -> Iterator[None]:
    """The product's own adapters find their credentials in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        yield


class Packaged:
    """Packages once: the tests are about what comes after, and the sources stay what they are."""

    def __init__(self) -> None:
        self._made: Package | None = None

    def __call__(self, run: Run) -> None:
        if self._made is None:
            preparing.build(run)
            self._made = run.package
        run.package = self._made


@pytest.fixture(scope="module")
def tasks() -> tuple[Task, ...]:
    """All steps of a deployment; the template is linted by a test of its own."""
    instead: dict[Callable[[Run], None], Callable[[Run], None]] = {
        preparing.build: Packaged(),
        preparing.lint: lambda run: None,
    }
    return tuple(replace(task, do=instead.get(task.do, task.do)) for task in TASKS)


def run_for(stage: str, client: Client, endpoint: str, connect: Client | None = None) -> Run:
    plan = Plan(stage, REGION, "example.com", "you@example.com", endpoint)
    used = connect or client
    stack = Stack(used("cloudformation"), plan.stack_name, lambda seconds: None)
    return Run(plan, used, Paper(), stack, lambda name, kind: (), yes=True)


def cut(task: Task, *, after: bool) -> Task:
    """Ctrl-C when the step begins, or when it has done its work."""

    def do(run: Run) -> None:
        if after:
            task.do(run)
        raise KeyboardInterrupt

    return replace(task, do=do)


def settled(run: Run) -> None:
    """AWS goes on with a stack that nobody waits for; a person runs the command again when it has ended."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while state_of(run.stack.status(), run.stack.name).blocks:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def check_whole(run: Run, client: Client) -> None:
    """One of everything, however many runs it took."""
    said = run.screen.said if isinstance(run.screen, Paper) else ""
    assert [said.count(f"green   {link}") for link in ("site", "sockets", "mail in")] == [1, 1, 1]
    rows = client("dynamodb").scan(TableName=run.stack.outputs()["WorkspaceTable"])["Items"]
    kinds = sorted(row["pk"]["S"] for row in rows)
    assert kinds == ["agent", "agent_email", "channel", "channel_address", "inbox"]


@pytest.mark.parametrize("after", AFTER)
def test_a_run_that_is_cut_short_at_every_step_is_ended_by_the_next(
    after: bool, client: Client, endpoint: str, tasks: tuple[Task, ...]
) -> None:
    stage = f"cut-{'after' if after else 'before'}"
    for number, task in enumerate(tasks):
        cut_short = (*tasks[:number], cut(task, after=after), *tasks[number + 1 :])
        with pytest.raises(Interrupted, match=f"step {number + 1} of"):
            deploy(run_for(stage, client, endpoint), cut_short)

    last = run_for(stage, client, endpoint)
    assert deploy(last, tasks)

    check_whole(last, client)
    destroy(last, delete_data=True)


def test_a_run_that_is_cut_short_while_the_stack_is_made_is_ended_by_the_next(
    client: Client, endpoint: str, tasks: tuple[Task, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_for("cut-inside", client, endpoint)

    def interrupted(step: object) -> None:
        raise KeyboardInterrupt

    carry_out = run.stack.carry_out
    monkeypatch.setattr(run.stack, "carry_out", lambda name, seen: carry_out(name, interrupted))
    with pytest.raises(Interrupted, match="Making it so"):
        deploy(run, tasks)

    last = run_for("cut-inside", client, endpoint)
    assert deploy(last, tasks)

    check_whole(last, client)
    destroy(last, delete_data=True)


def test_a_stack_that_fails_is_taken_back_and_the_next_run_makes_it(
    client: Client, endpoint: str, tasks: tuple[Task, ...], tmp_path: Path
) -> None:
    def build_wrongly(run: Run) -> None:
        tasks[BUILDING].do(run)
        assert run.package
        template = json.loads(run.package.template.read_text())
        template["Resources"]["MailQueue"]["Properties"]["VisibilityTimeout"] = TOO_LONG
        path = tmp_path / "template.json"
        path.write_text(json.dumps(template))
        run.package = replace(run.package, template=path)

    wrong = (*tasks[:BUILDING], replace(tasks[BUILDING], do=build_wrongly), *tasks[BUILDING + 1 :])
    failing = run_for("fails", client, endpoint)
    with pytest.raises(StackFailed, match="MailQueue: .*VisibilityTimeout"):
        deploy(failing, wrong)
    assert failing.stack.status() == "ROLLBACK_COMPLETE"
    assert client("dynamodb").list_tables()["TableNames"] == []

    last = run_for("fails", client, endpoint)
    assert deploy(last, tasks)

    check_whole(last, client)
    destroy(last, delete_data=True)


def test_a_removal_that_is_cut_short_at_any_call_is_ended_by_the_next(
    client: Client, endpoint: str, tasks: tuple[Task, ...]
) -> None:
    assert deploy(run_for("cut-removal", client, endpoint), tasks)
    number, ended = 0, False
    while not ended:
        number += 1
        run = run_for("cut-removal", client, endpoint, counting(client, number))
        settled(run_for("cut-removal", client, endpoint))
        try:
            run.account = "000000000000"
            destroy(run, delete_data=True)
            ended = True
        except KeyboardInterrupt:
            continue

    assert number > CALLS
    assert client("dynamodb").list_tables()["TableNames"] == []
    assert client("s3").list_buckets()["Buckets"] == []
    assert client("ssm").get_parameters_by_path(Path="/bandeja/cut-removal")["Parameters"] == []


def counting(client: Client, number: int) -> Client:
    """Clients of which the n-th call that changes something is Ctrl-C, after AWS has done it."""
    calls = 0

    def count(model: Any, **call: Any) -> None:
        nonlocal calls
        calls += not model.name.startswith(("Get", "List", "Describe", "Head"))
        if calls == number:
            raise KeyboardInterrupt

    def connect(service: str) -> Any:
        made = client(service)
        made.meta.events.register("after-call", count)
        return made

    return connect
