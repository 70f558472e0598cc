from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra.deploy.__main__ import main, say_failure
from infra.deploy.command_line import COMMANDS
from infra.deploy.deployment import TASKS, Interrupted, Task, deploy
from infra.deploy.failures import Stopped
from infra.deploy.preparing import agree, build, check_account
from infra.deploy.run import Run
from infra.stack import Change, Stack, StackFailed, Step
from tests.unit.infra.deploy.conftest import PLAN, Connect, Paper

CHANGE = Change("Add", "MailQueue", "AWS::SQS::Queue", replaces=False)
TEMPLATE = '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}'


def run_on(connect: Connect, paper: Paper, **more: Any) -> Run:
    stack = Stack(connect("cloudformation"), PLAN.stack_name)
    return Run(PLAN, connect, paper, stack, lambda name, kind: (), **more)


@pytest.mark.parametrize("number", range(len(TASKS)))
def test_ctrl_c_says_where_it_was_and_that_a_rerun_finishes(connect: Connect, number: int) -> None:
    paper = Paper()

    def interrupted(run: Run) -> None:
        raise KeyboardInterrupt

    tasks = tuple(
        Task(task.heading, interrupted if index == number else lambda run: None)
        for index, task in enumerate(TASKS)
    )
    with pytest.raises(Interrupted) as stopped:
        deploy(run_on(connect, paper), tasks)

    assert f"step {number + 1} of {len(TASKS)} ({TASKS[number].heading})" in str(stopped.value)
    assert "run the same command again" in str(stopped.value)


def test_with_nobody_to_ask_nothing_is_begun() -> None:
    def never(service: str) -> Any:
        raise AssertionError(service)

    client: Any = None
    run = Run(PLAN, never, Paper(), Stack(client, "bandeja-prod"), lambda name, kind: ())

    with pytest.raises(Stopped, match="with --yes. Nothing was changed"):
        check_account(run)


def test_pages_that_are_not_built_stop_the_run_before_anything_is_packaged(
    connect: Connect, paper: Paper, tmp_path: Path
) -> None:
    with pytest.raises(Stopped, match="Run: make web"):
        build(run_on(connect, paper, pages=tmp_path))


@pytest.mark.parametrize(("answer", "agreed"), [("y", True), ("Yes", True), ("", False), ("no", False)])
def test_only_a_yes_is_a_yes(connect: Connect, answer: str, agreed: bool) -> None:
    formation, paper = connect("cloudformation"), Paper(answer, live=True)
    formation.create_change_set(
        StackName=PLAN.stack_name, ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=TEMPLATE
    )
    run = run_on(connect, paper, change_set="first", changes=(CHANGE,))

    if agreed:
        agree(run)
    else:
        with pytest.raises(Stopped, match="Run it again any time"):
            agree(run)

    left = formation.list_change_sets(StackName=PLAN.stack_name)["Summaries"]
    assert bool(left) is agreed


def test_nobody_is_asked_about_nothing_or_after_yes(connect: Connect) -> None:
    paper = Paper(live=True)

    agree(run_on(connect, paper))
    agree(run_on(connect, paper, change_set="first", yes=True))

    assert paper.said == ""


def test_a_failed_stack_is_told_with_its_cause_and_the_next_step(paper: Paper) -> None:
    steps = (
        Step("1", "UserPool", "AWS::Cognito::UserPool", "CREATE_FAILED", "Limit exceeded for pools"),
        Step("2", "MailQueue", "AWS::SQS::Queue", "CREATE_FAILED", "Resource creation cancelled"),
    )

    say_failure(paper, StackFailed("ROLLBACK_COMPLETE", steps))

    assert "UserPool (AWS::Cognito::UserPool): Limit exceeded for pools" in paper.problems
    assert "Service Quotas" in paper.problems
    assert "cancelled" not in paper.problems
    assert len(paper.problems.splitlines()) < 24  # one screen


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)
    assert "you@example.com" in said


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["status"], "aws configure"),
        (["export", "--to", "x"], "aws configure"),
        (["destroy", "--yes"], "aws configure"),
        (["--yes", "--domain", "example.com", "--admin", "you@example.com"], "aws configure"),
    ],
)
def test_without_credentials_every_command_says_what_to_do(
    command: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")

    assert main(command) == 1

    assert words in capsys.readouterr().err


@pytest.mark.parametrize("command", [["status"], ["destroy", "--yes"], ["--yes"], ["check"]])
def test_without_a_region_every_command_says_what_to_do(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")

    assert main(command) == 1

    assert "AWS_REGION=eu-west-1" in capsys.readouterr().err
