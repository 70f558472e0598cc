"""The template that goes to AWS is taken whole by an emulator: every resource, every function."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.packaging import Package
from tests.deployed.deployment import deployed

Client = Callable[[str], Any]


@pytest.fixture(scope="module")
def outputs(made: Package, client: Client, endpoint: str, bucket: str) -> Iterator[dict[str, str]]:
    """Of the whole home, deployed; it leaves no stack behind."""
    with deployed(made, client, endpoint, bucket) as home:
        yield home.outputs
    assert home.stack.status() == ""


def test_every_queue_and_the_stream_are_connected(outputs: dict[str, str], client: Client) -> None:
    mappings = client("lambda").list_event_source_mappings()["EventSourceMappings"]

    assert len(mappings) >= 4
    assert {one["State"] for one in mappings} == {"Enabled"}
    assert any(outputs["ConversationsTable"] in one["EventSourceArn"] for one in mappings)


def test_functions_know_what_was_made(outputs: dict[str, str], client: Client) -> None:
    made = client("lambda").get_function(FunctionName=outputs["APIHandlerName"])
    variables = made["Configuration"]["Environment"]["Variables"]

    assert variables["CONVERSATIONS_TABLE"] == outputs["ConversationsTable"]
    assert variables["BLOB_BUCKET"] == outputs["DataBucketName"]
    assert variables["MAIL_QUEUE"] == outputs["MailQueueUrl"]
    assert variables["USER_POOL_ID"] == outputs["UserPoolId"]
    assert variables["SECRETS_PATH"] == outputs["SecretsPath"]
    assert outputs["WebsocketAPIId"] in variables["WS_ENDPOINT"]


def test_where_people_reach_it_stands_beside_the_secrets(
    outputs: dict[str, str], client: Client, endpoint: str
) -> None:
    found = client("ssm").get_parameter(Name=f"{outputs['SecretsPath']}/public-url")

    assert found["Parameter"]["Value"] == outputs["PublicUrl"] == endpoint


def test_a_notification_of_ses_reaches_the_queue_of_mail(outputs: dict[str, str], client: Client) -> None:
    queues = client("sqs")
    attributes = queues.get_queue_attributes(
        QueueUrl=outputs["MailQueueUrl"], AttributeNames=["RedrivePolicy", "VisibilityTimeout"]
    )["Attributes"]
    topics = client("sns").list_subscriptions_by_topic(TopicArn=outputs["MailTopicArn"])["Subscriptions"]

    assert json.loads(attributes["RedrivePolicy"])["maxReceiveCount"] in (5, "5")
    assert [one["Protocol"] for one in topics] == ["sqs"]


def test_the_code_runs(outputs: dict[str, str], endpoint: str) -> None:
    """Whatever it answers, Chalice and the product were loaded from the zip to say it."""
    address = f"{endpoint}/_aws/execute-api/{outputs['RestAPIId']}/api/me"
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            kind = answer.headers["Content-Type"]
    except urllib.error.HTTPError as refused:
        kind = refused.headers["Content-Type"]

    assert kind == "application/problem+json"
