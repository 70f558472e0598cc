from __future__ import annotations

from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from infra.deploy.permissions import NEEDED, Caller, missing_rights, principal_of
from tests.unit.infra.deploy.conftest import PLAN

USER = "arn:aws:iam::123456789012:user/ana"


def iam() -> Any:
    made: Any = boto3.client
    return made("iam", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")


CALLER = Caller("123456789012", USER)


def test_what_credentials_may_not_do_is_named_at_once() -> None:
    client = iam()
    decided = {"s3:CreateBucket": "implicitDeny", "iam:PassRole": "explicitDeny"}
    names = {"region": PLAN.region, "account": CALLER.account, "name": PLAN.stack_name}
    with Stubber(client) as answers:
        for resource, actions in NEEDED.items():
            results = [
                {"EvalActionName": one, "EvalDecision": decided.get(one, "allowed")} for one in actions
            ]
            asked = {
                "PolicySourceArn": USER,
                "ActionNames": list(actions),
                "ResourceArns": [resource.format(**names, path=PLAN.secrets_path)],
                "ContextEntries": ANY,
            }
            answers.add_response("simulate_principal_policy", {"EvaluationResults": results}, asked)

        problems, note = missing_rights(client, PLAN, CALLER)

    assert note == ""
    assert "s3:CreateBucket, iam:PassRole" in problems[0]


def test_who_may_not_ask_gets_a_note() -> None:
    client = iam()
    with Stubber(client) as answers:
        answers.add_client_error("simulate_principal_policy", "AccessDenied")

        problems, note = missing_rights(client, PLAN, CALLER)

    assert (problems, "SimulatePrincipalPolicy" in note) == ([], True)


@pytest.mark.parametrize(
    ("arn", "principal"),
    [
        (USER, USER),
        ("arn:aws:sts::1:assumed-role/Deployer/session", "arn:aws:iam::1:role/Deployer"),
    ],
)
def test_a_session_is_known_by_its_role(arn: str, principal: str) -> None:
    assert principal_of(arn) == principal


def test_the_owner_of_the_account_may_everything() -> None:
    assert missing_rights(None, PLAN, Caller("1", "arn:aws:iam::1:root")) == ([], "")


def test_who_knows_better_is_trusted() -> None:
    plan = replace(PLAN, trusts_rights=True)

    assert missing_rights(None, plan, CALLER) == ([], "")
