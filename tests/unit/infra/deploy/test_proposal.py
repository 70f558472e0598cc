from __future__ import annotations

from dataclasses import replace

import pytest

from infra.costs import running_costs
from infra.deploy.failures import Stopped
from infra.deploy.proposal import check_data, check_own_name, parameters, rows, show_costs
from infra.stack import Change
from tests.unit.infra.deploy.conftest import PLAN, Paper

TABLE = Change("Modify", "Conversations", "AWS::DynamoDB::Table", replaces=True)
SITE = Change("Modify", "SiteBucket", "AWS::S3::Bucket", replaces=True)
QUEUE = Change("Add", "MailQueue", "AWS::SQS::Queue", replaces=False)


@pytest.mark.parametrize("change", [TABLE, replace(TABLE, action="Remove", replaces=False)])
def test_data_that_would_stay_behind_stops_the_run(change: Change) -> None:
    with pytest.raises(Stopped, match="Conversations.*--replace-data"):
        check_data((QUEUE, change), agreed=False)

    check_data((QUEUE, change), agreed=True)


@pytest.mark.parametrize(
    "change", [SITE, QUEUE, replace(TABLE, replaces=False), replace(TABLE, replaces=False, may_replace=True)]
)
def test_what_holds_no_data_or_keeps_it_stops_nothing(change: Change) -> None:
    check_data((change,), agreed=False)


def test_changes_are_told_by_part_and_the_worst_first() -> None:
    function = Change("Modify", "OnMail", "AWS::Lambda::Function", replaces=False)

    assert rows((QUEUE, function, replace(QUEUE, name="Another"), TABLE)) == [
        ("replaced", "tables", "1", "Conversations"),
        ("made", "queues", "2", "MailQueue, Another"),
        ("changed", "functions", "1", "OnMail"),
    ]


def test_what_was_chosen_once_stays_until_it_is_chosen_anew() -> None:
    standing = {"PublicUrl": "https://a.example.com", "AlarmEmail": "ops@example.com", "Stage": "old"}
    plan = replace(PLAN, choices=(("AlarmEmail", ""),))

    found = parameters(plan, standing, secret="s", bucket="b", makes_identity=False)

    assert found["PublicUrl"] == "https://a.example.com"
    assert (found["AlarmEmail"], found["Stage"], found["MakeIdentity"]) == ("", "prod", "no")
    assert (found["MailDomain"], found["SendingDomain"]) == ("in.example.com", "example.com")


def test_a_name_of_ones_own_needs_a_certificate() -> None:
    plan = replace(PLAN, choices=(("PublicUrl", "https://inbox.example.com"),))
    values = parameters(plan, {}, secret="s", bucket="b", makes_identity=True)

    with pytest.raises(Stopped, match="us-east-1"):
        check_own_name(values)

    check_own_name({**values, "CertificateArn": "arn:aws:acm:us-east-1:1:certificate/a"})


def test_costs_are_itemised_and_dated(paper: Paper) -> None:
    show_costs(paper)

    costs = running_costs()
    assert costs.idle_a_month < 3  # dollars, as the product promises
    assert f"{costs.idle_a_month:.2f} a month" in paper.said
    assert all(what in paper.said for what, dollars in costs.idle.items() if dollars)
    assert "1,000 mails received" in paper.said
    assert str(costs.prices_known_from) in paper.said
