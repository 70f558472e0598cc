"""Secrets of channels and webhooks lie in SSM below one path: who reads and writes them, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.deployed_static.asked import Asked, allowed_by
from tests.deployed_static.template import Resource, Template, as_list, statements
from tests.deployed_static.test_permissions import documents, policies_of, role_of

PATH = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/bandeja/${Stage}"
OF_A_CHANNEL = "Stage/channels/0a1b2c"
READERS = {"APIHandler", "OnWebhooks", "OnDelivery", "OnFollowups", "OnDay", "OnEvents"}
KEYS = {f"{PATH}/{name}" for name in ("session", "reply-token", "visitors")}


def who_may(action: str, parameter: str, template: Template) -> set[str]:
    """The functions whose policy covers this action on this parameter."""
    return {
        name
        for name, function in template.of("AWS::Lambda::Function").items()
        for _, policy in policies_of(role_of(function), template)
        if any(right.covers(Asked(action, parameter)) for right in allowed_by(policy))
    }


def about_parameters(template: Template) -> Iterator[tuple[str, Resource]]:
    for name, document in documents(template):
        for statement in statements(document):
            if any(action.startswith("ssm:") for action in as_list(statement["Action"])):
                yield name, statement


def too_deep(template: Template) -> list[str]:
    """Statements that reach the secrets of channels by something else than their own path."""
    found = []
    for name, statement in about_parameters(template):
        resources = {one["Fn::Sub"] for one in as_list(statement["Resource"])}
        by_path = "ssm:GetParametersByPath" in as_list(statement["Action"])
        is_flat = statement.get("Condition") == {"StringNotEquals": {"ssm:Recursive": "true"}}
        fine = (
            by_path
            and is_flat
            and resources == {PATH}
            or not by_path
            and resources <= {*KEYS, f"{PATH}/channels/*"}
        )
        if not fine:
            found.append(f"{name}: {statement['Sid']}")
    return found


def test_only_what_speaks_with_platforms_and_other_servers_reads_their_secrets(transformed: Template) -> None:
    assert who_may("ssm:GetParameter", OF_A_CHANNEL, transformed) == READERS


@pytest.mark.parametrize("action", ["ssm:PutParameter", "ssm:DeleteParameter"])
def test_only_the_api_where_admins_enter_them_writes_them(action: str, transformed: Template) -> None:
    assert who_may(action, OF_A_CHANNEL, transformed) == {"APIHandler"}


def test_nobody_reaches_them_by_reading_what_lies_above(transformed: Template) -> None:
    assert len(list(about_parameters(transformed))) > len(READERS)
    assert too_deep(transformed) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"Resource": {"Fn::Sub": f"{PATH}/*"}},
        {"Resource": {"Fn::Sub": PATH.replace("${Stage}", "*")}},
        {"Condition": {}},
    ],
)
def test_one_that_would_is_found(broken: dict[str, Any], transformed: Template) -> None:
    template = transformed.changed()
    document = template.resources["OnMailPolicy"]["Properties"]["PolicyDocument"]
    (keys,) = [one for one in statements(document) if one["Sid"] == "KeysAndSettings"]

    keys.update(broken)

    assert too_deep(template) == ["OnMailPolicy: KeysAndSettings"]
