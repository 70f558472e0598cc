"""A tool from outside finds in a stack all that the deployed home needs."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.config import NEEDED_ON_AWS, settings_from
from infra.merge_file import merged
from infra.packaging import FRAGMENTS
from infra.stack import Stack
from infra.stage_environment import (
    DEAD_LETTERS,
    FROM_OUTPUTS,
    FROM_PARAMETERS,
    dead_letters_of,
    environment_of,
)


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    return merged(sorted(FRAGMENTS.glob("*.yaml")))


class Described:
    """CloudFormation's client, as it tells of a stack made from the template."""

    def __init__(self, template: dict[str, Any]) -> None:
        outputs = {name: f"the {name}" for name in template["Outputs"]}
        outputs["SocketURL"] = "wss://abc.execute-api.eu-west-1.amazonaws.com/socket"
        parameters = {name: f"the {name}" for name in template["Parameters"]}
        self._stack = {
            "StackStatus": "CREATE_COMPLETE",
            "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
            "Parameters": [
                {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
            ],
        }

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803 - boto's word
        del StackName
        return {"Stacks": [self._stack]}


def test_every_name_is_one_of_the_template(template: dict[str, Any]) -> None:
    assert {*FROM_OUTPUTS.values(), *DEAD_LETTERS.values()} <= template["Outputs"].keys()
    assert {*FROM_PARAMETERS.values()} <= template["Parameters"].keys()
    assert set(NEEDED_ON_AWS) <= FROM_OUTPUTS.keys() | FROM_PARAMETERS.keys()


def test_the_home_opens_with_what_the_stack_tells(template: dict[str, Any]) -> None:
    stack = Stack(Described(template), "bandeja-prod")
    aws = settings_from(environment_of(stack)).aws

    assert aws is not None
    assert aws.missing == ()
    assert aws.socket_endpoint == "https://abc.execute-api.eu-west-1.amazonaws.com/socket"
    assert aws.tables["live"] == "the LiveTable"
    assert dead_letters_of(stack, "ses-events") == "the SesEventsQueueDeadLettersUrl"
