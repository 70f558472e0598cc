"""Any other platform, by the example adapter of the manual, beside a made-up Telegram: there and back."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.journeys.agent import Agent
from tests.journeys.product import ROOT, Product, free_ports, running, until
from tests.receiver import receiver

ADAPTER = ROOT / "docs" / "channels" / "telegram_adapter.py"


@contextmanager
def telegram() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Its Bot API, as far as the adapter asks it: where it is, and what was sent."""
    sent: list[dict[str, Any]] = []

    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            body = json.dumps({"ok": True, "result": {"message_id": len(sent)}}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/bot1", sent
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def adapter(port: int, **settings: str) -> Iterator[None]:
    """The example as the manual starts it."""
    environment = {**os.environ, "PORT": str(port), **settings}
    process = subprocess.Popen([sys.executable, str(ADAPTER)], env=environment, stderr=subprocess.DEVNULL)
    try:
        until(lambda: _listens(port), 20, "the adapter listens")
        yield
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def update(port: int, number: int, text: str) -> None:
    """Telegram tells of a message."""
    chat = {"id": 77, "type": "private"}
    said = {"message_id": number, "from": {"id": 77, "first_name": "Eva"}, "chat": chat, "text": text}
    body = json.dumps({"update_id": number, "message": said}).encode()
    url = f"http://127.0.0.1:{port}/telegram"
    with urllib.request.urlopen(urllib.request.Request(url, body), timeout=10) as answer:
        assert answer.status == 200


def connected(product: Product, agent: Agent, outbound_url: str) -> dict[str, Any]:
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    body = {"kind": "custom", "inbox": inbox, "name": "Telegram", "outbound_url": outbound_url}
    made = agent.ask("POST", "/api/channels", body)
    assert made.status == 201, made
    told: dict[str, Any] = made.json
    told["webhook_url"] = f"{product.url}/webhooks/custom/{told['id']}"
    return told


def threads(agent: Agent, channel: str) -> list[dict[str, Any]]:
    return [row for row in agent.conversations() if row["channel"] == channel]


def texts(agent: Agent, conversation: str) -> list[tuple[str, str]]:
    return [
        (one["direction"], one["text"]) for one in agent.entries(conversation) if one["kind"] == "message"
    ]


def answer_with(agent: Agent, conversation: str, text: str) -> None:
    last = agent.entries(conversation)[-1]["seq"]
    assert agent.reply(conversation, text, last_seq=last).status == 201


@pytest.mark.parametrize("killed", [False, True], ids=["as it runs", "killed in between"])
def test_what_somebody_writes_on_telegram_is_answered_there(tmp_path: Any, killed: bool) -> None:
    (port, _) = free_ports()
    with running(tmp_path / "home") as product, telegram() as (bot, sent):
        agent = Agent(product)
        told = connected(product, agent, f"http://127.0.0.1:{port}/bandeja")
        settings = {"WEBHOOK": told["webhook_url"], "SECRET": told["signing_secret"], "BOT": bot}
        with adapter(port, **settings):
            for number, text in (
                (1, "Hello"),
                (2, "My lamp flickers"),
                (1, "Hello"),
                (2, "My lamp flickers"),
            ):
                update(port, number, text)
            if killed:
                product.kill()
                product.start()
                agent = Agent(product)
            until(lambda: threads(agent, told["id"]), 30, "the conversation is there")
            (row,) = threads(agent, told["id"])
            wanted = [("in", "Hello"), ("in", "My lamp flickers")]
            until(lambda: texts(agent, row["id"]) == wanted, 30, "both messages, each once, in order")
            assert row["contact"]["name"] == "Eva"

            answer_with(agent, row["id"], "Which lamp?")
            until(lambda: sent, 30, "the answer is on Telegram")

        assert sent == [{"chat_id": "77", "text": "Which lamp?"}]
        until(
            lambda: [one for one in agent.entries(row["id"]) if one.get("delivery") == "sent"],
            30,
            "the thread says that it went out",
        )


def test_events_of_the_real_process_reach_a_receiver_in_order_though_both_fail_and_die(tmp_path: Any) -> None:
    with running(tmp_path / "home") as product, receiver() as there:
        agent = Agent(product)
        made = agent.ask(
            "POST",
            "/api/event-webhooks",
            {"name": "Orders", "url": there.url, "events": ["message.created", "comment.created"]},
        )
        assert made.status == 201, made
        told = connected(product, agent, "")
        port, _ = free_ports()
        with adapter(
            port, WEBHOOK=told["webhook_url"], SECRET=told["signing_secret"], BOT="http://127.0.0.1:1"
        ):
            update(port, 1, "Hello")
        until(lambda: there.texts == ["Hello"], 30, "the message is told")
        (row,) = threads(agent, told["id"])

        for number in range(6):
            body = {"text": f"note {number}"}
            assert agent.ask("POST", f"/api/conversations/{row['id']}/comments", body).status == 201
            if number == 3:
                product.kill()
                product.start()
                agent = Agent(product)
        notes = [f"note {number}" for number in range(6)]

        def told_notes() -> list[str]:
            said = [one["data"]["comment"]["text"] for one in there.taken if "comment" in one["data"]]
            return list(dict.fromkeys(said))

        until(lambda: told_notes() == notes, 60, "all notes are told, in order, none left out")
        ids = [one["id"] for one in there.taken]
        assert len(set(ids)) == 7, "each under an id of its own, the same when it came again"
