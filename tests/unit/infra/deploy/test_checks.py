from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from infra.deploy.checks import look, makes_identity, receiving, rights_and_quotas, sending, who_am_i
from infra.deploy.failures import refusal
from infra.deploy.permissions import Caller
from infra.deploy.plan import Plan
from infra.stack import Stack

PLAN = Plan("prod", "eu-west-1", "example.com", "you@example.com")


def connect(service: str) -> Any:
    made: Any = boto3.client
    return made(service, region_name=PLAN.region)


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        yield


def test_the_account_is_known_by_its_number(aws: None) -> None:
    caller = who_am_i(connect)

    assert (caller.account, caller.why) == ("123456789012", "")


def test_without_credentials_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    made: Any = boto3.Session().client

    caller = who_am_i(lambda service: made(service, region_name=PLAN.region))

    assert (caller.account, "aws configure" in caller.why) == ("", True)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ExpiredToken", "sign in again"),
        ("InvalidClientTokenId", "check profile"),
        ("AccessDenied", "may not do that"),
        ("LimitExceeded", "A quota of the account is reached: No. (MakeStack)"),
        ("ThrottlingException", "run this again in a minute"),
        ("Whatever", "refuses MakeStack (Whatever): No."),
    ],
)
def test_a_refusal_says_what_to_do(code: str, words: str) -> None:
    assert words in refusal(ClientError({"Error": {"Code": code, "Message": "No."}}, "MakeStack"))


def test_another_set_of_rules_is_not_pushed_away(aws: None) -> None:
    ses = connect("ses")
    ses.create_receipt_rule_set(RuleSetName="someone-elses")
    assert receiving(PLAN, connect) == []
    ses.set_active_receipt_rule_set(RuleSetName="someone-elses")

    assert "'someone-elses'" in receiving(PLAN, connect)[0]


def test_our_own_set_of_rules_is_no_problem(aws: None) -> None:
    ses = connect("ses")
    ses.create_receipt_rule_set(RuleSetName="bandeja-prod")
    ses.set_active_receipt_rule_set(RuleSetName="bandeja-prod")

    assert receiving(PLAN, connect) == []


def test_sandbox_quota_and_pause_are_told() -> None:
    quota = {"Max24HourSend": 200.0, "SentLast24Hours": 190.0}

    problems, notes = sending({"SendingEnabled": False, "ProductionAccessEnabled": False, "SendQuota": quota})

    assert "paused" in problems[0]
    assert "sandbox" in notes[0]
    assert "190 of 200" in notes[1]
    unlimited = {"Max24HourSend": -1.0, "SentLast24Hours": 9.0}
    assert sending({"SendingEnabled": True, "ProductionAccessEnabled": True, "SendQuota": unlimited}) == (
        [],
        [],
    )


def test_without_a_region_nothing_is_asked_of_aws() -> None:
    def never(service: str) -> Any:
        raise AssertionError(service)

    stack: Any = None
    assert "No region" in look(Plan("prod", "", "example.com", "you@example.com"), never, stack).problems[0]


def test_rights_and_quotas_are_looked_at_on_aws_and_not_in_an_emulator() -> None:
    class Lambda:
        """An account that is almost full."""

        def get_account_settings(self) -> Any:
            limits = {"TotalCodeSize": 80_000_000, "ConcurrentExecutions": 10}
            return {"AccountLimit": limits, "AccountUsage": {"TotalCodeSize": 70_000_000}}

    caller = Caller("1", "arn:aws:iam::1:root")

    problems, notes = rights_and_quotas(PLAN, lambda service: Lambda(), caller)

    assert "10,000,000 bytes left" in problems[0]
    assert "Only 10 functions" in notes[0]
    emulated = replace(PLAN, endpoint="http://127.0.0.1:1")
    assert rights_and_quotas(emulated, lambda service: Lambda(), caller) == ([], [])


def test_a_domain_that_ses_has_already_is_not_made(aws: None) -> None:
    stack = Stack(connect("cloudformation"), PLAN.stack_name)
    assert makes_identity(PLAN, connect, stack)
    connect("sesv2").create_email_identity(EmailIdentity=PLAN.domain)

    assert not makes_identity(PLAN, connect, stack)


def test_a_stack_keeps_the_identity_that_it_made(aws: None) -> None:
    formation = connect("cloudformation")
    template = """{"Parameters": {"MakeIdentity": {"Type": "String"}},
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}"""
    made = [{"ParameterKey": "MakeIdentity", "ParameterValue": "yes"}]
    formation.create_stack(StackName=PLAN.stack_name, TemplateBody=template, Parameters=made)
    connect("sesv2").create_email_identity(EmailIdentity=PLAN.domain)

    assert makes_identity(PLAN, connect, Stack(formation, PLAN.stack_name))


def test_a_refusal_in_the_middle_is_told_and_not_thrown(aws: None) -> None:
    def refused(**nothing: Any) -> Any:
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "Not ses:GetAccount."}}, "GetAccount")

    def guarded(service: str) -> Any:
        made = connect(service)
        if service == "sesv2":
            made.get_account = refused
        return made

    found = look(PLAN, guarded, Stack(connect("cloudformation"), PLAN.stack_name))

    assert "Not ses:GetAccount." in found.problems[0]
