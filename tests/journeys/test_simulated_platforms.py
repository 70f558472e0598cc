"""The platforms that a local home plays itself: its own stand-in tells its own product what people do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from infra.local.fake_graph.company import PAGE_ID, company_graph
from tests.builders import NOW
from tests.journeys.agent import Agent
from tests.journeys.messenger import Meta
from tests.journeys.product import running, until

SECONDS = 60.0
ANA = "24680135792468"


@dataclass
class Played:
    agent: Agent

    def order(self, what: str, told: Any) -> Any:
        """What the stand-in answers to an order of the simulator's."""
        return self.agent.ask("POST", f"/simulator/graph/_fake/{what}", told).json

    def acts(self, *acts: Any, **wrong: Any) -> Any:
        return self.order("acts", {"account": PAGE_ID, "person": ANA, "acts": list(acts), **wrong})

    def got(self) -> list[Any]:
        """What people got from the team."""
        found: list[Any] = self.agent.get("/simulator/graph/_fake/messages")["items"]
        return found

    def entries(self) -> list[Any]:
        """What is in the thread of the one person who wrote."""
        heads = [one for one in self.agent.conversations() if one["contact"]["name"] == "Ana Ruiz"]
        return self.agent.entries(heads[0]["id"]) if heads else []


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with running(tmp_path_factory.mktemp("played"), SEED="0") as product:
        agent = Agent(product)
        inbox = agent.get("/api/inboxes")["items"][0]["id"]
        made = agent.ask("POST", "/api/channels", Meta(company_graph(lambda: NOW), "").to_connect(inbox))
        assert made.status == 201, made
        yield Played(agent)


def test_a_person_presses_what_the_agent_offers(played: Played) -> None:
    said = played.order("said", {"account": PAGE_ID, "person": ANA, "text": "Is the lamp in stock?"})
    assert said["statuses"] == [200]
    (asked,) = until(played.entries, SECONDS, "the question")
    head = played.agent.conversations()[0]["id"]
    played.agent.reply(head, "It is.", last_seq=asked["seq"], quick_replies=["Buy", "Later"])
    (answer,) = until(played.got, SECONDS, "the answer at the person")
    offered = answer["content"]["message"]["quick_replies"]
    assert [one["title"] for one in offered] == ["Buy", "Later"]

    press = {"kind": "press", "title": "Buy", "payload": offered[0]["payload"]}
    assert played.acts(press, times=3) == {"statuses": [200, 200, 200]}

    def pressed() -> list[Any]:
        return [one for one in played.entries() if one.get("text") == "Buy"]

    (entry,) = until(pressed, SECONDS, "the pressed button")
    (part,) = entry["parts"]
    assert (entry["direction"], part["kind"], part["title"]) == ("in", "choice", "Buy")


def test_what_is_signed_wrongly_is_refused_and_leaves_nothing(played: Played) -> None:
    before = played.entries()
    kept = {"kind": "postback", "title": "Right", "payload": "RIGHT"}

    forged = played.acts({**kept, "title": "Forged"}, wrong_signature=True)
    assert played.acts(kept) == {"statuses": [200]}  # comes after it, so it shows that nothing is on its way

    assert forged == {"statuses": [403]}
    entries = until(
        lambda: len(played.entries()) > len(before) and played.entries(), SECONDS, "the right one"
    )
    assert "Right" in str(entries)
    assert "Forged" not in str(entries)
