"""What people do beside writing is told as Meta tells it, and what may go wrong on the way goes wrong."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.channels.meta.webhook import items_of
from infra.local.fake_graph.acting import act, let_pass, meet
from infra.local.fake_graph.company import NUMBER_ID, PAGE_ID, company_graph
from infra.local.fake_graph.state import FakeMessage, FakeState
from tests.builders import NOW
from tests.samples.meta.plain import READERS, plain
from tests.unit.infra.local.fake_graph.listening import product

ANA, IKER = "24680135792468", "34600000002"


@pytest.fixture
def state() -> FakeState:
    return company_graph(lambda: NOW).state


def read(body: bytes) -> list[Any]:
    """What the product's own reader finds in a webhook."""
    whole = json.loads(body)
    return [plain(one) for item in items_of(body).items for one in READERS[whole["object"]](item, NOW)]


def ordered(*acts: dict[str, Any], account: str = PAGE_ID, person: str = ANA, **wrong: Any) -> dict[str, Any]:
    return {"account": account, "person": person, "acts": list(acts), **wrong}


PRESS = {"kind": "press", "title": "Yes", "payload": "YES"}
REACT = {"kind": "react", "message": "m_1", "emoji": "👍"}
UNREACT = {"kind": "react", "message": "m_1", "emoji": ""}
EDIT = {"kind": "edit", "message": "m_1", "text": "Tuesday"}
WITHDRAW = {"kind": "withdraw", "message": "m_1"}
POSTBACK = {"kind": "postback", "title": "Start", "payload": "START"}


@pytest.mark.parametrize(
    ("account", "person", "done", "found"),
    [
        (PAGE_ID, ANA, PRESS, "YES"),
        (PAGE_ID, ANA, REACT, "👍"),
        (PAGE_ID, ANA, UNREACT, "m_1"),
        (PAGE_ID, ANA, EDIT, "Tuesday"),
        (PAGE_ID, ANA, WITHDRAW, "m_1"),
        (PAGE_ID, ANA, POSTBACK, "START"),
        (PAGE_ID, ANA, {"kind": "referral", "ref": "poster"}, "poster"),
        (PAGE_ID, ANA, {"kind": "echo", "text": "From the other inbox"}, "From the other inbox"),
        (PAGE_ID, ANA, {"kind": "handover"}, "thread_taken"),
        (NUMBER_ID, IKER, PRESS, "YES"),
        (NUMBER_ID, IKER, REACT, "👍"),
        (NUMBER_ID, IKER, EDIT, "Tuesday"),
        (NUMBER_ID, IKER, WITHDRAW, "m_1"),
    ],
)
def test_what_somebody_does_is_read_by_the_product(
    state: FakeState, account: str, person: str, done: dict[str, Any], found: str
) -> None:
    with product(state, account) as kept:
        told = act(state, ordered(done, account=account, person=person))

    assert told == {"statuses": [200]}
    assert found in json.dumps(read(kept[0]), ensure_ascii=False)


def test_each_webhook_comes_as_often_as_was_said(state: FakeState) -> None:
    with product(state) as kept:
        act(state, ordered(PRESS, times=3))

    assert len(kept) == 3
    assert len(set(kept)) == 1


def test_shuffled_webhooks_are_the_same_in_another_order(state: FakeState) -> None:
    acts = [{**REACT, "message": f"m_{number}"} for number in range(6)]

    with product(state) as kept:
        act(state, ordered(*acts))
        act(state, ordered(*acts, shuffled=1))

    assert kept[:6] != kept[6:]
    assert sorted(kept[:6]) == sorted(kept[6:])


def test_a_batch_is_one_webhook_with_all_of_it(state: FakeState) -> None:
    with product(state) as kept:
        told = act(state, ordered(PRESS, REACT, batched=True))

    assert told == {"statuses": [200]}
    assert len(read(kept[0])) == 2


def test_a_wrong_signature_is_refused_and_shown(state: FakeState) -> None:
    with product(state) as kept:
        told = act(state, ordered(PRESS, wrong_signature=True))

    assert told == {"statuses": [403]}
    assert kept == []


BUTTONS = {"type": "button", "action": {"buttons": [{"reply": {"id": "YES", "title": "Yes"}}]}}
ROWS = [{"id": "YES", "title": "Yes", "description": "At once"}, {"id": "NO", "title": "No"}]
LIST = {"type": "list", "action": {"button": "Choose", "sections": [{"rows": ROWS}]}}


@pytest.mark.parametrize(
    ("offered", "reply"),
    [
        (BUTTONS, {"type": "button_reply", "button_reply": {"id": "YES", "title": "Yes"}}),
        (LIST, {"type": "list_reply", "list_reply": ROWS[0]}),
    ],
    ids=["a button", "a row"],
)
def test_what_is_pressed_on_whatsapp_is_told_as_what_it_is(
    state: FakeState, offered: dict[str, Any], reply: dict[str, Any]
) -> None:
    state.messages.append(FakeMessage("wamid.ours", NUMBER_ID, IKER, {"interactive": offered}, NOW))

    with product(state, NUMBER_ID) as kept:
        act(state, ordered({**PRESS, "message": "wamid.ours"}, account=NUMBER_ID, person=IKER))

    (message,) = json.loads(kept[0])["entry"][0]["changes"][0]["value"]["messages"]
    assert message["interactive"] == reply
    assert message["context"] == {"from": NUMBER_ID, "id": "wamid.ours"}
    (event,) = read(kept[0])
    assert (event["text"], event["parts"][0]["payload"]) == ("Yes", "YES")


@pytest.mark.parametrize("kind", ["postback", "referral", "dance"])
def test_what_a_platform_does_not_know_cannot_be_done(state: FakeState, kind: str) -> None:
    with pytest.raises(ValueError, match="nobody can"):
        act(state, ordered({**EDIT, "kind": kind}, account=NUMBER_ID, person=IKER))


def test_somebody_new_can_be_played(state: FakeState) -> None:
    assert meet(state, {"id": "777", "name": "Eva Sol"}) == {"id": "777", "name": "Eva Sol"}
    assert meet(state, {"id": "777", "name": "Somebody Else"})["name"] == "Eva Sol"


@pytest.mark.parametrize("told", [{"id": "../x", "name": "Eva"}, {"id": "777", "name": " "}])
def test_nobody_is_without_a_number_and_a_name(state: FakeState, told: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a person has"):
        meet(state, told)


def test_time_passes_for_one_person_of_one_account(state: FakeState) -> None:
    let_pass(state, {"account": PAGE_ID, "person": ANA, "hours": 25})

    assert state.people[ANA].wrote_at == {PAGE_ID: NOW - timedelta(hours=25)}


def test_a_pressed_button_opens_the_window_again(state: FakeState) -> None:
    let_pass(state, {"account": PAGE_ID, "person": ANA, "hours": 25})

    with product(state):
        act(state, ordered(PRESS))

    assert state.people[ANA].wrote_at[PAGE_ID] == NOW
