"""Webhooks of events on moto, function by function: what each asks of AWS is what its policy allows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.subscription import COMMENT, EVENTS, GIVES_UP_AFTER, event_id
from chalicelib.domain.workspace import Role
from chalicelib.handlers.event_queue import on_events
from chalicelib.handlers.event_stream import on_entries, on_tick
from chalicelib.usecases.receive_message import receive_message
from tests.builders import a_message, an_agent, an_inbox
from tests.deployed_home import TEAM, cloud_of
from tests.deployed_static.asked import allowed_by, listening
from tests.deployed_static.template import Template
from tests.deployed_static.test_asked_and_allowed import NAMES, PASSWORD, Talk, cookie_of, refused
from tests.deployed_visitor import edge_of
from tests.unit.handlers.test_mail_queue import Batch, record

ADA = an_agent(id=AgentId("c3" * 16), role=Role.ADMIN)
NOBODY = "https://orders.invalid/hook"


class Tick:
    """What the schedule hands to its function."""


@pytest.fixture(scope="module")
def talk() -> Iterator[Talk]:
    with (
        pytest.MonkeyPatch.context() as patch,
        cloud_of(patch) as cloud,
        edge_of(patch) as edge,
        listening(NAMES) as heard,
    ):
        workspace = wiring.ports().workspace
        workspace.put_inbox(an_inbox())
        workspace.put_channel(TEAM)
        workspace.add_agent(ADA)
        wiring.ports().passwords.set(ADA.id, PASSWORD)
        made = Talk(cloud, edge, heard)
        talked_through(made)
        yield made


def talked_through(talk: Talk) -> None:
    """A webhook whose server is never there: told, tried again, replayed, paused, and switched on again."""
    hook = asks(talk, "POST", "", {"name": "Orders", "url": NOBODY, "events": list(EVENTS)})["webhook"]
    conversation = a_long_mail()
    for entry in wiring.ports().conversations.entries(conversation):
        talk.of("OnEntries", partial(on_entries, Batch(inserted(conversation, entry.seq))))
    assert tells(talk) == ["conversation"]
    it_is_due(conversation, hook["id"])
    talk.of("OnTick", lambda: on_tick(Tick()))
    assert tells(talk) == ["conversation"]
    assert len(asks(talk, "GET", f"/{hook['id']}/deliveries")["items"]) == 2
    by_an_agent = noted(talk, conversation)
    assert asks(talk, "POST", f"/{hook['id']}/replay", {"event_id": by_an_agent}) == {"replayed": 1}
    assert tells(talk) == ["replay"]
    paused = is_paused(talk, conversation, hook["id"])
    asks(talk, "PUT", f"/{hook['id']}", {"version": paused["version"], "state": "on"})
    talk.of("OnTick", lambda: on_tick(Tick()))
    assert tells(talk) == ["conversation"]
    asks(talk, "DELETE", f"/{hook['id']}")


def asks(talk: Talk, method: str, path: str, body: Any = None) -> Any:
    """An admin asks for something of a webhook."""
    cookie = cookie_of(ADA)
    answer = talk.of("APIHandler", lambda: talk.edge.ask(method, f"/event-webhooks{path}", body, cookie))
    assert answer.status < 300, answer
    return answer.body


def a_long_mail() -> ConversationId:
    """Its words are in a blob."""
    ports = wiring.ports()
    said = a_message("Where is it? " * 10, text_cut=True, full_text=ports.blobs.put(b"Where is it? " * 999))
    inbound = InboundMessage(TEAM, said.message_id, "hash", said, ports.now(), TEAM.address)
    return receive_message(ports, inbound).conversation_id


def noted(talk: Talk, conversation: ConversationId) -> str:
    """The id of the event."""
    where, words = f"/conversations/{conversation}/comments", {"text": "She is right"}
    cookie = cookie_of(ADA)
    answer = talk.of("APIHandler", lambda: talk.edge.ask("POST", where, words, cookie))
    return event_id(conversation, answer.body["seq"], COMMENT)


def inserted(conversation: ConversationId, seq: int) -> dict[str, Any]:
    """The stream's record of an entry."""
    image = {"pk": {"S": f"C#{conversation}"}, "sk": {"S": f"E#{seq:010d}"}, "kind": {"S": "message"}}
    return {"eventName": "INSERT", "dynamodb": {"SequenceNumber": str(seq), "NewImage": image}}


def tells(talk: Talk) -> list[str]:
    """Work off what waits; of which kinds it was."""
    url, kinds = os.environ["EVENTS_QUEUE"], []
    for one in talk.cloud.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        talk.cloud.sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
        kinds.append(next(iter({"replay", "pause", "conversation"} & set(json.loads(one["Body"])))))
        answer = talk.of("OnEvents", partial(on_events, Batch(record(one["Body"]))))
        assert answer == {"batchItemFailures": []}
    return kinds


def it_is_due(conversation: ConversationId, webhook: str) -> None:
    """Time goes by."""
    ports = wiring.ports()
    telling = ports.tellings.of(conversation)[webhook]
    assert telling.due_at is not None
    ports.tellings.put(replace(telling, due_at=ports.now() - timedelta(seconds=1)).written())


def is_paused(talk: Talk, conversation: ConversationId, webhook: str) -> Any:
    """Nobody was there for a whole day."""
    ports = wiring.ports()
    (stored,) = ports.workspace.subscriptions()
    ports.workspace.note_subscription(replace(stored, failing_since=ports.now() - GIVES_UP_AFTER))
    it_is_due(conversation, webhook)
    talk.of("OnTick", lambda: on_tick(Tick()))
    assert [*tells(talk), *tells(talk)] == ["conversation", "pause"]
    assert len(talk.cloud.sent) == 1, "the admin hears of it"
    found = asks(talk, "GET", f"/{webhook}")
    assert found["state"] == "paused"
    return found


FUNCTIONS = {name: f"{name}Policy" for name in ("APIHandler", "OnEntries", "OnTick", "OnEvents")}
OF_THE_QUEUE_ITSELF = {
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ChangeMessageVisibility",
}
# asked by S3 itself, and by SES of its configuration set; where no setting names the site
OF_OTHER_WAYS = {"s3:ListBucket", "ses:SendEmail", "ses:SendRawEmail", "ssm:GetParametersByPath"}
SWEEPS = "s3:ListObjectsV2"  # what else the schedule does: it has another name among rights


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_telling_asks_of_aws_is_allowed(function: str, talk: Talk, transformed: Template) -> None:
    allowed = allowed_by(transformed.of("AWS::IAM::Policy")[FUNCTIONS[function]])

    assert talk.asked[function]
    assert [one for one in refused(talk.asked[function], allowed) if one.action != SWEEPS] == []


def test_who_tells_may_do_nothing_that_it_never_does(talk: Talk, transformed: Template) -> None:
    allowed = allowed_by(transformed.of("AWS::IAM::Policy")["OnEventsPolicy"])

    unused = {right for right in allowed if not any(right.covers(one) for one in talk.asked["OnEvents"])}

    assert {right.action for right in unused} <= OF_THE_QUEUE_ITSELF | OF_OTHER_WAYS
