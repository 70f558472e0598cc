"""A page of Facebook in the packaged product: a signed webhook through the gateway, the answer at Meta's."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chalicelib.domain.workspace import Channel
from infra.local.fake_graph.company import PAGE_ID
from infra.packaging import Package
from tests.deployed.deployment import Deployed, deployed, until
from tests.deployed.people import Browser, entries
from tests.journeys.messenger import Meta, meta

SIGNATURE = "X-Hub-Signature-256"


@pytest.fixture(scope="module")
def graph() -> Iterator[Meta]:
    with meta() as told:
        yield told


@pytest.fixture(scope="module")
def home(
    made: Package, client: Callable[[str], Any], endpoint: str, bucket: str, graph: Meta
) -> Iterator[Deployed]:
    with deployed(made, client, endpoint, bucket, MetaGraphUrl=graph.address) as standing:
        yield standing


@pytest.fixture(scope="module")
def page(ana: Browser, team: Channel, graph: Meta) -> str:
    """The id of the channel of a page that an admin has connected."""
    answer = ana.post("/channels", graph.to_connect(team.inbox_id))
    assert answer.status == 201, answer
    assert answer.body["platform"]["trouble"] == ""
    return str(answer.body["id"])


def told(home: Deployed, page: str, secret: str, *events: Any) -> int:
    """A webhook as Meta sends it, as the site in front passes it on; the status of the answer."""
    body = json.dumps({"object": "page", "entry": [{"id": PAGE_ID, "messaging": list(events)}]})
    signature = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    stranger = Browser(home)
    answer = stranger.send("POST", f"/webhooks/meta/{page}", body, {SIGNATURE: f"sha256={signature}"})
    return answer.status


def words(mid: str, text: str, person: str) -> Any:
    return {
        "sender": {"id": person},
        "recipient": {"id": PAGE_ID},
        "timestamp": int(time.time() * 1000),
        "message": {"mid": mid, "text": text},
    }


def test_meta_is_told_that_the_address_wants_to_hear(home: Deployed, page: str) -> None:
    asked = "hub.mode=subscribe&hub.verify_token=a+verify+token&hub.challenge=1158201444"

    answer = Browser(home).send("GET", f"/webhooks/meta/{page}?{asked}", None, {})

    assert (answer.status, answer.body) == (200, "1158201444")


def test_a_webhook_signed_by_somebody_else_is_refused(home: Deployed, page: str) -> None:
    assert told(home, page, "another secret", words("m_0", "Hi", "1")) == 403


def test_somebody_writes_and_gets_the_answer_of_an_agent(
    home: Deployed, page: str, ana: Browser, graph: Meta
) -> None:
    person = graph.people()[0]
    graph.graph.state.wrote(PAGE_ID, person)
    for _ in range(3):
        assert told(home, page, graph.page.app_secret, words("m_1", "Is it in stock?", person)) == 200

    def found() -> Any:
        rows = ana.get("/conversations?view=open").body["items"]
        return next((one for one in rows if one["channel"] == page), None)

    head = until(found)
    assert (head["contact"]["name"], head["preview"]) == ("Ana Ruiz", "Is it in stock?")
    answer = ana.post(f"/conversations/{head['id']}/replies", {"text": "It is.", "last_seq": head["seq"]})
    assert answer.status == 201, answer
    assert until(lambda: graph.sent()) == ["It is."]

    def delivered() -> Any:
        kinds = [(one["kind"], one.get("delivery")) for one in entries(ana, head["id"])]
        return kinds if ("delivery", "sent") in kinds else None

    kinds = [kind for kind, _ in until(delivered)]
    assert kinds == ["message", "assigned", "message", "delivery"]
