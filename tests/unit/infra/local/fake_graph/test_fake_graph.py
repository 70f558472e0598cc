"""The stand-in for the Graph API keeps to Meta's documentation, so that what it takes Meta takes too."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import urllib3

from chalicelib.channels.whatsapp.templates import read_templates
from chalicelib.domain.platform_event import RemoteFile
from infra.local.fake_graph.company import BUSINESS_ID, company_graph
from infra.local.fake_graph.webhooks import signed
from tests.builders import NOW
from tests.outgoing import PERSON, a_picture
from tests.running_graph import APP_SECRET, IDS, PEOPLE, RunningGraph, a_template

TEXT = {"recipient": {"id": PERSON}, "messaging_type": "RESPONSE", "message": {"text": "Hello"}}
PNG = a_picture().content
TAGGED = {**TEXT, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}


def asked(
    graph: RunningGraph, path: str, values: Any = None, *, kind: str = "messenger", token: str = ""
) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {token or graph.account(kind).token}"}
    method = "GET" if values is None else "POST"
    body = None if values is None else json.dumps(values).encode()
    answer = urllib3.request(method, f"{graph.address}/{path}", body=body, headers=headers, retries=False)
    return answer.status, json.loads(answer.data) if answer.data[:1] == b"{" else {}


def code(graph: RunningGraph, path: str, values: Any, **asking: Any) -> tuple[int, int]:
    """Code and subcode of the refusal; zeros when it was taken."""
    error = asked(graph, path, values, **asking)[1].get("error", {})
    return error.get("code", 0), error.get("error_subcode", 0)


def whatsapp(**content: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": PEOPLE["whatsapp"], **content}


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        (TEXT, (0, 0)),
        ({**TEXT, "recipient": {"id": "1"}}, (100, 2018001)),
        ({**TEXT, "messaging_type": "LATER"}, (100, 0)),
        ({name: value for name, value in TEXT.items() if name != "messaging_type"}, (100, 0)),
        ({**TEXT, "messaging_type": "MESSAGE_TAG"}, (100, 0)),
        ({**TEXT, "message": {}}, (100, 2018034)),
        ({**TEXT, "message": {"text": "x" * 2_001}}, (100, 0)),
        ({**TEXT, "message": {"text": "x" * 2_000}}, (0, 0)),
        ({**TEXT, "message": {"text": "x", "metadata": "m" * 1_001}}, (100, 0)),
        ({**TEXT, "message": {"text": "x", "quick_replies": [{}] * 14}}, (100, 0)),
        (
            {**TEXT, "message": {"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}},
            (100, 2018074),
        ),
        ({"recipient": {"id": PERSON}, "sender_action": "dancing"}, (100, 0)),
    ],
)
def test_messages_of_messenger_are_taken_or_refused(
    fake_graph: RunningGraph, values: Any, refusal: tuple[int, int]
) -> None:
    assert code(fake_graph, "v25.0/me/messages", values) == refusal


@pytest.mark.parametrize(
    ("values", "passed", "refusal"),
    [
        (TEXT, timedelta(hours=22), (0, 0)),
        (TEXT, timedelta(hours=24), (10, 2018278)),
        (TAGGED, timedelta(days=6), (0, 0)),
        (TAGGED, timedelta(days=7), (10, 2018278)),
    ],
)
def test_the_window_closes(
    fake_graph: RunningGraph, values: Any, passed: timedelta, refusal: tuple[int, int]
) -> None:
    fake_graph.now = NOW + passed

    assert code(fake_graph, "v25.0/me/messages", values) == refusal


def test_instagram_counts_bytes(fake_graph: RunningGraph) -> None:
    for text, refusal in (("ñ" * 500, (0, 0)), ("ñ" * 501, (100, 0))):
        values = {"recipient": {"id": PEOPLE["instagram"]}, "message": {"text": text}}

        assert code(fake_graph, "v25.0/me/messages", values, kind="instagram") == refusal


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        (whatsapp(type="text", text={"body": "Hello"}), 0),
        (whatsapp(type="text", text={"body": "x" * 4_097}), 100),
        (whatsapp(type="text", text={}), 131008),
        ({"to": PEOPLE["whatsapp"], "type": "text", "text": {"body": "Hello"}}, 100),
        (whatsapp(to="999", type="text", text={"body": "Hello"}), 131026),
        (whatsapp(to=IDS["whatsapp"], type="text", text={"body": "Hello"}), 131021),
        (whatsapp(type="dance", dance={}), 131051),
        (whatsapp(type="image", image={"id": "1"}), 131009),
        (
            whatsapp(
                type="interactive", interactive={"body": {"text": "?"}, "action": {"buttons": [{}] * 4}}
            ),
            131009,
        ),
        (whatsapp(type="template", template={"name": "hello", "language": {"code": "en_US"}}), 132000),
        (whatsapp(type="template", template={"name": "hello", "language": {"code": "es"}}), 132001),
        (whatsapp(type="text", text={"body": "x"}, biz_opaque_callback_data="x" * 513), 131009),
    ],
)
def test_messages_of_whatsapp_are_taken_or_refused(
    fake_graph: RunningGraph, values: Any, refusal: int
) -> None:
    fake_graph.state.templates[fake_graph.account("whatsapp").business_id] = [a_template("hello")]

    assert code(fake_graph, f"v25.0/{IDS['whatsapp']}/messages", values, kind="whatsapp") == (refusal, 0)


def test_whatsapp_takes_only_templates_after_a_day(fake_graph: RunningGraph) -> None:
    fake_graph.state.templates[fake_graph.account("whatsapp").business_id] = [a_template("hello", "Hello")]
    fake_graph.now += timedelta(hours=24)
    path = f"v25.0/{IDS['whatsapp']}/messages"
    template = {"name": "hello", "language": {"code": "en_US"}}

    text = whatsapp(type="text", text={"body": "Hello"})

    assert code(fake_graph, path, text, kind="whatsapp") == (131047, 0)
    assert code(fake_graph, path, whatsapp(type="template", template=template), kind="whatsapp") == (0, 0)


@pytest.mark.parametrize(
    ("path", "status"),
    [("v25.0/me", 200), ("v25.0/me/feed", 400), ("me", 400), ("files/1", 404), ("lookaside/1", 404)],
)
def test_only_what_is_there_is_answered(fake_graph: RunningGraph, path: str, status: int) -> None:
    assert asked(fake_graph, path)[0] == status


def test_a_wrong_token_or_proof_is_refused(fake_graph: RunningGraph) -> None:
    assert asked(fake_graph, "v25.0/me", token="no")[1]["error"]["code"] == 190
    assert asked(fake_graph, "v25.0/me?appsecret_proof=no")[1]["error"]["code"] == 100
    assert asked(fake_graph, "lookaside/1", token="no")[0] == 401
    assert asked(fake_graph, f"v25.0/{IDS['whatsapp']}/messages", TEXT)[1]["error"]["code"] == 100


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_object_is_refused(fake_graph: RunningGraph, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {fake_graph.account('messenger').token}"}

    answer = urllib3.request("POST", f"{fake_graph.address}/v25.0/me/messages", body=body, headers=headers)

    assert answer.status == 400


@contextmanager
def taking_webhooks(graph: RunningGraph, kind: str) -> Iterator[list[tuple[bytes, str]]]:
    """The product's side: what came, with its signature."""
    came: list[tuple[bytes, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 - what the standard library calls
            body = self.rfile.read(int(self.headers["content-length"]))
            came.append((body, self.headers["x-hub-signature-256"]))
            self._answer(b"")

        def do_GET(self) -> None:  # noqa: N802
            values = dict(one.split("=", 1) for one in self.path.partition("?")[2].split("&"))
            self._answer(values["hub.challenge"].encode() if values["hub.verify_token"] == "right" else b"")

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        graph.account(kind).callback = f"http://127.0.0.1:{server.server_address[1]}/webhooks/meta/1"
        yield came
        server.shutdown()


@pytest.mark.parametrize("kind", ["messenger", "instagram", "whatsapp"])
def test_what_a_person_writes_is_told_with_a_signature(fake_graph: RunningGraph, kind: str) -> None:
    with taking_webhooks(fake_graph, kind) as came:
        order = {"account": IDS[kind], "person": PEOPLE[kind], "text": "My lamp flickers", "times": 2}
        _, told = asked(fake_graph, "_fake/said", order)

    assert told["statuses"] == [200, 200]
    assert len(set(came)) == 1
    body, signature = came[0]
    assert signature == signed(body, APP_SECRET)
    assert told["id"] in body.decode()
    assert "My lamp flickers" in body.decode()


@pytest.mark.parametrize("kind", ["messenger", "instagram", "whatsapp"])
def test_a_file_that_a_person_sends_can_be_fetched(fake_graph: RunningGraph, kind: str) -> None:
    file = {"name": "lamp.png", "content_type": "image/png", "content": b64encode(PNG).decode()}
    with taking_webhooks(fake_graph, kind) as came:
        asked(fake_graph, "_fake/said", {"account": IDS[kind], "person": PEOPLE[kind], "file": file})

    event = json.loads(came[0][0])["entry"][0]
    if kind == "whatsapp":
        told = event["changes"][0]["value"]["messages"][0]
        remote = RemoteFile("image", media_id=told["image"]["id"])
    else:
        remote = RemoteFile("image", url=event["messaging"][0]["message"]["attachments"][0]["payload"]["url"])
    assert fake_graph.gateway(kind).fetch(fake_graph.channel(kind), remote).content == PNG


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("messenger", ["is_echo", "delivery", "read"]),
        ("instagram", ["is_echo", "read"]),
        ("whatsapp", ['"sent"', '"delivered"', '"read"']),
    ],
)
def test_what_becomes_of_a_message_is_told_when_that_is_asked_for(
    fake_graph: RunningGraph, kind: str, told: list[str]
) -> None:
    from tests.outgoing import an_outbound

    asked(fake_graph, "_fake/tells", {"on": True})
    with taking_webhooks(fake_graph, kind) as came:
        outbound = an_outbound(channel=fake_graph.channel(kind), to=PEOPLE[kind])
        sent = fake_graph.gateway(kind).send(outbound)
        waited = threading.Event()
        for _ in range(200):
            if len(came) == len(told):
                break
            waited.wait(0.02)

    assert [word in body.decode() for word, (body, _) in zip(told, came, strict=True)] == [True] * len(told)
    assert sent in came[0][0].decode()
    assert "bandeja:" in came[0][0].decode()


