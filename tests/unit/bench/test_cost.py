"""What it costs: use is measured, everything in the template has a price or is free, and idle is cheap."""

from __future__ import annotations

import copy
from dataclasses import asdict

import pytest

from bench import cost
from bench.cost_idle import alarm_metrics, idle_items, packaged_resources, unknown_types
from bench.prices import PRICES
from bench.usage import dollars, dollars_after_allowances, together
from infra.costs import running_costs

TOLERANCE = 0.05


@pytest.fixture(scope="module")
def found() -> cost.Costs:
    return cost.costs()


@pytest.fixture(scope="module")
def resources() -> dict[str, dict[str, object]]:
    return packaged_resources()


def test_a_month_without_work_costs_less_than_three_dollars(found: cost.Costs) -> None:
    assert 0.5 < found.idle_dollars < cost.IDLE_LIMIT


def test_a_month_without_work_is_itemised(found: cost.Costs) -> None:
    paid = {item.name for item in found.idle if dollars(item.usage) > 0}

    assert {"alarms", "dashboard", "queues asked for nothing", "tick every minute"} <= paid
    assert {"logs of the tick", "point-in-time recovery"} <= paid


def test_each_resource_of_the_template_is_priced_or_free(resources: dict[str, dict[str, object]]) -> None:
    assert unknown_types(resources) == []
    assert unknown_types({**resources, "Gateway": {"Type": "AWS::EC2::NatGateway"}}) == [
        "AWS::EC2::NatGateway"
    ]


def test_another_alarm_and_another_queue_cost_more(resources: dict[str, dict[str, object]]) -> None:
    more = copy.deepcopy(resources)
    more["Other"] = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "Errors"}}
    more["OtherSource"] = copy.deepcopy(resources["OnMailOnMailSqsEventSource"])
    before, after = (together(*(one.usage for one in idle_items(all_, {}, 0))) for all_ in (resources, more))

    assert alarm_metrics(more) == alarm_metrics(resources) + 1
    assert after["SQS requests, standard"] == before["SQS requests, standard"] + 648_000


def test_what_is_always_free_is_taken_off_once() -> None:
    month = {"SQS requests, standard": 3_000_000, "SNS publishes": 10}

    assert dollars(month) == pytest.approx(1.2 + 10 * 0.5 / 1_000_000)
    assert dollars_after_allowances(month) == pytest.approx(0.8)


def test_each_flow_uses_what_its_way_says(found: cost.Costs) -> None:
    mail, answer = found.flows.mail, found.flows.answer

    assert mail["Lambda requests"] == 2  # the mail and the stream
    assert mail["SQS requests, standard"] == 3
    assert mail["DynamoDB write units"] >= 10
    assert mail["S3 reads"] >= 1
    assert answer["Lambda requests"] == 5  # the request, the stream, the delivery, two events
    assert answer["SES mails out"] == 1
    assert answer["SQS requests, FIFO"] == 3
    assert answer["API Gateway socket messages"] >= 3
    assert found.flows.list_call["DynamoDB read units"] > 0
    assert found.flows.tick["S3 writes and lists"] == 1


def test_larger_teams_pay_more_and_mails_are_what_they_pay_for(found: cost.Costs) -> None:
    small, middle, large = (dollars_after_allowances(cost.month_of(team, found)) for team in cost.TEAMS)

    assert found.idle_dollars < small < middle < large
    assert large < 100


def test_what_a_deployment_tells_is_what_was_measured(found: cost.Costs) -> None:
    for name, figure in asdict(running_costs()).items():
        measured = cost.figures(found)[name]
        assert figure == (measured if isinstance(measured, str) else pytest.approx(measured, rel=TOLERANCE))


def test_a_deployment_tells_its_costs_in_a_sentence() -> None:
    told = running_costs()

    assert f"${told.idle_a_month:.2f} a month" in told.sentence
    assert "1,000 messages" in told.sentence


def test_each_price_names_a_page_of_its_own() -> None:
    assert all(price.page.startswith("https://aws.amazon.com/") for price in PRICES.values())
    assert all(price.dollars > 0 for price in PRICES.values())


def test_the_report_can_be_read(found: cost.Costs) -> None:
    text = cost.report(found)

    assert "1,000 mails received" in text
    assert "50 agents, 5,000 mails a day" in text
    assert "Assumed" in text
