"""CloudFormation will take the template: as it is packaged, and as it is after expansion."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.deployed_static.template import Template, referred

REGIONS = ["eu-west-1", "us-east-1"]
LARGEST_TEMPLATE = 1_000_000
MOST_RESOURCES = 500


def complaints(template: Template) -> list[str]:
    """What cfn-lint says, with the place."""
    from cfnlint.api import lint

    matches: list[Any] = lint(json.dumps(template.body), regions=REGIONS)
    return [f"{one.rule.id} {'/'.join(map(str, one.path or []))}: {one.message}" for one in matches]


def test_the_packaged_template_is_clean(packaged: Template) -> None:
    assert complaints(packaged) == []


def test_the_expanded_template_is_clean(transformed: Template) -> None:
    assert complaints(transformed) == []


def test_a_circle_is_found_after_expansion(transformed: Template) -> None:
    broken = transformed.changed()
    broken.resources["OnMail"]["Properties"]["Environment"]["Variables"]["SITE"] = {"Ref": "Distribution"}
    broken.resources["Distribution"]["DependsOn"] = "OnMail"

    assert any("ircular" in line for line in complaints(broken))


def test_a_misspelt_name_is_found(packaged: Template) -> None:
    broken = packaged.changed()
    broken.resources["OnMial"] = {"Properties": {"Timeout": 3}}

    assert complaints(broken)


@pytest.mark.parametrize("size", ["packaged", "transformed"])
def test_the_template_is_within_the_limits_of_cloudformation(
    size: str, request: pytest.FixtureRequest
) -> None:
    template: Template = request.getfixturevalue(size)

    assert len(json.dumps(template.body)) < LARGEST_TEMPLATE / 2
    assert len(template.resources) < MOST_RESOURCES / 2


def test_no_secret_stands_in_the_template(packaged: Template) -> None:
    """The origin's comes as a parameter that CloudFormation shows to nobody; the others are never here."""
    secret = packaged.body["Parameters"]["OriginSecret"]

    assert secret["NoEcho"] is True
    assert "Default" not in secret
    assert "OriginSecret" not in set(referred(packaged.body["Outputs"]))
    assert "OriginSecret" not in set(referred(packaged.body["Globals"]))


def test_what_an_emulator_lacks_is_made_on_aws_only(packaged: Template) -> None:
    lacking = {
        "AWS::SES::ReceiptRule": "RealAws",
        "AWS::SES::ReceiptRuleSet": "RealAws",
        "AWS::ApiGatewayV2::Deployment": "Never",
    }

    conditions = {
        resource["Type"]: resource.get("Condition")
        for resource in packaged.resources.values()
        if resource["Type"] in lacking
    }

    assert conditions == lacking


def test_what_people_wrote_outlives_the_stack(packaged: Template) -> None:
    keeping = {"AWS::DynamoDB::Table", "AWS::Cognito::UserPool"}
    kept = {
        name: (one.get("DeletionPolicy"), one.get("UpdateReplacePolicy"))
        for name, one in packaged.resources.items()
        if one["Type"] in keeping or name == "DataBucket"
    }

    assert len(kept) == 6
    assert set(kept.values()) == {("RetainExceptOnCreate", "Retain")}
