"""The whole product on AWS's own interfaces (moto): by the settings of a deployment, and by nothing else."""

from __future__ import annotations

import email
import threading
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.aws import clients
from chalicelib.domain.entry import Delivery, DeliveryOutcome
from chalicelib.domain.errors import SecondFactorNeeded, WrongCode
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.reply_token import conversation_of
from chalicelib.domain.totp import code_at, step_at
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.handlers.ses_events import on_ses_events
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.ports.stores import Session
from chalicelib.usecases.begin_second_factor import begin_second_factor
from chalicelib.usecases.confirm_second_factor import confirm_second_factor
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.sign_in import sign_in
from chalicelib.usecases.switch_off_second_factor import switch_off_second_factor
from tests.builders import an_agent, an_inbox
from tests.deployed_home import RAW, TEAM, Cloud, arrived, cloud_of
from tests.unit.channels.email.ses_events import a_delivery, in_envelope, tags_of
from tests.unit.handlers.test_mail_queue import Batch, record


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    with cloud_of(monkeypatch) as made:
        yield made


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
    assert set(ports.gateways) == {"email", "messenger", "instagram", "whatsapp", "custom"}


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


@pytest.mark.usefixtures("cloud")
def test_an_agent_signs_in_in_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """moto looks at no code unless it is told to, and has no idea of one that was used."""
    monkeypatch.setenv("MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP", "true")
    ports, agent, password = wiring.ports(), an_agent(), "a-Long-enough-password-1"
    moment = ports.now()  # moto bears no clock that goes on meanwhile
    monkeypatch.setattr("moto.cognitoidp.utils.time", SimpleNamespace(time=moment.timestamp))
    ports.workspace.add_agent(agent)
    ports.passwords.set(agent.id, password)
    session = Session("session", agent.id, ports.now() + timedelta(days=1))
    code = code_at(begin_second_factor(ports, agent, password).secret, step_at(moment))

    recovery, *_ = confirm_second_factor(ports, session, code)

    with pytest.raises(SecondFactorNeeded):
        sign_in(ports, agent.email, password, source="here")
    with pytest.raises(WrongCode):
        sign_in(ports, agent.email, password, source="here", code="abcd-efgh-ijkl-mnop")
    assert sign_in(ports, agent.email, password, source="here", code=recovery).second_factor
    assert sign_in(ports, agent.email, password, source="here", code=code).agent == agent
    switch_off_second_factor(ports, session, password, code)
    assert not sign_in(ports, agent.email, password, source="here").second_factor
