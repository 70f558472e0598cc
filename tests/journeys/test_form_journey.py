"""Somebody sends a form to the real process: with a file, twice at once, and goes on by mail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection

import pytest

from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, plain_text, received, send
from tests.journeys.product import Product, until

PICTURE = bytes(range(256)) * 20


@pytest.fixture
def form(agent: Agent) -> str:
    """The address of a form that takes a file, below the site."""
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    made = agent.ask("POST", "/api/channels", {"kind": "form", "inbox": inbox, "name": "Repairs"}).json
    fields = [*made["form"]["fields"], {"key": "photo", "kind": "file", "label": {"en": "Photo", "es": ""}}]
    changed = agent.ask("PUT", f"/api/channels/{made['channel']}/form", {"version": 1, "fields": fields})
    assert changed.status == 200, changed
    return f"/forms/{made['channel']}"


def posted(product: Product, path: str, body: bytes, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    """What a browser without our pages gets."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection("127.0.0.1", product.port, timeout=30)) as connection:
        connection.request("POST", path, body, sent)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def test_a_form_with_a_file_is_answered_by_mail_and_goes_on(
    product: Product, agent: Agent, form: str
) -> None:
    values = {"name": "Eva", "email": "eva@customer.test", "message": "It flickers", "_id": "journey-1"}
    parts = [f'--b\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in values.items()]
    head = '--b\r\nContent-Disposition: form-data; name="photo"; filename="lamp.png"\r\n'
    body = "".join(parts).encode() + head.encode() + b"Content-Type: image/png\r\n\r\n" + PICTURE
    body += b"\r\n--b--\r\n"

    def send_it(_: int) -> int:
        return posted(product, form, body, content_type="multipart/form-data; boundary=b")[0]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send_it, range(4))) == [303] * 4

    found = [row for row in agent.conversations() if row["subject"] == "Repairs"]
    assert len(found) == 1, "four clicks are one conversation"
    conversation = found[0]["id"]
    first = agent.entries(conversation)[0]
    assert first["parts"][0]["text"].startswith("Name: Eva\nEmail: eva@customer.test\n")
    assert [(one["name"], one["size"]) for one in first["attachments"]] == [("lamp.png", len(PICTURE))]

    assert agent.reply(conversation, "Send it in, please.", last_seq=1).status == 201
    mail = received(product, "Re: Repairs")
    assert "Send it in, please." in plain_text(mail) and "It flickers" in plain_text(mail)
    send(product, a_mail("It is on its way.", "Re: Repairs", sender="Eva <eva@customer.test>", answers=mail))
    until(
        lambda: (
            [one["text"] for one in agent.entries(conversation) if one["kind"] == "message"][-1:]
            == ["It is on its way."]
        ),
        30,
        "the answer is in the same conversation",
    )


def test_a_program_is_told_the_number(product: Product, agent: Agent, form: str) -> None:
    values = {"email": "eva@customer.test", "message": "By a program"}

    status, headers, body = posted(
        product, form, json.dumps(values).encode(), content_type="application/json"
    )

    numbers = [row["number"] for row in agent.conversations() if "By a program" in row["preview"]]
    assert (status, json.loads(body)) == (200, {"ok": True, "number": numbers[0]})
    assert headers["content-type"] == "application/json"


def test_impatient_clicks_use_up_nothing_that_others_may_send(product: Product, form: str) -> None:
    def send_it(words: str) -> int:
        values = {"email": "eva@customer.test", "message": words, "_id": words}
        return posted(product, form, json.dumps(values).encode(), content_type="application/json")[0]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send_it, ["click"] * 12)) == [200] * 12

    assert [send_it(f"other-{n}") for n in range(20)] == [200] * 19 + [429]
    assert send_it("click") == 200
