"""The platforms that a local home plays itself: its own stand-in tells its own product what people do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from infra.local.fake_graph.company import NUMBER_ID, PAGE_ID, company_graph
from tests.builders import NOW
from tests.journeys.agent import Agent
from tests.journeys.messenger import Meta, number_to_connect
from tests.journeys.product import running, until

SECONDS = 60.0
ANA, IKER = "24680135792468", "34600000002"


@dataclass
class Played:
    agent: Agent

    def order(self, what: str, told: Any) -> Any:
        """What the stand-in answers to an order of the simulator's."""
        return self.agent.ask("POST", f"/simulator/graph/_fake/{what}", told).json

    def acts(self, *acts: Any, **wrong: Any) -> Any:
        return self.order("acts", {"account": PAGE_ID, "person": ANA, "acts": list(acts), **wrong})

    def on_whatsapp(self, what: str, **told: Any) -> Any:
        """The same of somebody who uses WhatsApp."""
        return self.order(what, {"account": NUMBER_ID, "person": IKER, **told})

    def got(self) -> list[Any]:
        """What people got from the team."""
        found: list[Any] = self.agent.get("/simulator/graph/_fake/messages")["items"]
        return found

    def entries(self, name: str = "Ana Ruiz") -> list[Any]:
        """What is in the thread of that person, if they wrote."""
        heads = [one for one in self.agent.conversations() if one["contact"]["name"] == name]
        return self.agent.entries(heads[0]["id"]) if heads else []


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with running(tmp_path_factory.mktemp("played"), SEED="0") as product:
        agent = Agent(product)
        inbox = agent.get("/api/inboxes")["items"][0]["id"]
        made = agent.ask("POST", "/api/channels", Meta(company_graph(lambda: NOW), "").to_connect(inbox))
        assert made.status == 201, made
        made = agent.ask("POST", "/api/channels", number_to_connect(inbox))
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


def test_more_than_three_are_a_list_of_which_a_row_is_chosen(played: Played) -> None:
    times = ["Monday morning", "Tuesday", "Thursday", "Saturday from 10 to 12"]
    name = "Iker Sanz"
    assert played.on_whatsapp("said", text="When do you come?")["statuses"] == [200]
    (asked,) = until(lambda: played.entries(name), SECONDS, "the question")
    head = asked["conversation"]
    played.agent.reply(head, "When suits you?", last_seq=asked["seq"], quick_replies=times)

    def got() -> list[Any]:
        items = played.agent.get(f"/simulator/graph/_fake/threads?account={NUMBER_ID}&person={IKER}")["items"]
        return [one for one in items if one["offered"]]

    (shown,) = until(got, SECONDS, "the list at the person")
    assert (shown["text"], shown["opens"]) == ("When suits you?", "Choose")
    assert [one["title"] for one in shown["offered"]] == times
    press = {"kind": "press", **shown["offered"][3], "message": shown["id"]}
    assert played.on_whatsapp("acts", acts=[press], times=2) == {"statuses": [200, 200]}

    entries = until(lambda: [one for one in played.entries(name) if one.get("parts")][1:], SECONDS, "the row")
    (chosen,) = entries
    assert (chosen["direction"], chosen["text"]) == ("in", "Saturday from 10 to 12")
    assert [(one["kind"], one["payload"]) for one in chosen["parts"]] == [
        ("choice", "Saturday from 10 to 12")
    ]


def test_a_template_goes_out_with_its_values_under_their_names(played: Played) -> None:
    assert played.on_whatsapp("said", text="Hello?")["statuses"] == [200]
    (asked, *_) = until(lambda: played.entries("Iker Sanz"), SECONDS, "the question")
    head = asked["conversation"]
    last = played.entries("Iker Sanz")[-1]["seq"]
    channel = played.agent.get(f"/api/conversations/{head}")["channel"]
    offered = played.agent.get(f"/api/channels/{channel}/templates")["items"]
    assert [one["variables"] for one in offered if one["name"] == "still_interested"] == [["name"]]

    def ordered(*values: str) -> Any:
        chosen = {"name": "still_interested", "language": "en_US", "variables": values}
        return played.agent.reply(head, "", last_seq=last, template=chosen, insist=True)

    refused = ordered("Iker\nSanz")
    sent = ordered("Iker")

    def got() -> list[Any]:
        items = played.agent.get(f"/simulator/graph/_fake/threads?account={NUMBER_ID}&person={IKER}")["items"]
        return [one for one in items if one["text"] == "Hello Iker, can we still help you?"]

    assert (refused.status, refused.json["reason"]) == (422, "template_value_lines")
    assert sent.status == 201, sent
    assert len(until(got, SECONDS, "the template at the person")) == 1


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