def test_the_handshake_asks_for_the_challenge(fake_graph: RunningGraph) -> None:
    account = fake_graph.account("messenger")
    answers = []

    with taking_webhooks(fake_graph, "messenger"):
        url, account.callback = account.callback, ""
        for word in ("wrong", "right"):
            order = {"account": account.id, "url": url, "verify_token": word}
            answers.append((asked(fake_graph, "_fake/callback", order)[1], account.callback))

    assert answers == [({"verified": False}, ""), ({"verified": True}, url)]


def test_a_failure_is_ordered_for_the_next_calls(fake_graph: RunningGraph) -> None:
    failure = {"status": 400, "code": 613, "path": "/messages", "times": 2}
    asked(fake_graph, "_fake/failures", failure)

    refusals = [code(fake_graph, "v25.0/me/messages", TEXT) for _ in range(3)]

    assert refusals == [(613, 0), (613, 0), (0, 0)]


def test_what_went_out_can_be_looked_at(fake_graph: RunningGraph) -> None:
    asked(fake_graph, "v25.0/me/messages", TEXT)

    (message,) = asked(fake_graph, "_fake/messages")[1]["items"]
    accounts = asked(fake_graph, "_fake/accounts")[1]["items"]

    assert (message["person"], message["content"]["message"]) == (PERSON, {"text": "Hello"})
    assert "token" not in json.dumps(accounts)
    assert APP_SECRET not in json.dumps(accounts)


def test_the_accounts_of_the_company_can_be_connected_and_are_told_nothing_yet() -> None:
    graph = company_graph(lambda: NOW)

    kinds = sorted(account.kind for account in graph.state.accounts.values())
    assert kinds == ["instagram", "messenger", "whatsapp"]
    assert {account.subscribed for account in graph.state.accounts.values()} == {None}
    assert graph.webhooks.tells
    names = {one.name for one in read_templates({"data": graph.state.templates[BUSINESS_ID]})[0]}
    assert names == {"order_sent", "still_interested"}


@pytest.mark.parametrize(
    ("order", "status"),
    [("said", 422), ("nothing", 422), ("failures", 422), ("accounts", 422), ("callback", 422)],
)
def test_an_order_that_makes_no_sense_is_refused(fake_graph: RunningGraph, order: str, status: int) -> None:
    assert asked(fake_graph, f"_fake/{order}", {"account": "no", "person": "no", "text": "x"})[0] == status
