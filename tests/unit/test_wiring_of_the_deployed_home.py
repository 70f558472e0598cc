"""The whole product on AWS's own interfaces (moto): by the settings of a deployment, and by nothing else."""

from __future__ import annotations

import email
import threading
from collections.abc import Iterator
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
from chalicelib.domain.entry import Delivery, DeliveryOutcome
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.reply_token import conversation_of
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.handlers.ses_events import on_ses_events
from chalicelib.ports.stores import Shelf
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.builders import a_channel, an_agent, an_inbox
from tests.unit.channels.email.ses_events import a_delivery, in_envelope, tags_of
from tests.unit.handlers.test_mail_queue import Batch, record

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


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
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
        yield Cloud(s3, make("ssm"), ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages)
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


def test_a_mail_in_an_answer_out_and_what_became_of_it(cloud: Cloud) -> None:
    ports, agent = wiring.ports(), an_agent()
    ports.workspace.put_inbox(an_inbox())
    ports.workspace.put_channel(TEAM)
    ports.workspace.add_agent(agent)
    cloud.s3.put_object(Bucket="data", Key="incoming/abc123", Body=RAW)

    assert on_mail(Batch(record(arrived("abc123")))) == {"batchItemFailures": []}
    (head,) = ports.lists.page(Shelf(TEAM.inbox_id, owner=None), after=None, limit=10).rows
    reply_to_conversation(ports, ReplyOrder(head.id, Order(agent), "We look", last_seq=1))
    deliver_message(ports, head.id)
    tags = tags_of(head.id, 3)
    on_ses_events(Batch(record(in_envelope(a_delivery(tags=tags)))))

    (sent,) = cloud.sent
    mail = email.message_from_string(sent.raw_data)
    reply_to = str(mail["Reply-To"]).rpartition("<")[2].rstrip(">")
    assert reply_to.endswith("@in.company.test")
    assert conversation_of(ports.secrets.key("reply-token"), reply_to) == head.id
    states = [
        entry.content.state
        for entry in ports.conversations.entries(head.id)
        if isinstance(entry.content, DeliveryOutcome)
    ]
    assert states == [Delivery.SENT, Delivery.DELIVERED]
    work = ports.conversations.work(head.id, [3])[3]
    assert work.provider_id.endswith("@eu-west-1.amazonses.com>")
    assert cloud.s3.list_objects_v2(Bucket="data", Prefix="incoming/").get("KeyCount") == 0


def test_a_notice_comes_from_the_sending_domain(cloud: Cloud) -> None:
    values = {"name": "Bo", "link": "https://inbox.company.test/#/password/x"}

    wiring.ports().notices.send("password_link", "bo@company.test", values, "en")

    assert "bandeja@company.test" in email.message_from_string(cloud.sent[0].raw_data)["From"]


def test_what_only_the_deployment_knows_is_in_its_parameters(cloud: Cloud) -> None:
    for name, value in (("public-url", "https://d111.cloudfront.test/"), ("origin", "between us")):
        cloud.ssm.put_parameter(Name=f"/bandeja/test/{name}", Value=value, Type="String")

    assert wiring.public_url() == "https://d111.cloudfront.test"
    assert wiring.origin_secret() == "between us"


def test_an_address_of_ones_own_comes_before_the_parameter(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.ssm.put_parameter(Name="/bandeja/test/public-url", Value="https://d111.test", Type="String")
    monkeypatch.setenv("PUBLIC_URL", "https://inbox.company.test/")
    wiring.settings.cache_clear()

    assert wiring.public_url() == "https://inbox.company.test"


@pytest.mark.usefixtures("cloud")
def test_no_client_is_made_before_it_is_needed() -> None:
    made = clients.client.cache_info().misses

    ports = wiring.ports()

    assert clients.client.cache_info().misses == made
    assert ports.jobs.dead() == 0
    ports.blobs.put(b"x")
    assert clients.client.cache_info().misses == made + 1
    assert set(ports.gateways) == {"email"}


@pytest.mark.usefixtures("cloud")
def test_every_client_of_the_process_stands_on_one_session() -> None:
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(clients.session())) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {id(one) for one in found} == {id(clients.session())}


@pytest.mark.usefixtures("cloud")
def test_agents_sign_in_by_the_user_pool() -> None:
    passwords = wiring.ports().passwords

    passwords.set(an_agent().id, "a-Long-enough-password-1")

    assert passwords.matches(an_agent().id, "a-Long-enough-password-1")
    assert not passwords.matches(an_agent().id, "another-Long-password-2")


def test_at_home_no_parameter_store_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANDEJA_HOME", "local")
    wiring.settings.cache_clear()

    assert wiring.origin_secret() == ""
    assert wiring.public_url() == "http://127.0.0.1:8000"
    wiring.settings.cache_clear()
