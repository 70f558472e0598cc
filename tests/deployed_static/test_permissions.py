"""Each function has its own role, which may do what its handler does."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.adapters.stored.workspace_items import CHANNEL, CHANNEL_ADDRESS, COUNTER, DOMAIN
from tests.architecture.tree import ROOT
from tests.deployed_static.template import Resource, Template, as_list, referred, statements

WITHOUT_RESOURCES = ("logs:", "xray:")
LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
SEES_NO_CONVERSATION = {"OnEntries", "WebsocketConnect"}


def role_of(function: Resource) -> str:
    (name,) = referred(function["Role"])
    return name


def policies_of(role: str, template: Template) -> list[tuple[str, Resource]]:
    """Beside the one that the role brings for its log."""
    return [
        (name, policy)
        for name, policy in template.of("AWS::IAM::Policy").items()
        if role in set(referred(policy["Roles"]))
    ]


def granted(function: str, template: Template) -> dict[str, set[str]]:
    """Actions by the resource's name in the template."""
    found: dict[str, set[str]] = {}
    role = role_of(template.of("AWS::Lambda::Function")[function])
    for _, policy in policies_of(role, template):
        for statement in statements(policy["PolicyDocument"]):
            for resource in as_list(statement["Resource"]):
                for name in set(referred(resource)):
                    found.setdefault(name, set()).update(as_list(statement["Action"]))
    return found


def documents(template: Template) -> Iterator[tuple[str, Resource]]:
    for name, policy in template.of("AWS::IAM::Policy").items():
        yield name, policy["PolicyDocument"]
    for name, role in template.of("AWS::IAM::Role").items():
        for policy in role.get("Policies", []):
            yield name, policy["PolicyDocument"]


def too_wide(template: Template) -> list[str]:
    """Statements about everything, with actions of a whole service, or with a `Not`."""
    found = []
    for name, document in documents(template):
        for statement in statements(document):
            actions = as_list(statement.get("Action", "*"))
            anything = any(one == "*" for one in as_list(statement.get("Resource", "*")))
            may_be = all(one.startswith(WITHOUT_RESOURCES) for one in actions)
            if anything and not may_be or any("*" in one for one in actions):
                found.append(f"{name}: {statement.get('Sid', actions)}")
    return found


def test_every_function_has_a_role_and_a_policy_of_its_own(transformed: Template) -> None:
    functions = transformed.of("AWS::Lambda::Function")
    roles = {name: role_of(function) for name, function in functions.items()}

    assert len(functions) >= 9
    assert [role for role, count in Counter(roles.values()).items() if count > 1] == []
    assert set(roles.values()) == set(transformed.of("AWS::IAM::Role"))
    assert {name: len(policies_of(role, transformed)) for name, role in roles.items()} == dict.fromkeys(
        roles, 1
    )
    assert all(len(policy["Roles"]) == 1 for policy in transformed.of("AWS::IAM::Policy").values())


def test_a_function_waits_for_its_policy(transformed: Template) -> None:
    """Else a queue is connected to a function that may not read it yet, and the stack fails."""
    for name, function in transformed.of("AWS::Lambda::Function").items():
        ((policy, _),) = policies_of(role_of(function), transformed)
        assert policy in as_list(transformed.resources[name].get("DependsOn", [])), name


def test_no_policy_is_about_everything(transformed: Template) -> None:
    assert list(documents(transformed))
    assert too_wide(transformed) == []


def test_a_policy_about_everything_is_found(transformed: Template) -> None:
    broken = transformed.changed()
    policy = broken.resources["OnMailPolicy"]["Properties"]["PolicyDocument"]
    policy["Statement"][0]["Resource"] = "*"
    policy["Statement"][2]["Action"] = ["dynamodb:*"]

    assert len(too_wide(broken)) == 2


def test_a_role_alone_may_write_its_log_and_nothing_else() -> None:
    base = json.loads((ROOT / Path(".chalice/policy-base.json")).read_text())

    (statement,) = base["Statement"]
    assert set(statement["Action"]) == LOG
    assert "/aws/lambda/${AWS::StackName}-" in statement["Resource"]["Fn::Sub"]


def test_only_what_reads_a_queue_may_take_from_it(transformed: Template) -> None:
    queues = set(transformed.of("AWS::SQS::Queue"))
    reads = {
        mapping["FunctionName"]["Ref"]: set(referred(mapping["EventSourceArn"])) & queues
        for mapping in transformed.of("AWS::Lambda::EventSourceMapping").values()
    }

    for name in transformed.of("AWS::Lambda::Function"):
        takes = {
            queue for queue, actions in granted(name, transformed).items() if "sqs:ReceiveMessage" in actions
        }
        assert takes == reads.get(name, set()), name


@pytest.mark.parametrize("function", sorted(SEES_NO_CONVERSATION))
def test_who_needs_no_conversation_may_read_none(function: str, transformed: Template) -> None:
    tables = {"dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem"}

    assert not tables & granted(function, transformed).get("Conversations", set())


def test_only_mail_itself_may_take_raw_mail_away(transformed: Template) -> None:
    functions = transformed.of("AWS::Lambda::Function")

    deletes = {
        name for name in functions if "s3:DeleteObject" in granted(name, transformed).get("DataBucket", set())
    }

    assert deletes == {"OnMail"}


