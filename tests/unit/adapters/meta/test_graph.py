"""Calls to the Graph API: what is asked, and what is made of an answer."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.adapters.meta.graph import VERSION, GraphClient, GraphKeys, GraphRefused
from chalicelib.domain.graph_request import GraphFile, GraphRequest
from infra.local.fake_graph.state import FakePerson
from tests.outgoing import PERSON
from tests.running_graph import RunningGraph, usage


def keys(graph: RunningGraph) -> GraphKeys:
    return GraphKeys(graph.account("messenger").token)


def test_the_version_stands_in_every_address(fake_graph: RunningGraph) -> None:
    GraphClient(fake_graph.address).call(GraphRequest("GET", "me"), keys(fake_graph))

    assert fake_graph.graph.calls == [f"GET /{VERSION}/me?"]


def test_an_answer_that_is_far_too_long_is_none(fake_graph: RunningGraph) -> None:
    fake_graph.state.people["1"] = FakePerson("1", "x" * 2_000_001, "", "")
    client = GraphClient(fake_graph.address)

    assert client.call(GraphRequest("GET", "1"), keys(fake_graph)).body == {}
    assert client.call(GraphRequest("GET", "me"), keys(fake_graph)).body["name"] == "Lamps messenger"


def test_what_is_told_of_the_allowance_comes_with_the_answer(fake_graph: RunningGraph) -> None:
    fake_graph.state.usage = {**usage(call_count=12), "X-Other": "1"}

    answer = GraphClient(fake_graph.address).call(GraphRequest("GET", "me"), keys(fake_graph))

    assert answer.headers == {"x-app-usage": json.dumps({"call_count": 12})}


def test_a_refusal_has_its_numbers(fake_graph: RunningGraph) -> None:
    fake_graph.fail(code=613, subcode=2018338, status=429, headers={"Retry-After": "5"})

    with pytest.raises(GraphRefused) as raised:
        GraphClient(fake_graph.address).call(GraphRequest("GET", "me"), keys(fake_graph))

    fault = raised.value.fault
    assert (fault.status, fault.code, fault.subcode, fault.trace_id) == (429, 613, 2018338, "AMadeUpTrace")
    assert fault.headers == {"retry-after": "5"}


def test_signs_that_no_form_or_text_can_hold_do_no_harm(fake_graph: RunningGraph) -> None:
    envelope = {"recipient": {"id": PERSON}, "messaging_type": "RESPONSE"}
    attachment = {"attachment": {"type": "file", "payload": {}}}
    file = GraphFile("filedata", 'a"b\r\nX: y\\.txt', "text/plain", b"content\r\n--x--\r\n")
    client = GraphClient(fake_graph.address)

    client.call(
        GraphRequest("POST", "me/messages", {**envelope, "message": {"text": "a\ud800b"}}), keys(fake_graph)
    )
    client.call(
        GraphRequest("POST", "me/messages", {**envelope, "message": attachment}, file=file), keys(fake_graph)
    )

    text, with_file = fake_graph.state.messages
    assert text.content["message"]["text"] == "a?b"
    media = fake_graph.state.media[with_file.media[0]]
    assert (media.name, media.content) == ("abX: y.txt", b"content\r\n--x--\r\n")


def test_many_threads_call_side_by_side_and_each_has_its_own_answer(fake_graph: RunningGraph) -> None:
    client, names = GraphClient(fake_graph.address), [f"Person {number}" for number in range(60)]
    for number, name in enumerate(names, 1):
        fake_graph.state.people[str(number)] = FakePerson(str(number), name, "", "")

    with ThreadPoolExecutor(12) as together:
        answers = together.map(
            lambda number: client.call(GraphRequest("GET", str(number)), keys(fake_graph)).body["first_name"],
            range(1, 61),
        )

    assert list(answers) == names
