"""A chat is talked through on moto, function by function: what each asks of AWS is what its policy allows."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.announcing import MANY_WATCHERS
from chalicelib.domain import identity_token
from chalicelib.domain.ids import AgentId, ChannelId, ConversationId
from chalicelib.domain.workspace import Agent, Channel
from chalicelib.handlers.job_queue import on_delivery, on_followups
from chalicelib.ports.visits import KEY
from chalicelib.usecases.sign_in import sign_in
from tests.builders import an_agent, an_inbox
from tests.deployed_home import TEAM, Cloud, cloud_of
from tests.deployed_static.asked import Allowed, Asked, allowed_by, listening
from tests.deployed_static.template import Template
from tests.deployed_visitor import Edge, Line, Visitor, edge_of
from tests.unit.handlers.test_mail_queue import Batch, record

ANA, BO = an_agent(), an_agent(id=AgentId("c2" * 16), name="Bo", email="bo@bandeja.test")
CHAT = Channel(ChannelId("c7" * 16), an_inbox().id, "chat", "Shop", "c7" * 16)
PASSWORD = "a-Long-enough-password-1"
NAMES = {
    **{f"test-{noun.lower()}": noun for noun in ("Conversations", "Contacts", "Workspace", "Live")},
    "data": "DataBucket",
    "mail": "MailQueue",
    "delivery.fifo": "DeliveryQueue",
    "followups": "FollowupsQueue",
    "webhooks.fifo": "WebhooksQueue",
    "events.fifo": "EventsQueue",
}
LISTING = "s3:ListBucket"  # asked by S3 itself, to say 404 of what is not there


@dataclass
class Talk:
    """A chat, and what each function has asked of AWS so far."""

    cloud: Cloud
    edge: Edge
    heard: list[Asked]
    asked: dict[str, set[Asked]] = field(default_factory=dict)

    def of(self, function: str, run: Callable[[], Any]) -> Any:
        """Run it as that function does, in a process that has remembered nothing."""
        for cache in (wiring.ports, wiring.parameters):
            cache.cache_clear()
        self.heard.clear()
        answer = run()
        self.asked.setdefault(function, set()).update(self.heard)
        return answer


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
        for channel in (TEAM, CHAT):
            workspace.put_channel(channel)
        for agent in (ANA, BO):
            workspace.add_agent(agent)
            wiring.ports().passwords.set(agent.id, PASSWORD)
        made = Talk(cloud, edge, heard)
        talked_through(made)
        yield made


def talked_through(talk: Talk) -> None:
    """Everything that a visitor, an agent and the queues do with a chat."""
    visitor = Visitor(talk.edge, CHAT.id)
    talk.of("APIHandler", visitor.begin)
    ticket = talk.of("APIHandler", lambda: visitor.ask("POST", "/chat/ticket", {})).body["ticket"]
    line = talk.of("WebsocketConnect", lambda: talk.edge.connect(ticket, "https://shop.company.test"))
    assert line.status == 200
    conversation = talk.of("WebsocketMessage", lambda: said_by_visitor(line))
    ana, bo = an_open_screen(talk, ANA), an_open_screen(talk, BO)
    for screen in (ana, bo):
        talk.of("WebsocketMessage", partial(looked_at, screen, conversation))
    talk.of("APIHandler", lambda: asked_by_visitor(talk.cloud, visitor, conversation))
    uploaded = an_upload(talk, visitor)
    talk.of("WebsocketMessage", lambda: line.send({"type": "say", "id": "f", "files": [uploaded]}))
    answered(talk, conversation)
    talk.of("OnDelivery", lambda: on_delivery(Batch(record(job("deliver_message", conversation)))))
    talk.of("WebsocketDisconnect", ana.leave)
    assert bo.got[-1]["doing"] == "left"
    many_watch(conversation)
    pushed = talk.of("WebsocketMessage", lambda: queued(talk, line))
    assert (
        talk.of("OnFollowups", lambda: on_followups(Batch(*map(record, pushed))))["batchItemFailures"] == []
    )
    talk.of("WebsocketDisconnect", line.leave)


def said_by_visitor(line: Line) -> ConversationId:
    """Every frame there is. The conversation that begun."""
    page = {"url": "https://shop.company.test/lamps", "title": "Lamps"}
    line.send({"type": "hello", "page": page})
    begun = line.send({"type": "start", "id": "1", "text": "Hello", "page": page})
    conversation = begun["conversation"]
    for number, frame in enumerate(
        (
            {"type": "say", "id": "2", "text": "My lamp", "conversation": conversation},
            {"type": "say", "id": "3", "text": "flickers " * 400},
            {"type": "start", "id": "4", "text": "More", "email": "carla@customer.example", "name": "Carla"},
            {"type": "typing", "conversation": conversation, "on": True},
            {"type": "seen", "conversation": conversation, "seq": 1},
            {"type": "rate", "conversation": conversation, "score": 5},
            {"type": "close", "conversation": conversation},
            {"type": "resume", "conversation": conversation, "after": 0},
            {"type": "page", **page},
            {"type": "hello", "page": page, "conversation": conversation},
            {"type": "ping", "conversation": conversation},
        )
    ):
        answer = line.send(frame)
        assert not answer or answer["type"] != "error", (number, answer)
    return ConversationId(conversation)


def cookie_of(agent: Agent) -> dict[str, str]:
    token = sign_in(wiring.ports(), agent.email, PASSWORD, source="here").token
    return {"cookie": f"__Host-bandeja={token}"}


def an_open_screen(talk: Talk, agent: Agent) -> Line:
    """The agent's open socket."""
    asked = talk.edge.ask("POST", "/socket-ticket", {}, cookie_of(agent))
    line = talk.of("WebsocketConnect", lambda: talk.edge.connect(asked.body["ticket"]))
    assert isinstance(line, Line) and line.status == 200
    return line


