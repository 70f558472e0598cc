"""A website's chat in the packaged product: visitors of another site and an agent, over real sockets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.workspace import Channel
from tests.deployed.deployment import Deployed, until
from tests.deployed.people import Browser, entries
from tests.deployed.visitors import SHOP, Page, Tab, a_website

ELSEWHERE = "https://elsewhere.example"


@pytest.fixture(scope="module")
def website(ana: Browser, team: Channel) -> str:
    return a_website(ana, team.inbox_id, SHOP)


@pytest.fixture
def page(home: Deployed, website: str) -> Page:
    """A page of the shop, with a new visitor."""
    opened = Page(home, website)
    assert opened.session().status == 200
    return opened


@pytest.fixture
def opening() -> Iterator[ExitStack]:
    """Closes what a test opens."""
    with ExitStack() as stack:
        yield stack


def words(browser: Browser, conversation: str) -> list[str]:
    return [entry["text"] for entry in entries(browser, conversation) if entry["kind"] == "message"]


def watching(socket: Any, team: Channel, conversation: str | None = None) -> Tab:
    """The agent's screen, which shows the inbox."""
    tab = Tab(socket)
    tab.asked("watch", type="watch", inboxes=[team.inbox_id], conversation=conversation)
    return tab


def test_a_page_of_the_shop_may_ask_across_sites(home: Deployed, website: str) -> None:
    page = Page(home, website)

    before = page.ask("OPTIONS", "/chat/session", **{"Access-Control-Request-Method": "POST"})
    session = page.session()

    assert before.status == 204
    assert before.headers["access-control-allow-origin"] == SHOP
    assert "x-bandeja-visitor" in before.headers["access-control-allow-headers"]
    assert (session.status, session.headers["access-control-allow-origin"]) == (200, SHOP)
    assert "Origin" in session.headers["vary"]
    assert "set-cookie" not in session.headers
    assert session.body["conversations"] == []


def test_a_page_of_another_site_gets_neither_a_session_nor_a_socket(
    home: Deployed, website: str, page: Page
) -> None:
    stranger = Page(home, website, ELSEWHERE)

    refused = stranger.session()

    assert (refused.status, refused.body["code"]) == (403, "WrongOrigin")
    with pytest.raises(InvalidStatus) as status, page.socket(origin=ELSEWHERE):
        pass
    assert status.value.response.status_code == 403


def test_a_ticket_opens_one_socket(page: Page) -> None:
    ticket = page.ticket()
    with page.socket(ticket) as tab:
        assert tab.asked("hello", type="hello")["visitor"]

    with pytest.raises(InvalidStatus) as status, page.socket(ticket):
        pass
    assert status.value.response.status_code == 403


def test_a_chat_goes_both_ways(team: Channel, ana: Browser, page: Page, opening: ExitStack) -> None:
    tab = opening.enter_context(page.socket())
    here = {"url": f"{SHOP}/lamps?secret=1", "title": "Lamps"}
    assert tab.asked("hello", type="hello", page=here)["available"] is True
    screen = watching(opening.enter_context(ana.socket()), team)

    begun = tab.asked("said", type="start", id="first", text="Do you have lamps?")
    conversation = begun["conversation"]

    told = screen.next("changed")
    assert (told["conversation"], told["inbox"], told["kinds"]) == (conversation, team.inbox_id, ["message"])
    said = [tab.asked("said", type="say", id="again", text="Red ones?") for _ in range(2)]
    assert said[0] == said[1], "the same message, sent twice, is one"
    assert said[0]["conversation"] == conversation
    assert words(ana, conversation) == ["Do you have lamps?", "Red ones?"]

    other = opening.enter_context(page.socket())
    other.asked("hello", type="hello", conversation=conversation)
    replied = ana.post(f"/conversations/{conversation}/replies", {"text": "Yes", "last_seq": said[0]["seq"]})
    assert replied.status == 201, replied
    for one in (tab, other):
        entry = next_of_the_team(one)
        assert (entry["text"], entry["seq"]) == ("Yes", replied.body["seq"])
        assert entry["agent"]["name"] == "Ana"
    assert page.ask("GET", f"/chat/conversations/{conversation}?after=0").body["entries"][-1]["text"] == "Yes"


def next_of_the_team(tab: Tab) -> dict[str, Any]:
    """The next message that an agent wrote."""
    while True:
        entry: dict[str, Any] = tab.next("entry")["entry"]
        if (entry["by"], entry["kind"]) == ("agent", "message"):
            return entry


