"""A page of Facebook on moto, function by function: what each asks of AWS is what its policy allows."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.contact import Identity
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.workspace import Role
from chalicelib.handlers.daily import on_day
from chalicelib.handlers.event_queue import on_events
from chalicelib.handlers.job_queue import on_delivery, on_followups
from chalicelib.handlers.webhook_queue import on_webhooks
from chalicelib.ports.conversation_lists import Shelf
from infra.local.fake_graph.company import PAGE_ID
from infra.local.fake_graph.state import Failure
from tests.builders import NOW, an_agent, an_inbox
from tests.deployed_home import Cloud, cloud_of
from tests.deployed_static.asked import allowed_by, listening
from tests.deployed_static.template import Template
from tests.deployed_static.test_asked_and_allowed import NAMES, PASSWORD, Talk, cookie_of, job, refused
from tests.deployed_visitor import edge_of
from tests.journeys.messenger import Meta, meta
from tests.unit.handlers.test_mail_queue import Batch, record

ANA = an_agent(id=AgentId("c3" * 16), role=Role.ADMIN)
READS_SECRETS = "ssm:GetParameter"


class Scheduled:
    def to_dict(self) -> dict[str, str]:
        return {"id": "a-day"}


@pytest.fixture(scope="module")
def talk() -> Iterator[Talk]:
    with (
        pytest.MonkeyPatch.context() as patch,
        meta() as graph,
        cloud_of(patch) as cloud,
        edge_of(patch) as edge,
        listening(NAMES) as heard,
    ):
        patch.setenv("META_GRAPH_URL", graph.address)
        for cache in (wiring.settings, wiring.ports):
            cache.cache_clear()
        wiring.ports().workspace.put_inbox(an_inbox())
        wiring.ports().workspace.add_agent(ANA)
        wiring.ports().passwords.set(ANA.id, PASSWORD)
        made = Talk(cloud, edge, heard)
        talked_through(made, graph)
        yield made


def talked_through(talk: Talk, graph: Meta) -> None:
    """The page is connected, somebody writes, is answered, and the page is let go of."""
    page = connected(talk, graph)
    person = graph.people()[0]
    graph.graph.state.wrote(PAGE_ID, person)
    graph.graph.state.failures.append(Failure(status=500, code=None, path=person))
    for events in everything_told(person, graph.address):
        assert told(talk, graph, page, events) == 200
    work_off(talk)
    is_portrayed(talk, graph, page, person)
    rows = wiring.ports().lists.page(Shelf(an_inbox().id), after=None, limit=10).rows
    (conversation,) = [row.id for row in rows]
    answered(talk, conversation)
    talk.of("OnDelivery", lambda: on_delivery(Batch(record(job("deliver_message", conversation)))))
    assert graph.sent() == ["Until six"]
    talk.of("OnDay", lambda: on_day(Scheduled()))
    somebody_is_told(talk, conversation)
    changed(talk, graph, page)
    graph.page.token = "another one, so that ours is refused"
    talk.of("OnDay", lambda: on_day(Scheduled()))


def asks(talk: Talk, method: str, path: str, body: Any = None) -> Any:
    """Ana asks for something; that she signs in is tried beside the chat."""
    cookie = cookie_of(ANA)
    answer = talk.of("APIHandler", lambda: talk.edge.ask(method, path, body, cookie))
    assert answer.status < 300, answer
    return answer.body


def connected(talk: Talk, graph: Meta) -> str:
    return str(asks(talk, "POST", "/channels", graph.to_connect(an_inbox().id))["id"])


def sent_by(person: str) -> dict[str, Any]:
    return {"sender": {"id": person}, "recipient": {"id": PAGE_ID}, "timestamp": int(time.time() * 1000)}


def everything_told(person: str, files: str) -> Iterator[list[Any]]:
    """One webhook of each kind that is kept in another way."""
    to = sent_by(person)
    lost = {"type": "image", "payload": {"url": f"{files}/files/none"}}
    yield [{**to, "message": {"mid": "m_1", "text": "Is it open?"}}]
    yield [{**to, "message": {"mid": "m_2", "text": "é" * 130_000}}]
    yield [{**to, "message": {"mid": "m_3", "text": "This one", "attachments": [lost]}}]
    yield [
        {**to, "message_edit": {"mid": "m_1", "text": "Is it closed?", "num_edit": 1}},
        {**to, "reaction": {"mid": "m_1", "action": "react", "emoji": "❤️", "reaction": "love"}},
        {**to, "read": {"watermark": 1}},
        {**to, "hologram": {"id": 1}},
        {**to, "message": {"mid": "m_2", "is_deleted": True}},
    ]


def told(talk: Talk, graph: Meta, page: str, events: list[Any]) -> int:
    body = {"object": "page", "entry": [{"id": PAGE_ID, "messaging": events}]}
    key, raw = graph.page.app_secret.encode(), json.dumps(body).encode()
    headers = {"x-hub-signature-256": f"sha256={hmac.new(key, raw, hashlib.sha256).hexdigest()}"}
    where = f"/webhooks/meta/{page}"
    answer = talk.of("APIHandler", lambda: talk.edge.ask("POST", where, body, headers))
    return int(answer.status)


def is_portrayed(talk: Talk, graph: Meta, page: str, person: str) -> None:
    """Who could not be asked about is called by their name, and looks as they do, after words of later."""
    contacts, proof = wiring.ports().contacts, Identity("messenger", f"{PAGE_ID}#{person}")
    before = contacts.by_identity(proof)
    assert before is not None
    contacts.set_picture(before.id, "", NOW)
    assert told(talk, graph, page, [{**sent_by(person), "message": {"mid": "m_4", "text": "Hello?"}}]) == 200
    work_off(talk)
    jobs = [record(one["Body"]) for one in talk.cloud.followups(10) if "portrait" in one["Body"]]
    assert talk.of("OnFollowups", lambda: on_followups(Batch(*jobs))) == {"batchItemFailures": []}
    after = contacts.by_identity(proof)
    assert after is not None
    assert (before.nameless, after.name, bool(after.picture)) == (True, "Ana Ruiz", True)


def work_off(talk: Talk) -> None:
    """Everything that waits, and what that puts into the queue."""
    while jobs := waiting(talk.cloud):
        failed = talk.of("OnWebhooks", lambda: on_webhooks(Batch(*jobs)))
        assert failed == {"batchItemFailures": []}


def waiting(cloud: Cloud) -> list[dict[str, Any]]:
    url = os.environ["WEBHOOKS_QUEUE"]
    found = cloud.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for one in found:
        cloud.sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
    return [record(one["Body"], receives=5, number=number) for number, one in enumerate(found)]


def answered(talk: Talk, conversation: ConversationId) -> None:
    words = {"text": "Until six", "last_seq": wiring.ports().conversations.head(conversation).seq}
    asks(talk, "POST", f"/conversations/{conversation}/replies", words)


def somebody_is_told(talk: Talk, conversation: ConversationId) -> None:
    """A server that is not there: it is told later."""
    hook = {"name": "Orders", "url": "https://orders.invalid/hook", "events": ["message.created"]}
    asks(talk, "POST", "/event-webhooks", hook)
    answered(talk, conversation)
    event = record(json.dumps({"conversation": conversation}))
    told = talk.of("OnEvents", lambda: on_events(Batch(event)))
    assert told == {"batchItemFailures": []}


def changed(talk: Talk, graph: Meta, page: str) -> None:
    version = asks(talk, "GET", f"/channels/{page}/platform")["version"]
    asks(talk, "PUT", f"/channels/{page}/platform", {"version": version, "page_token": graph.page.token})


FUNCTIONS = {
    name: f"{name}Policy"
    for name in ("APIHandler", "OnWebhooks", "OnDelivery", "OnFollowups", "OnDay", "OnEvents")
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_a_page_asks_of_aws_is_allowed(function: str, talk: Talk, transformed: Template) -> None:
    allowed = allowed_by(transformed.of("AWS::IAM::Policy")[FUNCTIONS[function]])

    assert refused(talk.asked[function], allowed) == []
    assert any(one.action == READS_SECRETS and "/channels/" in one.resource for one in talk.asked[function])
