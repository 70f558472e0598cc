from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra.deploy.failures import Stopped
from infra.deploy.left_behind import noted
from infra.deploy.removal import SETUP, destroy
from infra.deploy.run import Run
from infra.stack import Stack
from tests.unit.infra.deploy.conftest import PLAN, Connect, Paper

TEMPLATE = """{"Resources": {
    "SiteBucket": {"Type": "AWS::S3::Bucket"},
    "DataBucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain"},
    "Conversations": {"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain", "Properties": {
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]}}}}"""


@pytest.fixture
def run(connect: Connect) -> Run:
    """A small stack with data and pages in it; `screen` is given by each test."""
    connect("cloudformation").create_stack(StackName=PLAN.stack_name, TemplateBody=TEMPLATE)
    stack = Stack(connect("cloudformation"), PLAN.stack_name, lambda seconds: None)
    found, s3 = stack.resources(), connect("s3")
    s3.put_object(Bucket=found["SiteBucket"], Key="index.html", Body=b"")
    for key in (SETUP, "blobs/aa/one"):
        s3.put_object(Bucket=found["DataBucket"], Key=key, Body=b"")
    return Run(PLAN, connect, Paper(), stack, lambda name, kind: (), account="123456789012")


def keys(connect: Connect, bucket: str) -> list[str]:
    found: list[Any] = connect("s3").list_objects_v2(Bucket=bucket).get("Contents", [])
    return [one["Key"] for one in found]


def without_ses(connect: Connect) -> Connect:
    """moto cannot switch a rule set off; test_rule_set.py has that."""

    class Ses:
        def describe_active_receipt_rule_set(self) -> dict[str, Any]:
            return {}

    return lambda service: Ses() if service == "ses" else connect(service)


def test_the_wrong_name_removes_nothing(run: Run, connect: Connect) -> None:
    run.screen = Paper("", "production", live=True)

    with pytest.raises(Stopped, match="Nothing was removed"):
        destroy(run, delete_data=True)

    assert run.stack.status() == "CREATE_COMPLETE"
    assert keys(connect, run.stack.resources()["SiteBucket"]) == ["index.html"]


def test_the_right_name_removes_the_stack_and_keeps_data(run: Run, connect: Connect) -> None:
    found = run.stack.resources()
    paper = Paper("", PLAN.stage, live=True)
    run.screen, run.connect = paper, without_ses(connect)

    destroy(run, delete_data=False)

    assert run.stack.status() == ""
    assert found["DataBucket"] in paper.said
    assert keys(connect, found["DataBucket"]) == ["blobs/aa/one"]
    [left] = noted(connect("ssm"), PLAN.secrets_path)
    assert (left.tables, left.bucket) == ((found["Conversations"],), found["DataBucket"])


def test_an_export_that_fails_removes_nothing(run: Run, connect: Connect, tmp_path: Path) -> None:
    paper = Paper(str(tmp_path / "backup"), PLAN.stage, live=True)
    run.screen = paper

    with pytest.raises(KeyError, match="ConversationsTable"):  # this small stack has no outputs
        destroy(run, delete_data=False)

    assert paper.said.count("Export everything first?") == 1
    assert run.stack.status() == "CREATE_COMPLETE"


def test_what_is_not_there_is_told(connect: Connect, paper: Paper) -> None:
    stack = Stack(connect("cloudformation"), PLAN.stack_name)
    destroy(Run(PLAN, connect, paper, stack, lambda name, kind: ()), delete_data=False)

    assert "nothing that it left" in paper.said
