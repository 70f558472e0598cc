"""Any other platform in the packaged product: a webhook through the gateway, and what waits to go out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.domain.webhook_signature import HEADER, signature_of
from chalicelib.domain.workspace import Channel
from chalicelib.wiring import now
from tests.deployed.deployment import Deployed, until
from tests.deployed.people import Browser, entries

EVA = {"external_id": "person-1", "name": "Eva"}


@pytest.fixture(scope="module")
def forum(ana: Browser, team: Channel) -> Any:
    """A channel whose program is nowhere: a name that nobody has."""
    wanted = {"kind": "custom", "inbox": team.inbox_id, "name": "Forum"}
    answer = ana.post("/channels", {**wanted, "outbound_url": "https://program.example/"})
    assert answer.status == 201, answer
    return answer.body


def told(home: Deployed, forum: Any, *events: Any, secret: str = "") -> Any:
    """A webhook as a program sends it, as the site in front passes it on."""
    body = json.dumps({"events": events}, ensure_ascii=False)
    signature = signature_of(body.encode(), [secret or forum["signing_secret"]], now())
    answer = Browser(home).send("POST", f"/webhooks/custom/{forum['id']}", body, {HEADER: signature})
    return answer.status, answer.body


def message(id_: str, text: str) -> dict[str, Any]:
    return {"type": "message", "external_id": id_, "contact": EVA, "text": text}


def thread(ana: Browser, forum: Any) -> Any:
    rows = ana.get("/conversations?view=open").body["items"]
    return next((one for one in rows if one["channel"] == forum["id"]), None)


def test_a_webhook_signed_by_somebody_else_is_refused(home: Deployed, forum: Any) -> None:
    assert told(home, forum, message("m-0", "Hi"), secret="another")[0] == 403


def test_this_machine_and_private_networks_are_never_called(ana: Browser, forum: Any) -> None:
    for url in (
        "http://127.0.0.1:8000/",
        "https://localhost/",
        "https://169.254.169.254/",
        "https://10.0.0.1/",
    ):
        answer = ana.put(f"/channels/{forum['id']}/custom", {"version": 0, "outbound_url": url})
        assert (answer.status, answer.body.get("field")) == (422, "outbound_url"), url


def test_what_is_written_there_stands_in_the_thread_once(home: Deployed, forum: Any, ana: Browser) -> None:
    for _ in range(3):
        events = message("m-1", "¿Está en stock?"), message("m-2", "The red one")
        assert told(home, forum, *events) == (202, {"taken": 2})

    head = until(lambda: (found := thread(ana, forum)) and found["seq"] >= 2 and found)

    assert head["contact"]["name"] == "Eva"
    texts = [one["text"] for one in entries(ana, head["id"]) if one["kind"] == "message"]
    assert texts == ["¿Está en stock?", "The red one"]


def test_an_answer_waits_for_a_program_that_is_not_there_and_the_log_says_so(
    home: Deployed, forum: Any, ana: Browser
) -> None:
    head = thread(ana, forum)
    order = {"text": "It is.", "last_seq": head["seq"]}
    assert ana.post(f"/conversations/{head['id']}/replies", order).status == 201

    def tries() -> Any:
        return ana.get(f"/channels/{forum['id']}/custom/deliveries").body["items"]

    first = until(tries)[-1]
    assert (first["what"], first["state"], first["status"]) == ("message", "later", 0)
    assert first["conversation"] == head["id"]
    assert first["next_try_at"] is not None
    assert ana.get(f"/channels/{forum['id']}/custom").body["trouble"] == "failing"


def test_a_test_says_that_nobody_is_there(ana: Browser, forum: Any) -> None:
    answer = ana.post(f"/channels/{forum['id']}/custom/test", {})

    assert (answer.status, answer.body["ok"], answer.body["status"]) == (200, False, 0)
    assert answer.body["detail"]


def test_a_new_secret_is_taken_beside_the_old_one(home: Deployed, forum: Any, ana: Browser) -> None:
    new = ana.post(f"/channels/{forum['id']}/custom/secret", {}).body["secret"]

    def taken(secret: str) -> bool:
        return bool(told(home, forum, message("m-1", "¿Está en stock?"), secret=secret)[0] == 202)

    assert until(lambda: taken(new))
    assert until(lambda: taken(forum["signing_secret"]))
