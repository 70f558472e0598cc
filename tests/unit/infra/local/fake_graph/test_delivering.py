"""The network between the platform and the product: what it keeps back, repeats, mixes and loses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.local.fake_graph.company import PAGE_ID, company_graph
from infra.local.fake_graph.delivering import release
from infra.local.fake_graph.saying import say
from infra.local.fake_graph.state import FakeState
from tests.builders import NOW
from tests.unit.infra.local.fake_graph.listening import product

ANA = "24680135792468"


@pytest.fixture
def state() -> FakeState:
    return company_graph(lambda: NOW).state


def says(state: FakeState, text: str, **how: Any) -> list[int]:
    told = {"account": PAGE_ID, "person": ANA, "text": text, **how}
    statuses: list[int] = say(state, told, "http://here")["statuses"]
    return statuses


def texts(body: bytes) -> list[str]:
    """The texts of all messages of a webhook."""
    entries = json.loads(body)["entry"]
    return [event["message"]["text"] for entry in entries for event in entry["messaging"]]


def test_what_is_held_back_comes_when_it_is_released(state: FakeState) -> None:
    with product(state) as kept:
        assert says(state, "one", held=True) == []
        assert says(state, "two") == [200]
        assert [texts(body) for body in kept] == [["two"]]

        assert release(state, {"account": PAGE_ID}) == {"statuses": [200]}
        assert release(state, {"account": PAGE_ID}) == {"statuses": []}

    assert [texts(body) for body in kept] == [["two"], ["one"]]


def test_what_is_held_back_can_come_with_the_rest_in_one_batch(state: FakeState) -> None:
    with product(state) as kept:
        says(state, "one", held=True)
        says(state, "two", held=True)

        assert says(state, "three", with_held=True, batched=True) == [200]

    assert [texts(body) for body in kept] == [["one", "two", "three"]]
    assert [deed.statuses for deed in state.journal.deeds] == [[200], [200], [200]]


def test_a_message_of_a_stranger_is_refused_and_stays_so(state: FakeState) -> None:
    with product(state) as kept:
        assert says(state, "one", wrong_signature=True, times=2) == [403, 403]

    assert kept == []
    assert [deed.statuses for deed in state.journal.deeds] == [[403, 403]]


def test_what_nobody_takes_stays_held_back(state: FakeState) -> None:
    says(state, "one", held=True)
    state.accounts[PAGE_ID].callback = "http://127.0.0.1:9/"

    with pytest.raises(OSError):  # noqa: PT011 - whatever the network says
        release(state, {"account": PAGE_ID})

    assert [deed.statuses for deed in state.journal.deeds] == [[0]]
    with product(state) as kept:
        assert release(state, {"account": PAGE_ID}) == {"statuses": [200]}
    assert [texts(body) for body in kept] == [["one"]]