def test_a_client_that_was_away_reads_on_where_it_was(ana: Browser, page: Page) -> None:
    with page.socket() as tab:
        begun = tab.asked("said", type="start", id="first", text="Hello")
        tab.send(type="say", id="unheard", text="And one more")
        tab.line.socket.shutdown(2)  # the line goes dead before the acknowledgement
    conversation = begun["conversation"]
    until(lambda: len(words(ana, conversation)) == 2)

    with page.socket() as tab:
        said = tab.asked("said", type="say", id="unheard", text="And one more", conversation=conversation)
        rest = tab.asked("resumed", type="resume", conversation=conversation, after=begun["seq"])

    assert words(ana, conversation) == ["Hello", "And one more"]
    assert [(entry["id"], entry["seq"]) for entry in rest["entries"]] == [("unheard", said["seq"])]


def test_a_socket_that_is_gone_is_forgotten_and_the_others_hear(home: Deployed, page: Page) -> None:
    """API Gateway answers 410 for a socket that went without a word."""
    live, now = home.ports.live, home.ports.now()
    with page.socket() as tab:
        begun = tab.asked("said", type="start", id="first", text="Hello")
        conversation = ConversationId(begun["conversation"])
        tab.asked("resumed", type="resume", conversation=conversation, after=0)
        (here,) = live.watchers_of(conversation, now)
        live.put_connection(replace(here, id="gone-without-a-word"))

        tab.asked("said", type="say", id="second", text="Still there?", conversation=conversation)

        assert [one.id for one in live.watchers_of(conversation, now)] == [here.id]
        assert tab.asked("pong", type="ping")["seq"] == begun["seq"] + 1


def test_a_deployment_that_drops_all_sockets_loses_nothing(home: Deployed, page: Page, ana: Browser) -> None:
    with page.socket() as tab:
        begun = tab.asked("said", type="start", id="first", text="Hello")
        conversation = begun["conversation"]
        for one in home.ports.live.watchers_of(ConversationId(conversation), home.ports.now()):
            home.ports.sockets.close(one.id)
        with pytest.raises(ConnectionClosed):
            tab.next("pong")
    seq = ana.post(f"/conversations/{conversation}/replies", {"text": "Hi", "last_seq": begun["seq"]}).body[
        "seq"
    ]

    with page.socket() as tab:
        rest = tab.asked("resumed", type="resume", conversation=conversation, after=begun["seq"])
        said = tab.asked("said", type="say", id="second", text="There you are", conversation=conversation)

    assert [entry["text"] for entry in rest["entries"] if entry["kind"] == "message"] == ["Hi"]
    assert said["seq"] > seq


@pytest.mark.parametrize("size", [33_000, 130_000])
def test_a_frame_that_is_too_large_is_refused_and_the_chat_goes_on(
    page: Page, ana: Browser, size: int
) -> None:
    """API Gateway takes up to 128 KB, in frames of 32; beyond that it closes the socket."""
    with page.socket() as tab:
        begun = tab.asked("said", type="start", id="first", text="Hello")
        tab.line.send(json.dumps({"type": "say", "id": "large", "text": "a" * size}))
        with suppress(ConnectionClosed):
            refused = tab.next("error")
            assert (refused["code"], refused["id"]) == ("TooLarge", "large")
    with page.socket() as tab:
        tab.asked("said", type="say", id="small", text="Sorry", conversation=begun["conversation"])

    assert words(ana, begun["conversation"]) == ["Hello", "Sorry"]


@pytest.mark.parametrize("frame", ["", "{", "[]", '{"type":"fly"}', '{"type":"say","id":"x"}'])
def test_a_frame_that_makes_no_sense_is_an_error_and_the_socket_stays(page: Page, frame: str) -> None:
    with page.socket() as tab:
        tab.line.send(frame)
        assert tab.next("error")["code"] == "Invalid"
        assert tab.asked("pong", type="ping")["conversation"] is None


def test_nobody_reads_the_conversation_of_another_visitor(home: Deployed, website: str, page: Page) -> None:
    with page.socket() as tab:
        begun = tab.asked("said", type="start", id="first", text="A secret")
    nosy = Page(home, website)
    nosy.session()

    with nosy.socket() as tab:
        refused = tab.asked("error", type="resume", conversation=begun["conversation"], after=0)

    assert refused["code"] == "NoSuchConversation"
    assert nosy.ask("GET", f"/chat/conversations/{begun['conversation']}").status == 404
