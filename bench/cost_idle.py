"""What a deployment costs while nobody writes: read from its template, resource by resource."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from bench.usage import Usage, times

Resources = Mapping[str, Mapping[str, Any]]

SECONDS = 30 * 24 * 3600
MINUTES = SECONDS // 60
CALLS = {"rate(1 minute)": MINUTES, "rate(1 day)": MINUTES / 1_440}  # a month
POLLERS = 5
"""So many long polls a queue Lambda keeps open while nothing comes (its documentation on SQS)."""
IDLE_GB = 0.001
"""Rows, keys and pages of a deployment that nobody uses yet: a megabyte."""

PRICED = {
    "AWS::CloudWatch::Alarm": "by the metrics it looks at",
    "AWS::CloudWatch::Dashboard": "by the month",
    "AWS::Lambda::EventSourceMapping": "empty receives of queues; Lambda reads the stream for nothing",
    "AWS::Events::Rule": "the schedule is free, what it calls is not",
    "AWS::DynamoDB::Table": "what is in it, and its point-in-time copies",
    "AWS::S3::Bucket": "what is in it",
    "AWS::Logs::LogGroup": "what the functions write",
}
PAID_BY_USE = {
    "AWS::ApiGateway::RestApi": "requests",
    "AWS::ApiGatewayV2::Api": "messages and minutes of sockets",
    "AWS::CloudFront::Distribution": "requests and bytes",
    "AWS::CloudFront::Function": "calls",
    "AWS::Cognito::UserPool": "people who sign in",
    "AWS::Lambda::Function": "calls",
    "AWS::SES::ConfigurationSetEventDestination": "what it publishes",
    "AWS::SES::EmailIdentity": "mail that goes out",
    "AWS::SES::ReceiptRule": "mail that comes in",
    "AWS::SNS::Subscription": "nothing for queues; mail to whom alarms tell",
    "AWS::SNS::Topic": "publishes",
    "AWS::SQS::Queue": "requests; those that find nothing stand with its event source",
}
FREE = frozenset(
    {
        "AWS::ApiGateway::Deployment",
        "AWS::ApiGateway::Stage",
        "AWS::ApiGatewayV2::Deployment",
        "AWS::ApiGatewayV2::Integration",
        "AWS::ApiGatewayV2::Route",
        "AWS::ApiGatewayV2::Stage",
        "AWS::CloudFront::CachePolicy",
        "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::OriginRequestPolicy",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::Cognito::UserPoolClient",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::Lambda::Permission",
        "AWS::S3::BucketPolicy",
        "AWS::SES::ConfigurationSet",
        "AWS::SES::ReceiptRuleSet",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::QueuePolicy",
        "AWS::SSM::Parameter",  # standard ones, as those for secrets are
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the bill of a month."""

    name: str
    usage: Usage


def unknown_types(resources: Resources) -> list[str]:
    """Types of resources that are neither priced here nor known to be free."""
    known = PRICED.keys() | PAID_BY_USE.keys() | FREE
    return sorted({one["Type"] for one in resources.values()} - known)


def idle_items(resources: Resources, tick: Usage, log_bytes: float) -> list[Item]:
    """A month of nothing. `tick` is what one call of the schedule uses, `log_bytes` what it writes."""
    calls = sum(_calls_a_month(one) for one in _of(resources, "AWS::Events::Rule").values())
    tables = _of(resources, "AWS::DynamoDB::Table").values()
    copied = [one for one in tables if _keeps_copies(one)]
    return [
        Item("alarms", {"CloudWatch alarm metrics": alarm_metrics(resources)}),
        Item("dashboard", {"CloudWatch dashboards": len(_of(resources, "AWS::CloudWatch::Dashboard"))}),
        Item("queues asked for nothing", _empty_receives(resources)),
        Item("tick every minute", times(tick, calls)),
        Item("logs of the tick", {"CloudWatch GB of logs": calls * log_bytes / 1e9}),
        Item("tables", {"DynamoDB GB-months": len(tables) * IDLE_GB}),
        Item("point-in-time recovery", {"DynamoDB point-in-time GB-months": len(copied) * IDLE_GB}),
        Item("files and pages", {"S3 GB-months": len(_of(resources, "AWS::S3::Bucket")) * IDLE_GB}),
        Item("parameters and secrets in SSM", {}),
        Item("own metrics, sent only when something went wrong", {}),
    ]


def alarm_metrics(resources: Resources) -> int:
    """An alarm is paid by the metrics it looks at."""
    return sum(
        len([one for one in alarm["Metrics"] if "MetricStat" in one]) if "Metrics" in alarm else 1
        for alarm in _of(resources, "AWS::CloudWatch::Alarm").values()
    )


def packaged_resources() -> dict[str, dict[str, Any]]:
    """Of the template that goes to AWS, as CloudFormation sees it; its code is not put together for that."""
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator

    from infra.packaging import chalice_package, staged_project, write_merge_file

    with TemporaryDirectory() as folder, patch.dict(os.environ, {"AWS_DEFAULT_REGION": "eu-west-1"}):
        target = Path(folder)
        project = staged_project(target / "project", "arm64")
        template, _ = chalice_package(project, write_merge_file(target), target / "chalice")
        for one in template["Resources"].values():
            if one["Type"] == "AWS::Serverless::Function":
                one["Properties"]["CodeUri"] = {"Bucket": "code", "Key": "code.zip"}
        body = Translator({}, Parser()).translate(template, {})
    found: dict[str, dict[str, Any]] = body["Resources"]
    return found


def memory_gb(resources: Resources) -> dict[str, float]:
    """Of each function, by its logical name."""
    return {name: one["MemorySize"] / 1024 for name, one in _of(resources, "AWS::Lambda::Function").items()}


def _empty_receives(resources: Resources) -> dict[str, float]:
    queues = _of(resources, "AWS::SQS::Queue")
    usage: dict[str, float] = {}
    for source in _of(resources, "AWS::Lambda::EventSourceMapping").values():
        asked = json.dumps(source["EventSourceArn"])
        name = next((one for one in queues if f"{one}.Arn" in asked), None)
        if name is None:  # the stream
            continue
        kind = "SQS requests, FIFO" if queues[name].get("FifoQueue") else "SQS requests, standard"
        waits = queues[name]["ReceiveMessageWaitTimeSeconds"]
        usage[kind] = usage.get(kind, 0) + POLLERS * SECONDS / waits
    return usage


def _calls_a_month(rule: Mapping[str, Any]) -> float:
    try:
        return CALLS[rule["ScheduleExpression"]]
    except KeyError as error:
        raise ValueError(f"no count for {error}") from error


def _keeps_copies(table: Mapping[str, Any]) -> bool:
    return bool(table.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled"))


def _of(resources: Resources, kind: str) -> dict[str, Mapping[str, Any]]:
    return {name: one.get("Properties", {}) for name, one in resources.items() if one["Type"] == kind}
