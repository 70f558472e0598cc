"""A program of any other platform that refuses, or holds what it got, and the real process, which dies."""

from __future__ import annotations

import json
import os
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.webhook_signature import HEADER, is_signed, signature_of
from chalicelib.wiring import now
from tests.journeys.agent import Agent
from tests.journeys.product import running, until
from tests.journeys.test_custom_journey import connected, texts, threads
from tests.receiver import receiver

EVA = {"external_id": "person-1", "name": "Eva"}


def tell(told: dict[str, Any], *events: Any, secret: str = "") -> int:
    """A webhook as a program sends it; the status of the answer."""
    body = json.dumps({"events": events}).encode()
    headers = {HEADER: signature_of(body, [secret or told["signing_secret"]], now())}
    request = urllib.request.Request(told["webhook_url"], body, headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def message(number: int) -> dict[str, Any]:
    return {"type": "message", "external_id": f"m-{number}", "contact": EVA, "text": f"word {number}"}


def thread(agent: Agent, channel: str) -> str:
    return str(until(lambda: threads(agent, channel), 30, "the conversation is there")[0]["id"])


def answer_with(agent: Agent, conversation: str, text: str) -> None:
    last = agent.entries(conversation)[-1]["seq"]
    assert agent.reply(conversation, text, last_seq=last).status == 201


def test_what_is_told_three_times_while_the_process_dies_is_there_once_in_its_order(tmp_path: Path) -> None:
    with running(tmp_path / "home") as product:
        agent = Agent(product)
        told = connected(product, agent, "")
        for number in range(12):
            again = [message(one) for one in range(max(0, number - 2), number + 1)]
            assert tell(told, *again) == 202
            if number in (4, 9):
                product.kill()
                product.start()
                agent = Agent(product)

        conversation = thread(agent, told["id"])
        wanted = [("in", f"word {number}") for number in range(12)]
        until(lambda: len(texts(agent, conversation)) >= 12, 60, "all messages are there")
        assert texts(agent, conversation) == wanted
        assert product.jobs("webhooks") == 0


def test_what_is_refused_is_sent_again_and_a_new_secret_is_signed_with_at_once(tmp_path: Path) -> None:
    with running(tmp_path / "home") as product, receiver() as there:
        agent = Agent(product)
        told = connected(product, agent, there.url)
        assert tell(told, message(1)) == 202
        conversation = thread(agent, told["id"])
        there.answer = lambda event: 422
        answer_with(agent, conversation, "Which lamp?")
        failed = until(lambda: told_of(agent, conversation, "failed"), 30, "it says that it failed")
        assert (failed["delivery_reason"], there.taken) == ("The program answered 422", [])

        renewed = agent.ask("POST", f"/api/channels/{told['id']}/custom/secret", {}).json["secret"]
        there.answer = lambda event: 200
        sent_again = f"/api/conversations/{conversation}/entries/{failed['of']}/resend"
        assert agent.ask("POST", sent_again, {}).status in (200, 201)
        until(lambda: there.taken, 30, "the program has it")

        headers, body = there.got[-1]
        signature = headers[HEADER.lower()]
        assert is_signed(body, signature, [renewed], now())
        assert is_signed(body, signature, [told["signing_secret"]], now())
        assert not is_signed(body, signature, ["another"], now())
        assert [one["attempt"] for one in map(json.loads, (body for _, body in there.got))] == [1, 2]
        assert tell(told, message(2), secret=renewed) == 202
        assert tell(told, message(3)) == 202


def told_of(agent: Agent, conversation: str, state: str) -> dict[str, Any] | None:
    """The outcome of a message of ours, where it is this one."""
    found = (one for one in agent.entries(conversation) if one["kind"] == "delivery")
    return next((one for one in found if one["delivery"] == state), None)


@pytest.mark.skipif(not os.environ.get("BANDEJA_SOAK"), reason="waits for a lease; runs in make soak")
def test_a_process_that_dies_while_the_program_holds_a_message_sends_it_again(tmp_path: Path) -> None:
    """Both answers arrive, in order; the one that nobody knew about comes twice, under one id."""
    with running(tmp_path / "home") as product, receiver() as there:
        agent = Agent(product)
        told = connected(product, agent, there.url)
        assert tell(told, message(1)) == 202
        conversation = thread(agent, told["id"])
        held, let_go = threading.Event(), threading.Event()

        def hold(event: dict[str, Any]) -> int:
            held.set()
            let_go.wait(20)
            return 200

        there.answer = hold
        answer_with(agent, conversation, "First")
        assert held.wait(20)
        product.kill()
        let_go.set()
        there.answer = lambda event: 200
        began = time.monotonic()
        product.start()
        agent = Agent(product)
        answer_with(agent, conversation, "Second")

        until(lambda: len(there.got) >= 3, 150, "all of it has come")
        assert time.monotonic() - began > 20, "the first one was not known to be lost any sooner"
        assert [json.loads(body)["text"] for _, body in there.got] == ["First", "First", "Second"]
        assert len({json.loads(body)["id"] for _, body in there.got}) == 2
        until(lambda: outcomes(agent, conversation) == ["sent", "sent"], 30, "both went out")


def outcomes(agent: Agent, conversation: str) -> list[str]:
    return [one["delivery"] for one in agent.entries(conversation) if one["kind"] == "delivery"]
