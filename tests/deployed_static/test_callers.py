"""Every way in is allowed on purpose: who may call a function, and who may put things where it looks."""

from __future__ import annotations

from typing import Any

from tests.deployed_static.template import Template, referred, statements


def allowed_callers(transformed: Template) -> dict[str, set[str]]:
    """Services that may call a function, and from what, by function."""
    found: dict[str, set[str]] = {}
    for permission in transformed.of("AWS::Lambda::Permission").values():
        (function,) = referred(permission["FunctionName"])
        assert permission["Action"] == "lambda:InvokeFunction"
        assert permission["SourceArn"], function
        for source in set(referred(permission["SourceArn"])):
            found.setdefault(function, set()).add(source)
    return found


def test_every_route_of_the_api_has_its_permission(transformed: Template) -> None:
    paths: dict[str, dict[str, Any]] = transformed.of("AWS::ApiGateway::RestApi")["RestAPI"]["Body"]["paths"]
    callers = allowed_callers(transformed)

    called = {
        function
        for methods in paths.values()
        for method, route in methods.items()
        if method != "parameters"
        for function in referred(route["x-amazon-apigateway-integration"]["uri"])
    }
    assert len(paths) > 20
    assert {name for name in called if "RestAPI" not in callers.get(name, set())} == set()


def test_every_route_of_the_socket_has_its_permission(transformed: Template) -> None:
    routes = transformed.of("AWS::ApiGatewayV2::Route")
    integrations = transformed.of("AWS::ApiGatewayV2::Integration")
    callers = allowed_callers(transformed)

    assert {route["RouteKey"] for route in routes.values()} == {"$connect", "$default", "$disconnect"}
    for route in routes.values():
        (integration,) = set(referred(route["Target"])) & set(integrations)
        (function,) = set(referred(integrations[integration]["IntegrationUri"])) & set(callers)
        assert "WebsocketAPI" in callers[function]


def test_the_clock_may_call_what_it_calls(transformed: Template) -> None:
    callers = allowed_callers(transformed)

    for name, rule in transformed.of("AWS::Events::Rule").items():
        for target in rule["Targets"]:
            (function,) = referred(target["Arn"])
            assert name in callers[function]


def test_others_may_only_write_where_they_must(transformed: Template) -> None:
    """Policies of queues, topics and buckets name who: a service, and for which of our things."""
    policies = transformed.of("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::S3::BucketPolicy")

    assert policies
    for name, policy in policies.items():
        for statement in statements(policy["PolicyDocument"]):
            if statement["Effect"] == "Allow":
                assert set(statement["Principal"]) == {"Service"}, name
                assert statement["Condition"], name