def looked_at(agent: Line, conversation: ConversationId) -> None:
    agent.send({"type": "hello"})
    agent.send({"type": "watch", "inboxes": [an_inbox().id], "conversation": conversation})
    for doing in ("replying", "left", "viewing"):
        agent.send({"type": "presence", "conversation": conversation, "doing": doing})
    assert agent.send({"type": "ping", "conversation": conversation})["type"] == "ping"


def asked_by_visitor(cloud: Cloud, visitor: Visitor, conversation: ConversationId) -> None:
    """What goes over HTTP."""
    assert visitor.begin().body["conversations"]
    visitor.ask("GET", f"/chat/conversations/{conversation}?after=0")
    address = {"conversation": conversation, "email": "carla@customer.example"}
    assert visitor.ask("POST", "/chat/email", address).status == 200
    assert visitor.ask("POST", "/chat/transcript", {"conversation": conversation}).status == 202
    away = {"id": "away", "text": "Are you there?"}
    assert visitor.ask("POST", "/chat/away", away).status == 201
    key = identity_token.key_for(wiring.ports().secrets.key(KEY), CHAT.id, 1)
    ends = int((wiring.ports().now() + timedelta(hours=1)).timestamp())
    token = {"token": signed(key, {"sub": "carla", "exp": ends})}
    assert visitor.ask("POST", "/chat/identify", token).status == 200
    assert len(cloud.sent) == 1


def signed(key: str, claims: dict[str, Any]) -> str:
    """A token as a customer's server makes it (RFC 7519)."""
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in ({"alg": "HS256", "typ": "JWT"}, claims)
    ]
    signature = hmac.new(key.encode(), ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join((*parts, base64.urlsafe_b64encode(signature).rstrip(b"=").decode()))


def an_upload(talk: Talk, visitor: Visitor) -> str:
    """A file that the visitor's browser has put into the bucket."""
    wanted = {"name": "lamp.png", "content_type": "image/png", "size": 4}
    slot = talk.of("APIHandler", lambda: visitor.ask("POST", "/chat/uploads", wanted)).body
    where = {"Bucket": "data", "Key": slot["fields"]["key"]}
    talk.cloud.s3.put_object(**where, Body=b"lamp", Metadata={"name": "lamp.png"}, ContentType="image/png")
    return str(slot["id"])


def answered(talk: Talk, conversation: ConversationId) -> None:
    """The agent answers; time goes by until the visitor is written to."""
    cookie = cookie_of(ANA)
    seq = wiring.ports().conversations.head(conversation).seq
    words = {"text": "We look", "last_seq": seq}
    asked = talk.of(
        "APIHandler",
        lambda: talk.edge.ask("POST", f"/conversations/{conversation}/replies", words, cookie),
    )
    assert asked.status == 201, asked
    for work in wiring.ports().conversations.unsettled_work(conversation):
        wiring.ports().conversations.change_work(work.postponed(wiring.ports().now(), ""))


def many_watch(conversation: ConversationId) -> None:
    """More sockets than one commit tells by itself."""
    live, now = wiring.ports().live, wiring.ports().now()
    (row,) = [one for one in live.watchers_of(conversation, now) if one.visitor_id]
    for number in range(MANY_WATCHERS + 1):
        live.put_connection(replace(row, id=f"tab-{number}"))


def queued(talk: Talk, line: Line) -> list[str]:
    """What a message puts on the queue when so many watch; the sockets are none, so each of them is gone."""
    line.send({"type": "say", "id": "many", "text": "Hello all"})
    return [one["Body"] for one in talk.cloud.followups(10)]


def job(reaction: str, conversation: ConversationId) -> str:
    return json.dumps({"reaction": reaction, "conversation": conversation})


def refused(asked: set[Asked], allowed: set[Allowed]) -> list[Asked]:
    return sorted(one for one in asked if not any(right.covers(one) for right in allowed))


FUNCTIONS = {
    "APIHandler": "APIHandlerPolicy",
    "WebsocketConnect": "WebsocketConnectPolicy",
    "WebsocketMessage": "WebsocketMessagePolicy",
    "WebsocketDisconnect": "WebsocketDisconnectPolicy",
    "OnDelivery": "OnDeliveryPolicy",
    "OnFollowups": "OnFollowupsPolicy",
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_a_chat_asks_of_aws_is_allowed(function: str, talk: Talk, transformed: Template) -> None:
    allowed = allowed_by(transformed.of("AWS::IAM::Policy")[FUNCTIONS[function]])

    assert talk.asked[function]
    assert refused(talk.asked[function], allowed) == []


@pytest.mark.parametrize("function", ["WebsocketConnect", "WebsocketMessage", "WebsocketDisconnect"])
def test_a_socket_may_do_nothing_that_it_never_does(function: str, talk: Talk, transformed: Template) -> None:
    allowed = allowed_by(transformed.of("AWS::IAM::Policy")[FUNCTIONS[function]])

    unused = {right for right in allowed if not any(right.covers(one) for one in talk.asked[function])}

    assert {right.action for right in unused if not right.action.startswith("ssm:Get")} <= {LISTING}
