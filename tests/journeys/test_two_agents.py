"""Two agents side by side: each sees what the other does, and nobody misses anything after a cut line."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any

import pytest
from websockets.sync.client import ClientConnection

from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, outbox, received, send
from tests.journeys.product import Product, until

TOKEN = re.compile(r"token=([\w.-]+)")
BEAS_PASSWORD = "a password of her own"


@pytest.fixture(scope="module")
def bea(product: Product, agent: Agent) -> Agent:
    """A second agent: invited by mail, with a password she chose."""
    invited = agent.ask("POST", "/api/agents", {"email": "bea@bandeja.test", "name": "Bea"})
    assert invited.status == 201, invited

    def invitation() -> str | None:
        for path in outbox(product):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            if "bea@bandeja.test" in str(mail["To"]) and (token := TOKEN.search(mail.get_content())):
                return token[1]
        return None

    token = until(invitation, 30, "the invitation went out")
    body = {"token": token, "password": BEAS_PASSWORD, "name": "Bea"}
    answer = agent.ask("POST", "/api/password-reset", body)
    assert answer.status < 300, answer
    return Agent(product, "bea@bandeja.test", BEAS_PASSWORD)


def say(socket: ClientConnection, **frame: Any) -> None:
    socket.send(json.dumps(frame))


def frame_of(socket: ClientConnection, kind: str, seconds: float = 30, **fields: Any) -> dict[str, Any]:
    """The next frame of a kind with these fields; others are passed over."""
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=left))
        if frame["type"] == kind and all(frame.get(name) == value for name, value in fields.items()):
            return frame
    raise AssertionError(f"no frame {kind} {fields} within {seconds} s")


@contextmanager
def watching(agent: Agent, conversation: str | None = None) -> Iterator[ClientConnection]:
    """An open socket that watches every inbox, and a conversation."""
    with agent.socket() as socket:
        say(socket, type="hello")
        frame_of(socket, "hello")
        inboxes = [one["id"] for one in agent.get("/api/inboxes")["items"]]
        say(socket, type="watch", inboxes=inboxes, conversation=conversation)
        frame_of(socket, "watch", conversation=conversation)
        yield socket


def test_what_one_does_the_other_is_told_with_seq_and_prev(
    product: Product, agent: Agent, bea: Agent
) -> None:
    send(product, a_mail("Hello", "Side by side"))
    conversation = agent.about("Side by side")["id"]
    with watching(bea, conversation) as socket:
        agent.ask("POST", f"/api/conversations/{conversation}/comments", {"text": "I know her"})

        frame = frame_of(socket, "changed", conversation=conversation)

        assert (frame["prev"], frame["seq"], frame["kinds"]) == (1, 2, ["comment"])
        send(product, a_mail("A new one", "Another side"))
        told = frame_of(socket, "changed", prev=0)
        assert told["conversation"] == agent.about("Another side")["id"]


def test_who_looks_at_a_conversation_is_shown_to_the_other(
    product: Product, agent: Agent, bea: Agent
) -> None:
    send(product, a_mail("Hello", "Who looks"))
    conversation = agent.about("Who looks")["id"]
    with watching(bea, conversation) as socket, watching(agent, conversation) as other:
        say(other, type="presence", conversation=conversation, doing="replying")
        told = frame_of(socket, "presence", conversation=conversation, doing="replying")

        say(other, type="presence", conversation=conversation, doing="left")
        frame_of(socket, "presence", conversation=conversation, doing="left")

    assert told["agent"]["id"] == agent.id


def test_after_a_cut_line_everything_missed_is_found_by_seq(
    product: Product, agent: Agent, bea: Agent
) -> None:
    send(product, a_mail("Hello", "Cut line"))
    conversation = agent.about("Cut line")["id"]
    with watching(bea, conversation) as socket:
        agent.ask("POST", f"/api/conversations/{conversation}/comments", {"text": "seen"})
        seen = frame_of(socket, "changed", conversation=conversation)["seq"]
    for number in range(5):
        agent.ask("POST", f"/api/conversations/{conversation}/comments", {"text": f"missed {number}"})

    with watching(bea, conversation) as socket:
        missed = bea.get(f"/api/conversations/{conversation}/entries?after={seen}")["items"]
        assert [one["text"] for one in missed] == [f"missed {number}" for number in range(5)]
        say(socket, type="ping", conversation=conversation)
        pong = frame_of(socket, "ping")
        assert pong["seq"] == missed[-1]["seq"]


def test_two_who_work_on_one_conversation_at_once_lose_nothing(
    product: Product, agent: Agent, bea: Agent
) -> None:
    send(product, a_mail("Hello", "Both at once"))
    conversation = agent.about("Both at once")["id"]
    orders = [(who, f"{name} {n}") for n in range(15) for who, name in ((agent, "Alex"), (bea, "Bea"))]

    with ThreadPoolExecutor(8) as hands:
        answers = list(
            hands.map(
                lambda order: order[0].ask(
                    "POST", f"/api/conversations/{conversation}/comments", {"text": order[1]}
                ),
                orders,
            )
        )

    assert {answer.status for answer in answers} == {201}
    entries = agent.entries(conversation)
    assert [one["seq"] for one in entries] == list(range(1, 32))
    assert sorted(one["text"] for one in entries[1:]) == sorted(text for _, text in orders)
    by = {one["actor"]["id"] for one in entries[1:]}
    assert by == {agent.id, bea.id}


def test_an_answer_is_told_to_the_other_with_its_outcome(product: Product, agent: Agent, bea: Agent) -> None:
    send(product, a_mail("Hello", "Outcome"))
    conversation = agent.about("Outcome")["id"]
    with watching(bea, conversation) as socket:
        agent.reply(conversation, "Here.", last_seq=1)

        kinds: list[str] = []
        while "delivery" not in kinds:
            kinds += frame_of(socket, "changed", conversation=conversation)["kinds"]

    assert "message" in kinds
    received(product, "Re: Outcome")
