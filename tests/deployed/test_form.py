"""A form in the packaged product: its page, what is sent through the gateway, the answer by mail."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from chalicelib.domain.workspace import Channel
from tests.deployed.deployment import ORIGIN_SECRET, Deployed, until
from tests.deployed.people import Browser, arrive, entries, mail, sent_mails, titled

EVA = "eva@customer.example"
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=edge"
CLOUDFRONT = "203.0.113.1"


@pytest.fixture
def form(request: pytest.FixtureRequest, ana: Browser, team: Channel) -> str:
    """The address of a form of its own for each test; its conversations have the test's name."""
    wanted = {"kind": "form", "inbox": team.inbox_id, "name": request.node.name}
    made = ana.post("/channels", wanted)
    assert made.status == 201, made
    return f"/forms/{made.body['channel']}"


def sent(
    home: Deployed, form: str, body: str, content_type: str, source: str = "198.51.100.7"
) -> tuple[int, Mapping[str, str], str]:
    """What a page anywhere gets, as the site in front passes it on; a redirect is not followed."""
    to = urlsplit(home.api + form)
    connection = HTTPConnection(to.hostname or "", to.port, timeout=30)
    headers = {
        "Content-Type": content_type,
        "X-Bandeja-Origin": ORIGIN_SECRET,
        "X-Forwarded-For": f"{source}, {CLOUDFRONT}",
    }
    try:
        connection.request("POST", to.path, body.encode(), headers)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
    finally:
        connection.close()


def multipart(values: Mapping[str, str], file: str) -> str:
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in values.items()
    ]
    head = '--edge\r\nContent-Disposition: form-data; name="note"; filename="note.txt"\r\n'
    return "".join(parts) + head + f"Content-Type: text/plain\r\n\r\n{file}\r\n--edge--\r\n"


def begun(ana: Browser, team: Channel, title: str) -> dict[str, Any]:
    found = until(lambda: titled(ana, team.inbox_id, title))
    assert found, f"no conversation {title!r}"
    return found


def in_spam(ana: Browser, title: str) -> list[dict[str, Any]]:
    return [row for row in ana.get("/conversations?view=spam").body["items"] if row["subject"] == title]


def test_the_page_of_a_form_is_shown_with_its_policy(home: Deployed, form: str) -> None:
    answer = Browser(home).get(form)

    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert f'action="{form}"' in answer.body
    assert re.search(r'name="email"', answer.body)
    assert Browser(home).get("/forms/embed.js").headers["content-type"].startswith("text/javascript")


def test_a_form_is_answered_by_mail_and_the_answer_to_that_joins_it(
    home: Deployed, form: str, ana: Browser, team: Channel, request: pytest.FixtureRequest
) -> None:
    title = request.node.name
    values = {"name": "Eva Luz", "email": EVA, "message": "It flickers", "_id": "once"}
    for _ in range(3):
        status, headers, _ = sent(home, form, urlencode(values), URLENCODED)
        assert (status, headers["location"]) == (303, f"{form}/thanks")

    row = begun(ana, team, title)
    assert (row["contact"]["name"], row["status"]) == ("Eva Luz", "open")
    (first,) = entries(ana, row["id"])
    assert first["parts"][0]["text"] == f"Name: Eva Luz\nEmail: {EVA}\nMessage: It flickers"

    words = {"text": "Send it in, please.", "last_seq": row["seq"]}
    assert ana.post(f"/conversations/{row['id']}/replies", words).status == 201
    answer = until(lambda: [one for one in sent_mails(home) if one["Subject"] == f"Re: {title}"])[0]
    assert answer["To"] == [EVA]
    assert answer["BodyText"].startswith("Send it in, please.")

    quoting = {"In-Reply-To": f"<{answer['MessageId']}@eu-west-1.amazonses.com>"}
    on = mail(
        f"Re: {title}", "It is on its way.", sender=EVA, **quoting, **{"Message-ID": "<on@customer.example>"}
    )
    arrive(home, "on", on)
    told = until(lambda: [one["text"] for one in messages(ana, row["id"])][2:])
    assert told == ["It is on its way."]


def messages(ana: Browser, conversation: str) -> list[dict[str, Any]]:
    return [one for one in entries(ana, conversation) if one["kind"] == "message"]


def test_a_program_is_told_the_number(
    home: Deployed, form: str, ana: Browser, team: Channel, request: pytest.FixtureRequest
) -> None:
    values = {"email": EVA, "message": "By a program"}

    status, _, body = sent(home, form, json.dumps(values), "application/json")

    row = begun(ana, team, request.node.name)
    assert (status, json.loads(body)) == (200, {"ok": True, "number": row["number"]})


def test_a_form_with_a_file_that_is_text(
    home: Deployed, form: str, ana: Browser, team: Channel, request: pytest.FixtureRequest
) -> None:
    """The emulator hands every body on as text; a file of bytes is sent in the journey of the local home."""
    shown = ana.get(f"/channels/{form.rpartition('/')[2]}/form").body
    fields = [*shown["fields"], {"key": "note", "kind": "file", "label": {"en": "Note", "es": ""}}]
    changed = ana.put(f"/channels/{form.rpartition('/')[2]}/form", {"version": 1, "fields": fields})
    assert changed.status == 200, changed

    status, _, told = sent(
        home, form, multipart({"email": EVA, "message": "Read it"}, "On the shelf"), MULTIPART
    )

    assert status == 303, told
    row = begun(ana, team, request.node.name)
    (first,) = entries(ana, row["id"])
    assert [(one["name"], one["size"]) for one in first["attachments"]] == [("note.txt", 12)]


def test_what_falls_into_the_trap_is_in_spam_and_said_to_be_sent(
    home: Deployed, form: str, ana: Browser, team: Channel, request: pytest.FixtureRequest
) -> None:
    values = {"email": EVA, "message": "Buy now", "_website": "https://spam.example"}

    status, headers, _ = sent(home, form, urlencode(values), URLENCODED)

    assert (status, headers["location"]) == (303, f"{form}/thanks")
    assert until(lambda: in_spam(ana, request.node.name))
    assert titled(ana, team.inbox_id, request.node.name) is None


def test_what_is_not_right_is_shown_again_and_begins_nothing(
    home: Deployed, form: str, ana: Browser, team: Channel, request: pytest.FixtureRequest
) -> None:
    values = {"email": "no address", "message": "Typed with care"}

    status, headers, page = sent(home, form, urlencode(values), URLENCODED)
    refused, _, problem = sent(home, form, json.dumps(values), "application/json")

    assert (status, headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert "Typed with care" in page
    assert (refused, json.loads(problem)["field"]) == (422, "email")
    assert titled(ana, team.inbox_id, request.node.name) is None


def test_one_address_that_sends_too_much_is_told_to_wait(home: Deployed, form: str) -> None:
    body = json.dumps({"email": EVA, "message": "Again"})

    statuses = [sent(home, form, body, "application/json", "198.51.100.99")[0] for _ in range(21)]

    assert statuses == [200] * 20 + [429]
    assert sent(home, form, body, "application/json", "198.51.100.98")[0] == 200
