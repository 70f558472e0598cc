"""A person's thread is what they and the team really wrote, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from infra.local.fake_graph.acting import act
from infra.local.fake_graph.company import BUSINESS_ID, NUMBER_ID, PAGE_ID, company_graph
from infra.local.fake_graph.saying import say
from infra.local.fake_graph.sending import page_message, whatsapp_message
from infra.local.fake_graph.state import FakeState
from infra.local.fake_graph.threads import TYPING_LASTS, thread_of
from tests.builders import NOW
from tests.unit.infra.local.fake_graph.listening import product

ANA, IKER = "24680135792468", "34600000002"
HERE = "http://here"


class Stage:
    """One page, Ana, and the clock."""

    def __init__(self) -> None:
        self.now = NOW
        self.state = company_graph(self.clock).state

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def says(self, text: str = "", account: str = PAGE_ID, person: str = ANA, **more: Any) -> str:
        told = {"account": account, "person": person, "text": text, **more}
        return str(say(self.state, told, HERE)["id"])

    def acts(self, *acts: Any, account: str = PAGE_ID, person: str = ANA, **more: Any) -> None:
        act(self.state, {"account": account, "person": person, "acts": acts, **more})

    def team_says(self, **message: Any) -> str:
        values = {"recipient": {"id": ANA}, "messaging_type": "RESPONSE", "message": message}
        return str(page_message(self.state, self.state.accounts[PAGE_ID], values, None)[0]["message_id"])

    def team_shows(self, sign: str) -> None:
        values = {"recipient": {"id": ANA}, "sender_action": sign}
        page_message(self.state, self.state.accounts[PAGE_ID], values, None)

    def on_whatsapp(self, **values: Any) -> None:
        whole = {"messaging_product": "whatsapp", "to": IKER, **values}
        whatsapp_message(self.state, self.state.accounts[NUMBER_ID], whole)

    def thread(self, account: str = PAGE_ID, person: str = ANA) -> Any:
        return thread_of(self.state, {"account": account, "person": person}, HERE)

    def items(self, account: str = PAGE_ID, person: str = ANA) -> list[Any]:
        items: list[Any] = self.thread(account, person)["items"]
        return items


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    with product(stage.state), product(stage.state, NUMBER_ID):
        yield stage


def test_both_sides_stand_in_the_order_of_time(stage: Stage) -> None:
    stage.says("Is the lamp in stock?")
    stage.team_says(text="It is.", quick_replies=[{"content_type": "text", "title": "Buy", "payload": "b"}])
    stage.acts({"kind": "press", "title": "Buy", "payload": "b"})

    items = stage.items()

    assert [(one["way"], one["text"]) for one in items] == [
        ("in", "Is the lamp in stock?"),
        ("out", "It is."),
        ("in", "Buy"),
    ]
    assert items[1]["offered"] == [{"title": "Buy", "payload": "b"}]
    assert [one["pressed"] for one in items] == [False, False, True]


def test_a_thread_is_of_one_person_and_one_account(stage: Stage) -> None:
    stage.says("to the page")
    stage.says("to the number", NUMBER_ID, IKER)

    assert [one["text"] for one in stage.items()] == ["to the page"]
    assert [one["text"] for one in stage.items(NUMBER_ID, IKER)] == ["to the number"]
    assert stage.items(PAGE_ID, IKER) == []


def test_what_became_of_a_message_is_what_the_product_answered(stage: Stage) -> None:
    stage.says("told")
    stage.says("refused", wrong_signature=True)
    stage.says("held", held=True)

    assert [one["state"] for one in stage.items()] == ["told", "refused", "held"]
    assert stage.thread()["held"] == 1


def test_seen_is_what_the_team_has_seen(stage: Stage) -> None:
    stage.says("before")
    stage.team_shows("mark_seen")
    stage.says("after")

    assert [one["state"] for one in stage.items()] == ["seen", "told"]


def test_dots_are_there_while_the_team_writes(stage: Stage) -> None:
    stage.says("Hello")
    seen = [stage.thread()["typing"]]
    stage.team_shows("typing_on")
    seen.append(stage.thread()["typing"])
    stage.team_says(text="Hello")
    seen.append(stage.thread()["typing"])
    stage.team_shows("typing_on")
    stage.now += TYPING_LASTS
    seen.append(stage.thread()["typing"])
    stage.team_shows("typing_on")
    stage.team_shows("typing_off")
    seen.append(stage.thread()["typing"])

    assert seen == [False, True, False, False, False]


def test_what_is_done_to_a_message_is_seen_on_it(stage: Stage) -> None:
    first, second = stage.says("Monday"), stage.says("by mistake")
    answer = stage.team_says(text="Fine")
    stage.says("This one", reply_to=answer)
    stage.acts(
        {"kind": "edit", "message": first, "text": "Tuesday"},
        {"kind": "withdraw", "message": second},
        {"kind": "react", "message": answer, "emoji": "👍"},
        {"kind": "react", "message": "m_of_somebody_else", "emoji": "👎"},
    )

    one, two, three, four = stage.items()

    assert (one["text"], one["edited"], two["withdrawn"]) == ("Tuesday", True, True)
    assert (three["emoji"], four["reply_to"]) == ("👍", answer)


def test_files_and_places_are_there(stage: Stage) -> None:
    file = {"name": "vase.png", "content_type": "image/png", "content": "aGVsbG8="}
    place = {"latitude": 41.1, "longitude": -8.6, "name": "Porto"}
    for account, person in ((PAGE_ID, ANA), (NUMBER_ID, IKER)):
        stage.says("Look", account, person, file=file)
        stage.says("", account, person, location=place)

        first, second = stage.items(account, person)

        (shown,) = first["files"]
        assert (first["text"], shown["name"], shown["size"]) == ("Look", "vase.png", 5)
        assert shown["url"].startswith(f"{HERE}/files/")
        assert second["place"] == place


def test_buttons_and_templates_of_whatsapp_are_read(stage: Stage) -> None:
    question = stage.says("Hello", NUMBER_ID, IKER)
    button = {"type": "reply", "reply": {"id": "b", "title": "Buy"}}
    interactive = {"type": "button", "body": {"text": "Well?"}, "action": {"buttons": [button]}}
    stage.on_whatsapp(type="interactive", interactive=interactive, context={"message_id": question})
    body = {"type": "body", "parameters": [{"type": "text", "text": one} for one in ("Iker", "2041")]}
    template = {"name": "order_sent", "language": {"code": "en_US"}, "components": [body]}
    stage.on_whatsapp(type="template", template=template)

    _, asked, sent = stage.items(NUMBER_ID, IKER)

    assert (asked["text"], asked["reply_to"]) == ("Well?", question)
    assert (asked["offered"], asked["opens"]) == ([{"title": "Buy", "payload": "b"}], "")
    assert BUSINESS_ID in stage.state.templates
    assert sent["text"] == "Hello Iker, your order 2041 is on its way."


def test_a_list_of_whatsapp_is_opened_by_its_button(stage: Stage) -> None:
    stage.says("Hello", NUMBER_ID, IKER)
    sections = [{"title": one, "rows": [{"id": one, "title": f"Row {one}"}]} for one in ("a", "b")]
    action = {"button": "Choose", "sections": sections}
    interactive = {"type": "list", "body": {"text": "Well?"}, "action": action}
    stage.on_whatsapp(type="interactive", interactive=interactive)

    asked = stage.items(NUMBER_ID, IKER)[-1]

    assert (asked["text"], asked["opens"]) == ("Well?", "Choose")
    assert asked["offered"] == [{"title": "Row a", "payload": "a"}, {"title": "Row b", "payload": "b"}]


def test_on_whatsapp_seen_and_typing_stand_at_the_message(stage: Stage) -> None:
    message = stage.says("Hello", NUMBER_ID, IKER)
    stage.on_whatsapp(status="read", message_id=message, typing_indicator={"type": "text"})

    assert stage.items(NUMBER_ID, IKER)[0]["state"] == "seen"
    assert stage.thread(NUMBER_ID, IKER)["typing"] is True


@pytest.mark.parametrize("told", [{}, {"account": PAGE_ID}, {"account": PAGE_ID, "person": "1"}])
def test_there_is_no_thread_of_nobody(told: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        thread_of(FakeState(lambda: NOW), told, HERE)
