"""The product's own figures: those that the code tells are those that alarms and the dashboard look at."""

from __future__ import annotations

import json

from chalicelib.handlers.metrics import NAMESPACE, STAGE, Metric
from tests.deployed_static.template import Template

WATCHED = {Metric.SIGN_IN_FAILED, Metric.TOKEN_FAILED}


def own_alarms(template: Template) -> dict[str, str]:
    """Each alarm on a figure of the product, and which."""
    return {
        name: alarm["MetricName"]
        for name, alarm in template.of("AWS::CloudWatch::Alarm").items()
        if alarm.get("Namespace") == NAMESPACE
    }


def test_failed_sign_ins_and_tokens_wake_somebody(transformed: Template) -> None:
    alarms = own_alarms(transformed)

    assert sorted(alarms.values()) == sorted(WATCHED)
    for name in alarms:
        alarm = transformed.of("AWS::CloudWatch::Alarm")[name]
        assert alarm["Dimensions"] == [{"Name": STAGE, "Value": {"Ref": "Stage"}}]
        assert alarm["Statistic"] == "Sum"
        assert alarm["TreatMissingData"] == "notBreaching"  # nothing told is nothing wrong


def test_the_dashboard_shows_every_figure_and_every_alarm(transformed: Template) -> None:
    (dashboard,) = transformed.of("AWS::CloudWatch::Dashboard").values()
    body = dashboard["DashboardBody"]["Fn::Sub"]
    shown = json.dumps([one["properties"] for one in json.loads(body)["widgets"]])

    assert NAMESPACE in shown
    assert [metric for metric in Metric if f'"{metric}"' not in shown] == []
    alarms = transformed.of("AWS::CloudWatch::Alarm")
    assert [name for name in alarms if f"${{{name}.Arn}}" not in shown] == []


def test_each_function_knows_its_stage(transformed: Template) -> None:
    for name, function in transformed.of("AWS::Lambda::Function").items():
        assert function["Environment"]["Variables"]["STAGE"] == {"Ref": "Stage"}, name
