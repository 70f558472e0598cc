"""A visitor says something, and any request to AWS for it may be refused, lost or the last one.

The browser sends again what was not acknowledged, over another socket if it must: then it is there, once.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlparse

import botocore.endpoint
import pytest

from chalicelib import wiring
from chalicelib.domain.contact import Identity
from chalicelib.domain.entry import Message
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.workspace import Channel
from tests.builders import an_agent, an_inbox
from tests.crash.steps import Died
from tests.crash.test_deployed_home import FAULTS, MOST_REQUESTS, MOST_TRIES, Fault, Line, through
from tests.deployed_home import Cloud, cloud_of
from tests.deployed_visitor import SHOP, Edge, Visitor, edge_of
from tests.deployed_visitor import Line as Socket

CHAT = Channel(ChannelId("c7" * 16), an_inbox().id, "chat", "Shop", "c7" * 16)
LONG = "My lamp flickers. " * 150  # more than an entry holds: the whole is a blob
OPENED = 200
WORDS = ["Hello", LONG, "Here it is"]

# a minute of two processors: the gate has the same faults for mail, `make soak` has these
pytestmark = pytest.mark.skipif(not os.environ.get("BANDEJA_SOAK"), reason="runs in make soak")


class LineWithSockets(Line):
    """A push that is done although its answer is lost, too."""

    edge: Edge

    def carry_out(self, event_name: str, request: Any) -> None:
        if "apigatewaymanagementapi" not in event_name:
            super().carry_out(event_name, request)
            return
        self.edge.management.answer(request.method, urlparse(request.url).path, request.body)


@dataclass
class Browser:
    """A visitor's page. It opens another socket when the one it has does not answer."""

    cloud: Cloud
    edge: Edge
    visitor: Visitor
    sockets: list[Socket] = field(default_factory=list)

    def say(self, frame: dict[str, Any]) -> None:
        """Until it is acknowledged."""
        for _ in range(MOST_TRIES):
            with suppress(Died):
                socket = self.sockets[-1] if self.sockets else self.another()
                answer = socket.send(frame) if socket else None
                if answer and answer["type"] == "said" and answer["id"] == frame["id"]:
                    return
            with suppress(Died):
                self.another()
        raise AssertionError("it was never acknowledged")

    def another(self) -> Socket | None:
        """A new socket, unless the ticket or the socket is refused."""
        ticket = self.visitor.ask("POST", "/chat/ticket", {}).body.get("ticket")
        socket = self.edge.connect(ticket, SHOP) if ticket else None
        if socket is None or socket.status != OPENED:
            return None
        self.sockets.append(socket)
        return socket


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[Browser]]:
    """Fresh homes with a chat, and a page of the shop; boto's waits between its tries are left out."""
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda _: None, time=time.time))

    @contextmanager
    def made() -> Iterator[Browser]:
        with monkeypatch.context() as patched, cloud_of(patched) as cloud, edge_of(patched) as edge:
            patched.setenv("DYNAMODB_WRITER", "plain")
            workspace = wiring.ports().workspace
            workspace.put_inbox(an_inbox())
            workspace.put_channel(CHAT)
            workspace.add_agent(an_agent())
            visitor = Visitor(edge, CHAT.id)
            assert visitor.begin().status == 200
            yield Browser(cloud, edge, visitor)

    return made


def uploaded(browser: Browser) -> str:
    """A file that the page has put into the bucket."""
    wanted = {"name": "lamp.png", "content_type": "image/png", "size": 4}
    slot = browser.visitor.ask("POST", "/chat/uploads", wanted).body
    where = {"Bucket": "data", "Key": slot["fields"]["key"]}
    browser.cloud.s3.put_object(**where, Body=b"lamp", Metadata={"name": "lamp.png"}, ContentType="image/png")
    return str(slot["id"])


WAY: dict[str, Callable[[Browser], dict[str, Any]]] = {
    "first words": lambda _: {"type": "start", "id": "1", "text": WORDS[0], "name": "Carla"},
    "more words": lambda _: {"type": "say", "id": "2", "text": WORDS[1]},
    "a file": lambda browser: {"type": "say", "id": "3", "text": WORDS[2], "files": [uploaded(browser)]},
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("at_fault", WAY)
def test_broken_at_any_request_what_a_visitor_said_is_there_once_after_it_was_sent_again(
    make: Callable[[], AbstractContextManager[Browser]], at_fault: str, fault: Fault
) -> None:
    for number in range(1, MOST_REQUESTS):
        with make() as browser:
            line = LineWithSockets(number, fault)
            line.edge = browser.edge
            for name, frame_of in WAY.items():
                frame = frame_of(browser)
                if name != at_fault:
                    browser.say(frame)
                    continue
                assert browser.another()
                with through(line):
                    browser.say(frame)
            try:
                check(browser)
            except AssertionError as error:
                raise AssertionError(
                    f"{at_fault}: request {number} of {line.sent} {fault}: {error}"
                ) from error
            if len(line.sent) < number:
                assert number > 3, "nothing was sent"
                return
    raise AssertionError("it never ends")


def check(browser: Browser) -> None:
    """One person, one conversation, each message once and whole."""
    ports = wiring.ports()
    identity = Identity("visitor", browser.visitor.begin().body["visitor"])
    contact = ports.contacts.by_identity(identity)
    assert contact and contact.name == "Carla"
    (conversation,) = ports.lists.of_contact(contact.id, 10)
    said = [
        entry.content
        for entry in ports.conversations.entries(conversation)
        if isinstance(entry.content, Message)
    ]
    whole = [ports.blobs.get(one.full_text).decode() if one.full_text else one.text for one in said]
    assert whole == WORDS
    assert [len(one.attachments) for one in said] == [0, 0, 1]
    assert ports.blobs.get(said[-1].attachments[0].blob) == b"lamp"
