"""The deployed home on AWS's own interfaces (moto), by the settings of a deployment, and by nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib import wiring
from chalicelib.adapters.aws import clients
from chalicelib.adapters.aws.dynamodb import place as places
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.tables import TABLES, create_tables
from chalicelib.domain.workspace import Channel
from tests.builders import a_channel
from tests.unit.channels.email.ses_events import in_envelope

REGION = "eu-west-1"
TEAM: Channel = a_channel(address="support@company.test")
RAW = b"""From: Carla <carla@customer.example>
To: support@company.test
Subject: My lamp
Message-ID: <1@customer.example>

It flickers.
"""
CACHES = (wiring.settings, wiring.ports, wiring.parameters, wiring.local_home, clients.client, places._client)


@dataclass(frozen=True, slots=True)
class Cloud:
    """What a deployment has made; `environment` is changed by a test through `set`."""

    s3: Any
    ssm: Any
    sent: list[Any]
    sqs: Any

    def followups(self, limit: int) -> list[dict[str, Any]]:
        """Jobs that wait in that queue."""
        found = self.sqs.receive_message(QueueUrl=os.environ["FOLLOWUPS_QUEUE"], MaxNumberOfMessages=limit)
        jobs: list[dict[str, Any]] = found.get("Messages", [])
        return jobs


@contextmanager
def cloud_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """Tables, bucket, queues and identity as the template makes them, and the settings that name them."""
    for cache in CACHES:
        cache.cache_clear()
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        make = clients.new_client
        create_tables(Place(prefix="test-", region=REGION))
        s3, sqs = make("s3"), make("sqs")
        s3.create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": REGION})
        fifo = {"FifoQueue": "true"}
        queues = {
            "MAIL_QUEUE": sqs.create_queue(QueueName="mail")["QueueUrl"],
            "DELIVERY_QUEUE": sqs.create_queue(QueueName="delivery.fifo", Attributes=fifo)["QueueUrl"],
            "EVENTS_QUEUE": sqs.create_queue(QueueName="events.fifo", Attributes=fifo)["QueueUrl"],
            "WEBHOOKS_QUEUE": sqs.create_queue(QueueName="webhooks.fifo", Attributes=fifo)["QueueUrl"],
            "FOLLOWUPS_QUEUE": sqs.create_queue(QueueName="followups")["QueueUrl"],
        }
        make("sesv2").create_email_identity(EmailIdentity="company.test")
        make("sesv2").create_configuration_set(ConfigurationSetName="bandeja-test")
        named = {
            "BANDEJA_HOME": "aws",
            "AWS_REGION": REGION,
            **{f"{table.noun.upper()}_TABLE": f"test-{table.noun}" for table in TABLES},
            **queues,
            "BLOB_BUCKET": "data",
            "WS_ENDPOINT": "http://127.0.0.1:1/ws",
            "SECRETS_PATH": "/bandeja/test",
            "MAIL_DOMAIN": "in.company.test",
            "SENDING_DOMAIN": "company.test",
            "SES_CONFIGURATION_SET": "bandeja-test",
            **user_pool(make("cognito-idp")),
        }
        for name, value in named.items():
            monkeypatch.setenv(name, value)
        yield Cloud(s3, make("ssm"), ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages, sqs)
    for cache in CACHES:
        cache.cache_clear()


def user_pool(cognito: Any) -> dict[str, str]:
    """A pool of agents, and the names under which the functions know it."""
    pool = cognito.create_user_pool(PoolName="agents")["UserPool"]["Id"]
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    made = cognito.create_user_pool_client(UserPoolId=pool, ClientName="bandeja", ExplicitAuthFlows=flows)
    return {"USER_POOL_ID": pool, "USER_POOL_CLIENT_ID": made["UserPoolClient"]["ClientId"]}


def arrived(name: str) -> str:
    """What SES publishes for a mail that it has put into the bucket."""
    passed = {"status": "PASS"}
    receipt = {
        "timestamp": "2026-11-22T12:00:00.000Z",
        "recipients": [TEAM.address],
        "spamVerdict": passed,
        "virusVerdict": passed,
        "dmarcVerdict": passed,
        "action": {"type": "S3", "bucketName": "data", "objectKey": f"incoming/{name}"},
    }
    mail = {"timestamp": "2026-11-22T12:00:00.000Z", "source": "carla@customer.example"}
    return in_envelope({"notificationType": "Received", "mail": mail, "receipt": receipt})