def test_a_delivery_changes_nothing_of_the_team_but_an_address_that_broke(transformed: Template) -> None:
    document = transformed.of("AWS::IAM::Policy")["OnDeliveryPolicy"]["PolicyDocument"]
    writes = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"}

    found = [
        statement
        for statement in statements(document)
        if "Workspace" in set(referred(statement["Resource"])) and writes & set(as_list(statement["Action"]))
    ]

    (statement,) = found
    assert set(statement["Action"]) == {"dynamodb:PutItem", "dynamodb:UpdateItem"}
    assert statement["Condition"] == {
        "ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [CHANNEL, CHANNEL_ADDRESS, DOMAIN]}
    }


def test_a_frame_changes_nothing_of_the_team_but_the_number_of_its_conversations(
    transformed: Template,
) -> None:
    document = transformed.of("AWS::IAM::Policy")["WebsocketMessagePolicy"]["PolicyDocument"]

    (statement,) = [
        one
        for one in statements(document)
        if "Workspace" in set(referred(one["Resource"])) and "dynamodb:UpdateItem" in as_list(one["Action"])
    ]

    assert as_list(statement["Action"]) == ["dynamodb:UpdateItem"]
    assert statement["Condition"] == {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [COUNTER]}}


def test_who_commits_may_leave_it_to_jobs_to_tell_many(transformed: Template) -> None:
    """`adapters/announcing.py`: more than a hundred open screens are told by the queue of follow-ups."""
    commits, tells = set(), set()
    for name in transformed.of("AWS::Lambda::Function"):
        rights = granted(name, transformed)
        if "dynamodb:UpdateItem" in rights.get("Conversations", set()):
            commits.add(name)
        if "sqs:SendMessage" in rights.get("FollowupsQueue", set()):
            tells.add(name)

    commits.remove("OnEvents")  # it writes down how far it told, and nothing of a conversation
    jobs = {"OnMail", "OnDelivery", "OnFollowups", "OnSesEvents", "OnWebhooks"}
    assert {"APIHandler", "WebsocketMessage", *jobs} == commits
    assert tells == commits | {"OnEntries"}


def test_the_api_makes_domains_known_to_ses_and_takes_none_away(transformed: Template) -> None:
    document = transformed.of("AWS::IAM::Policy")["APIHandlerPolicy"]["PolicyDocument"]
    rights = {
        action
        for statement in statements(document)
        for action in as_list(statement["Action"])
        if action.startswith("ses:") and not action.startswith("ses:Send")
    }

    assert rights == {
        "ses:GetEmailIdentity",
        "ses:CreateEmailIdentity",
        "ses:PutEmailIdentityMailFromAttributes",
    }


def test_passwords_are_the_api_s_alone(transformed: Template) -> None:
    knows = {
        name for name in transformed.of("AWS::Lambda::Function") if "UserPool" in granted(name, transformed)
    }

    assert knows == {"APIHandler"}


def asked_of_cognito() -> set[str]:
    """What IAM must allow for the requests in the code; some need a user's token instead."""
    from botocore import xform_name
    from botocore.session import get_session

    model = get_session().get_service_model("cognito-idp")
    folder = ROOT / "chalicelib" / "adapters" / "aws"
    called = {
        name
        for file in folder.glob("cognito*.py")
        for name in re.findall(r"client\.([a-z_]+)\(", file.read_text())
    }
    operations = [one for one in model.operation_names if xform_name(one) in called]
    assert len(operations) == len(called)
    return {f"cognito-idp:{one}" for one in operations if model.operation_model(one).auth_type != "none"}


def test_of_the_user_pool_exactly_what_is_asked_is_allowed(transformed: Template) -> None:
    actions = asked_of_cognito()

    assert granted("APIHandler", transformed)["UserPool"] == actions
    assert "cognito-idp:AdminInitiateAuth" in actions
    assert "cognito-idp:VerifySoftwareToken" not in actions


def test_who_shows_typing_to_people_reads_the_secrets_of_channels_and_no_others(
    transformed: Template,
) -> None:
    (allowed,) = [
        one
        for name, document in documents(transformed)
        if name == "OnFollowupsPolicy"
        for one in statements(document)
        if any(action.startswith("ssm:") for action in as_list(one["Action"]))
    ]

    assert as_list(allowed["Action"]) == ["ssm:GetParameter"]
    assert allowed["Resource"]["Fn::Sub"].endswith("/channels/*")


def test_a_key_is_made_once_and_never_replaced(transformed: Template) -> None:
    puts = [
        statement
        for _, document in documents(transformed)
        for statement in statements(document)
        if "ssm:PutParameter" in as_list(statement["Action"])
    ]

    of_channels = [one for one in puts if one["Sid"] == "WhatAdminsEnterOfThem"]
    assert [one["Resource"]["Fn::Sub"].endswith("/channels/*") for one in of_channels] == [True]
    keys = [one for one in puts if one not in of_channels]
    assert keys
    for statement in keys:
        assert statement["Condition"] == {"StringEquals": {"ssm:Overwrite": "false"}}
        names = {one["Fn::Sub"].rpartition("/")[2] for one in statement["Resource"]}
        assert names == {"session", "reply-token", "visitors"}
