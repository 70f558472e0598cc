from __future__ import annotations

import pytest

from infra.deploy.progress import Progress, words
from infra.stack import Step
from tests.unit.infra.deploy.conftest import Paper


def step(name: str, status: str, reason: str = "", kind: str = "AWS::SQS::Queue") -> Step:
    return Step(f"{name}-{status}", name, kind, status, reason)


@pytest.mark.parametrize("live", [False, True])
def test_every_resource_is_told_with_how_far_it_is(live: bool) -> None:
    paper = Paper(live=live)

    with Progress(paper, 2) as progress:
        progress.seen(step("Queue", "CREATE_IN_PROGRESS"))
        progress.seen(step("Queue", "CREATE_COMPLETE"))
        progress.seen(step("bandeja-prod", "CREATE_COMPLETE", kind="AWS::CloudFormation::Stack"))

    assert "Done: 1 resources" in paper.said
    assert ("1/2 Queue made" in paper.said) is not live


def test_what_somebody_sees_who_looks_on_names_work_and_failures() -> None:
    paper = Paper(live=True)

    with Progress(paper, 3) as progress:
        progress.seen(step("Table", "CREATE_IN_PROGRESS"))
        progress.seen(step("Queue", "CREATE_FAILED", "No more queues"))
        progress.refresh()

    assert "0 of 3 resources" in paper.said
    assert "is being made" in paper.said
    assert "No more queues" in paper.said


@pytest.mark.parametrize(
    ("status", "plain"),
    [
        ("CREATE_IN_PROGRESS", "is being made"),
        ("UPDATE_COMPLETE", "changed"),
        ("DELETE_FAILED", "could not be removed"),
        ("DELETE_SKIPPED", "kept"),
    ],
)
def test_a_status_is_said_in_plain_words(status: str, plain: str) -> None:
    assert words(status) == plain
