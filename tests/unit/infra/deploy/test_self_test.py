from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.live_store import SqliteLiveStore
from chalicelib.domain.self_test import NOTED, mail_note, nonce_of
from infra.deploy import self_test
from infra.deploy.doors import HEADER, Doors, doors
from infra.deploy.plan import Plan
from infra.deploy.self_test import Link, Mailbag, try_mail, try_site, try_socket
from infra.deploy.whole_test import patiently
from tests.unit.infra.deploy.conftest import PLAN, Connect

OUTPUTS = {"PublicUrl": "https://inbox.example.com", "RestAPIId": "rest", "WebsocketAPIId": "socket"}


@pytest.fixture
def live() -> Iterator[SqliteLiveStore]:
    database = Database(None)
    yield SqliteLiveStore(database)
    database.close()


@contextmanager
def site(status: int, body: bytes) -> Iterator[str]:
    """A site that always answers the same, to whoever carries the secret."""

    class Always(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - http.server's word
            self.send_response(status if self.headers[HEADER] == "secret" else 403)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Always) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def at(address: str) -> Doors:
    return Doors("https://inbox.example.com", address, address.replace("http", "ws"), {HEADER: "secret"})


def test_the_ways_in_are_those_of_a_browser() -> None:
    found = doors(PLAN, OUTPUTS, "secret")

    assert (found.api, found.socket) == ("https://inbox.example.com/api", "wss://inbox.example.com/socket")
    assert found.headers == {}  # CloudFront adds the secret


def test_in_an_emulator_the_secret_is_brought_along() -> None:
    plan = Plan("test", "eu-west-1", endpoint="http://127.0.0.1:1")

    found = doors(plan, OUTPUTS, "secret")

    assert found.api == "http://127.0.0.1:1/_aws/execute-api/rest/api"
    assert found.socket == "ws://127.0.0.1:1/_aws/execute-api/socket/socket"
    assert found.headers == {HEADER: "secret"}


@pytest.mark.parametrize(
    ("status", "body", "holds", "words"),
    [
        (200, b'{"status": "ok", "version": "1"}', True, "version 1"),
        (200, b'{"status": "degraded", "version": "1"}', True, "waits for a person"),
        (500, b"{}", False, "answers 500: look into the logs of APIHandler"),
        (200, b"<html>", False, "does not answer"),
    ],
)
def test_a_site_that_does_not_do_is_told_with_the_next_step(
    status: int, body: bytes, holds: bool, words: str
) -> None:
    with site(status, body) as address:
        link = try_site(at(address))

    assert (link.holds, words in link.said) == (holds, True)


def test_a_site_that_is_not_there_is_told() -> None:
    assert "make status" in try_site(at("http://127.0.0.1:9")).said


def test_a_socket_that_does_not_open_is_told_and_leaves_no_ticket(
    live: SqliteLiveStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    put = live.put_ticket

    def noting(ticket: str, value: str, expires_at: datetime) -> None:
        noted.append(ticket)
        put(ticket, value, expires_at)

    monkeypatch.setattr(live, "put_ticket", noting)
    with site(403, b"") as address:
        link = try_socket(at(address), live)

    assert (link.holds, "WebsocketConnect" in link.said) == (False, True)
    assert live.use_ticket(noted[0], datetime.fromisoformat("2020-01-01T00:00:00+00:00")) is None


def test_a_link_that_needs_some_seconds_more_is_given_them() -> None:
    broken, green = Link("site", False, "not yet"), Link("site", True, "works")
    answers, pauses = [broken, broken, green, broken], list[float]()

    assert patiently(lambda: answers.pop(0), pauses=pauses.append) == green
    assert len(pauses) == 2
    assert patiently(lambda: broken, tries=2, pauses=pauses.append) == broken
    assert len(pauses) == 3


def test_a_domain_that_is_ready_gets_a_real_mail(
    live: SqliteLiveStore, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[dict[str, Any]] = []

    class Sesv2:
        """SES, whose mail comes in at once."""

        def send_email(self, **mail: Any) -> None:
            sent.append(mail)
            nonce = nonce_of(b"k" * 32, mail["Destination"]["ToAddresses"][0])
            live.put_ticket(mail_note(nonce or ""), "arrived", wiring.now() + NOTED)

    bag = Mailbag(
        lambda service: Sesv2(), "data", "topic", "in.example.com", b"k" * 32, "bandeja@example.com"
    )

    link = try_mail(bag, live)

    assert (link.holds, "through SES" in link.said) == (True, True)
    assert sent[0]["FromEmailAddress"] == "bandeja@example.com"


def test_a_mail_that_ses_does_not_take_is_told(live: SqliteLiveStore, connect: Connect) -> None:
    bag = Mailbag(connect, "data", "topic", "in.example.com", b"k" * 32, "bandeja@example.com")

    link = try_mail(bag, live)

    assert (link.holds, "SendEmail" in link.said) == (False, True)


def test_a_mail_that_is_not_taken_in_is_told_and_taken_back(
    live: SqliteLiveStore, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "MAIL_SECONDS", 0.05)
    s3 = connect("s3")
    s3.create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": PLAN.region})
    topic = connect("sns").create_topic(Name="mail")["TopicArn"]
    pauses: list[float] = []

    link = try_mail(Mailbag(connect, "data", topic, "in.example.com", b"k" * 32), live, pauses.append)

    assert (link.holds, "OnMail" in link.said, bool(pauses)) == (False, True, True)
    assert s3.list_objects_v2(Bucket="data")["KeyCount"] == 0
