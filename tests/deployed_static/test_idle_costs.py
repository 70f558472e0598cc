"""A home that nobody writes to costs next to nothing: nothing in it is paid by the hour."""

from __future__ import annotations

import re

from tests.deployed_static.template import Template

BY_THE_HOUR = re.compile(
    r"AWS::(?:EC2|RDS|ElastiCache|OpenSearchService|Elasticsearch|ECS|EKS|ElasticLoadBalancing(?:V2)?"
    r"|KMS|SecretsManager|WAF(?:v2|Regional)?|DAX|EFS|MSK|Kinesis|Redshift|NetworkFirewall|GlobalAccelerator"
    r"|Route53Resolver|AmazonMQ|Neptune|DocDB|Synthetics)::.*"
    r"|AWS::ApplicationAutoScaling::.*|AWS::ApiGateway::(?:UsagePlan|ApiKey)|AWS::CloudWatch::InsightRule"
    r"|AWS::Lambda::(?:Version|Alias)|AWS::SES::DedicatedIpPool|AWS::Backup::.*"
)
MOST_ALARMS = 10
MOST_ALARM_METRICS = 22
DASHBOARDS_FOR_NOTHING = 3


def paid_by_the_hour(template: Template) -> list[str]:
    found = [
        name for name, one in template.resources.items() if BY_THE_HOUR.fullmatch(one["Type"]) is not None
    ]
    for name, function in template.of("AWS::Lambda::Function").items():
        if "VpcConfig" in function or "ProvisionedConcurrencyConfig" in function:
            found.append(name)
    for name, table in template.of("AWS::DynamoDB::Table").items():
        if table.get("BillingMode") != "PAY_PER_REQUEST":
            found.append(name)
    for name, stage in template.of("AWS::ApiGateway::Stage").items():
        if stage.get("CacheClusterEnabled"):
            found.append(name)
    return sorted(found)


def test_nothing_is_paid_by_the_hour(transformed: Template) -> None:
    assert paid_by_the_hour(transformed) == []


def test_what_is_paid_by_the_hour_is_found(transformed: Template) -> None:
    broken = transformed.changed()
    broken.resources["Key"] = {"Type": "AWS::KMS::Key"}
    broken.resources["Gateway"] = {"Type": "AWS::EC2::NatGateway"}
    broken.resources["Acl"] = {"Type": "AWS::WAFv2::WebACL"}
    broken.resources["OnMail"]["Properties"]["VpcConfig"] = {}
    del broken.resources["Live"]["Properties"]["BillingMode"]

    assert paid_by_the_hour(broken) == ["Acl", "Gateway", "Key", "Live", "OnMail"]


def test_alarms_are_few(transformed: Template) -> None:
    """They are paid by the metrics they look at."""
    alarms = transformed.of("AWS::CloudWatch::Alarm")
    metrics = sum(
        len([one for one in alarm.get("Metrics", [{"MetricStat": alarm}]) if "MetricStat" in one])
        for alarm in alarms.values()
    )

    assert 5 <= len(alarms) <= MOST_ALARMS
    assert metrics <= MOST_ALARM_METRICS
    assert len(transformed.of("AWS::CloudWatch::Dashboard")) <= DASHBOARDS_FOR_NOTHING


def test_every_alarm_tells_somebody(transformed: Template) -> None:
    for name, alarm in transformed.of("AWS::CloudWatch::Alarm").items():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}], name
        assert alarm["AlarmDescription"], name
