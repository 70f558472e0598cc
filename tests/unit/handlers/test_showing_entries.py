"""What a browser is told of the messages of a platform: all that the page needs to show them as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.entry import Actor, Mailbox, Message
from chalicelib.domain.platform_event import Person, PlatformEdit
from chalicelib.ports.stores import Commit
from chalicelib.usecases.record_told import record_told
from tests.builders import a_message, a_receipt
from tests.unit.handlers.house import Browser, House
from tests.unit.usecases.platform_people import CARLA, PAGE, later, received, told, told_by_us

NAMELESS = Person("7001")
LONG = "é" * 1_900


@pytest.fixture
def page(house: House) -> House:
    house.ports.workspace.put_channel(PAGE)
    return house


def entries(agent: Browser, conversation: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = agent.get(f"/conversations/{conversation}/entries").json()["items"]
    return found


def edited(house: House, text: str) -> None:
    record_told(house.ports, PAGE, PlatformEdit(CARLA, later(minutes=1), "m_Hi", text))


def test_a_long_change_says_that_it_is_cut_and_is_to_be_had_whole(page: House, agent: Browser) -> None:
    head = received(page.ports, told("Hi")).conversation_id
    edited(page, LONG)

    (_, change) = entries(agent, head)
    whole = agent.get(f"/conversations/{head}/entries/{change['seq']}/html")

    assert (change["kind"], change["text_cut"], len(change["text"]) < len(LONG)) == ("edited", True, True)
    assert (whole.status, LONG.encode() in whole.body) == (200, True)


def test_a_short_change_is_not_cut(page: House, agent: Browser) -> None:
    head = received(page.ports, told("Hi")).conversation_id
    edited(page, "<b>Hello</b>")

    (_, change) = entries(agent, head)
    shown = agent.get(f"/conversations/{head}/entries/{change['seq']}/html").body

    assert (change["text"], change["text_cut"]) == ("<b>Hello</b>", False)
    assert b"&lt;b&gt;Hello&lt;/b&gt;" in shown


def test_who_has_no_name_is_called_at_their_words_as_in_the_list(page: House, agent: Browser) -> None:
    head = received(page.ports, told("Hi", person=NAMELESS)).conversation_id

    (said,) = entries(agent, head)

    assert said["actor"]["name"] == agent.get(f"/conversations/{head}").json()["contact"]["name"]
    assert said["actor"]["name"] != "7001"


def test_they_are_called_so_too_where_their_conversation_was_merged_in(page: House, agent: Browser) -> None:
    target = received(page.ports, told("Hi")).conversation_id
    source = received(page.ports, told("Me too", person=Person("7002"))).conversation_id
    name = agent.get(f"/conversations/{source}").json()["contact"]["name"]
    agent.post(f"/conversations/{source}/merge", {"into": target})
    received(page.ports, told("And again", person=Person("7002"), at=later(minutes=5)))

    names = {one["text"]: one["actor"]["name"] for one in entries(agent, target) if one["kind"] == "message"}

    assert names == {"Hi": "Carla Pérez", "Me too": name, "And again": name}


def test_a_mail_of_somebody_else_without_a_name_keeps_its_address(house: House, agent: Browser) -> None:
    head = house.began()
    stranger = replace(a_message("I am in copy"), sender=Mailbox("bo@customer.test"))
    step = head.receive(stranger, house.ports.now(), Actor.contact(head.contact_id))
    house.ports.conversations.commit(Commit(step, (a_receipt(),)))

    assert entries(agent, head.id)[-1]["actor"]["name"] == "bo@customer.test"


def test_what_answers_something_that_is_not_here_says_so(page: House, agent: Browser) -> None:
    head = received(page.ports, told("Hi")).conversation_id
    received(page.ports, told("That one", reply_to="m_Hi"))
    received(page.ports, told("No, that one", reply_to="m_before_us"))
    received(page.ports, told_by_us("Which one?", reply_to="m_before_us"))

    assert [one["answers"] for one in entries(agent, head)] == [None, 1, 0, 0]


def test_a_mail_says_by_its_headers_what_it_answers(house: House, agent: Browser) -> None:
    head = house.began(replace(a_message(), in_reply_to="<unknown@customer.test>"))

    assert entries(agent, head.id)[0]["answers"] is None


def test_what_answers_a_message_of_what_was_merged_in_says_where_that_stands(
    house: House, agent: Browser
) -> None:
    source, target = house.began(), house.began()
    answer: Message = replace(
        a_message("That one"), in_reply_to="m_1", answers=1, answers_conversation=source.id
    )
    step = target.receive(answer, house.ports.now(), Actor.contact(target.contact_id))
    house.ports.conversations.commit(Commit(step, (a_receipt(),)))

    said = entries(agent, target.id)[-1]

    assert (said["answers"], said["answers_conversation"]) == (1, source.id)


def test_what_was_said_before_the_channel_was_connected_is_marked(page: House, agent: Browser) -> None:
    head = received(page.ports, told("Hi")).conversation_id
    received(page.ports, told("Long ago", at=later(days=-9), history=True))

    assert [one["imported"] for one in entries(agent, head)] == [None, True]


def test_what_was_said_in_a_group_says_so(page: House, agent: Browser) -> None:
    head = received(page.ports, told("Hello all", group="G1")).conversation_id

    (said,) = entries(agent, head)

    assert [(part["kind"], part["payload"]) for part in said["parts"]] == [("group", "G1")]
    assert agent.get(f"/conversations/{head}").json()["preview"] == "Hello all"
