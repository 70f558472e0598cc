"""Sockets of agents: who gets in, what a frame answers, and who else is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.config import Settings
from chalicelib.domain import self_test
from chalicelib.domain.permission import Permission
from chalicelib.domain.session_token import digest
from chalicelib.domain.workspace import AgentState
from chalicelib.handlers import sockets
from chalicelib.handlers.frames import ClientFrame
from tests.unit.handlers.house import ADA, HOST, NOBODYS_ID, SITE, Browser, House, Socket
from tests.unit.usecases.company import ANA, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock


def ticket_of(browser: Browser) -> str:
    return str(browser.post("/socket-ticket").json()["ticket"])


def presence(doing: str, agent: Any = ANA, **conversation: Any) -> dict[str, Any]:
    return {
        "type": "presence",
        "agent": {"id": agent.id, "name": agent.name},
        "doing": doing,
        **conversation,
    }


def test_a_ticket_opens_one_socket_once(house: House, agent: Browser) -> None:
    ticket = ticket_of(agent)

    assert [house.connect(ticket)[0], house.connect(ticket)[0]] == [200, 403]


def test_a_ticket_is_good_for_thirty_seconds(house: House, agent: Browser, clock: Clock) -> None:
    early, late = ticket_of(agent), ticket_of(agent)

    clock.ahead(seconds=29)
    assert house.connect(early)[0] == 200
    clock.ahead(seconds=2)
    assert house.connect(late)[0] == 403


@pytest.mark.parametrize("ticket", ["", "x", "é", "a" * 5000, "\x00"])
def test_an_invented_ticket_opens_nothing(ticket: str, house: House) -> None:
    assert house.connect(ticket)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": HOST},
        {"Host": HOST, "Origin": "https://elsewhere.test"},
        {"Host": HOST, "Origin": "http://127.0.0.1:8001"},
        {"Host": HOST, "Origin": "null"},
        {"Host": HOST, "Origin": f"{SITE}.elsewhere.test"},
    ],
)
def test_a_page_of_another_site_gets_no_socket(headers: dict[str, str], house: House, agent: Browser) -> None:
    ticket = ticket_of(agent)

    assert house.connect(ticket, headers)[0] == 403
    assert house.connect(ticket)[0] == 200  # nor did it use up the ticket


def test_a_socket_beside_the_site_in_front_is_refused_and_keeps_its_ticket(
    house: House, agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = ticket_of(agent)
    monkeypatch.setattr(wiring, "origin_secret", lambda: "between us")
    through = {"Host": HOST, "Origin": SITE, "X-Bandeja-Origin": "between us"}

    assert house.connect(ticket)[0] == 403
    assert house.connect(ticket, through | {"X-Bandeja-Origin": "guessed"})[0] == 403
    assert house.connect(ticket, through)[0] == 200


def test_behind_a_content_network_the_public_address_is_our_own(
    house: House, agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = ticket_of(agent)
    monkeypatch.setattr(wiring, "settings", lambda: Settings("https://inbox.example"))

    status, _ = house.connect(ticket, {"host": "api.internal", "origin": "https://inbox.example"})

    assert status == 200


def test_a_test_of_the_deployment_opens_a_socket_once_and_may_ask_nothing(house: House) -> None:
    ticket = f"{self_test.TICKET}secret"
    ends = house.ports.now() + self_test.NOTED
    house.ports.live.put_ticket(self_test.socket_note(digest(ticket)), "socket", ends)

    status, socket = house.connect(ticket)

    assert (status, house.connect(ticket)[0]) == (200, 403)
    assert socket.send({"type": "watch", "inboxes": [SUPPORT_INBOX.id]})["code"] == "NotSignedIn"
    assert house.ports.live.connection(socket.id, house.ports.now()) is None


def test_a_ticket_that_only_looks_like_a_test_of_the_deployment_opens_nothing(
    house: House, agent: Browser
) -> None:
    assert house.connect(f"{self_test.TICKET}{ticket_of(agent)}")[0] == 403


def test_a_ticket_ends_with_its_session(house: House, agent: Browser) -> None:
    ticket = ticket_of(agent)
    agent.send("DELETE", "/session")

    assert house.connect(ticket)[0] == 403


def test_hello_tells_whose_socket_it_is(house: House) -> None:
    assert house.socket(ANA).send({"type": "hello"}) == {"type": "hello", "agent": ANA.id}


def test_watching_tells_who_else_is_there(house: House) -> None:
    head = house.began()
    ana, ada = house.socket(ANA), house.socket(ADA)
    ana.send({"type": "watch", "inboxes": [], "conversation": head.id})
    ana.send({"type": "presence", "conversation": head.id, "doing": "replying"})

    answer = ada.send({"type": "watch", "inboxes": [SUPPORT_INBOX.id], "conversation": head.id})

    assert answer == {
        "type": "watch",
        "inboxes": [SUPPORT_INBOX.id],
        "conversation": head.id,
        "present": [{"agent": {"id": ANA.id, "name": "Ana"}, "doing": "replying"}],
    }


def test_what_a_colleague_does_is_told_to_those_who_watch_the_conversation(house: House) -> None:
    head, other = house.began(), house.began()
    ana, ada, bo = house.socket(ANA), house.socket(ADA), house.socket(ADA)
    for socket, watched in ((ana, head), (ada, head), (bo, other)):
        socket.send({"type": "watch", "inboxes": [SUPPORT_INBOX.id], "conversation": watched.id})

    ana.send({"type": "presence", "conversation": head.id, "doing": "replying"})

    assert ada.got[-1] == presence("replying", conversation=head.id)
    assert bo.got[-1]["type"] == ana.got[-1]["type"] == "watch"


def test_whoever_closes_the_page_has_left(house: House) -> None:
    head = house.began()
    ana, ada = house.socket(ANA), house.socket(ADA)
    for socket in (ana, ada):
        socket.send({"type": "watch", "inboxes": [], "conversation": head.id})
    ana.send({"type": "presence", "conversation": head.id, "doing": "viewing"})

    ana.leave()

    assert ada.got[-1] == presence("left", conversation=head.id)
    assert house.ports.live.connection(ana.id, house.ports.now()) is None
    assert ada.send({"type": "watch", "inboxes": [], "conversation": head.id})["present"] == []


def test_whoever_has_it_open_on_two_screens_is_still_there_on_the_other(house: House) -> None:
    head = house.began()
    first, second, ada = house.socket(ANA), house.socket(ANA), house.socket(ADA)
    for socket in (first, second, ada):
        socket.send({"type": "watch", "inboxes": [], "conversation": head.id})
    for socket, doing in ((first, "viewing"), (second, "noting")):
        socket.send({"type": "presence", "conversation": head.id, "doing": doing})

    first.send({"type": "presence", "conversation": head.id, "doing": "left"})

    assert ada.got[-1] == presence("noting", conversation=head.id)


def test_presence_ends_when_it_is_not_repeated(house: House, clock: Clock) -> None:
    head = house.began()
    house.socket(ANA).send({"type": "presence", "conversation": head.id, "doing": "viewing"})
    clock.ahead(seconds=46)

    answer = house.socket(ADA).send({"type": "watch", "inboxes": [], "conversation": head.id})

    assert answer["present"] == []


def test_a_ping_tells_how_far_the_log_goes(house: House) -> None:
    head = house.began()
    house.wrote(head.id)
    socket = house.socket(ANA)

    assert socket.send({"type": "ping", "conversation": head.id})["seq"] == 2
    assert socket.send({"type": "ping"}) == {"type": "ping", "conversation": None, "seq": None}


@pytest.mark.parametrize(
    ("frame", "code", "field"),
    [
        ("", "Invalid", ""),
        ("{", "Invalid", ""),
        ("[]", "Invalid", ""),
        ("null", "Invalid", ""),
        ("[" * 20_000, "Invalid", ""),
        ('{"x":' * 6_000, "Invalid", ""),
        ('"\ud800"', "Invalid", ""),
        ("x" * 32_001, "TooLarge", ""),
        ({}, "Invalid", "type"),
        ({"type": "shout"}, "Invalid", "type"),
        ({"type": 1}, "Invalid", "type"),
        ({"type": "watch"}, "Invalid", "inboxes"),
        ({"type": "watch", "inboxes": [1]}, "Invalid", "inboxes[0]"),
        ({"type": "watch", "inboxes": ["x"] * 51}, "Invalid", "inboxes"),
        ({"type": "watch", "inboxes": [SUPPORT_INBOX.id, "x"]}, "NoSuchInbox", "inboxes[1]"),
        ({"type": "watch", "inboxes": [], "conversation": "x"}, "NoSuchConversation", "conversation"),
        ({"type": "watch", "inboxes": [], "conversation": NOBODYS_ID}, "NoSuchConversation", "conversation"),
        ({"type": "presence", "conversation": "x"}, "Invalid", "doing"),
        ({"type": "presence", "conversation": "x", "doing": "dancing"}, "Invalid", "doing"),
        ({"type": "presence", "conversation": "x", "doing": "left"}, "NoSuchConversation", "conversation"),
        ({"type": "ping", "conversation": 5}, "Invalid", "conversation"),
        ({"type": "ping", "conversation": NOBODYS_ID}, "NoSuchConversation", "conversation"),
        ({"type": "ping", "extra": 1}, "Invalid", "extra"),
        ({"type": "changed", "seq": 1}, "Invalid", "type"),
    ],
)
def test_a_frame_that_makes_no_sense_is_answered_and_the_socket_stays(
    frame: Any, code: str, field: str, house: House
) -> None:
    socket = house.socket(ANA)

    answer = socket.send(frame)

    assert (answer["type"], answer["code"], answer["field"]) == ("error", code, field)
    assert answer["detail"]
    assert socket.send({"type": "hello"})["agent"] == ANA.id


def test_a_refused_watch_leaves_the_old_one(house: House) -> None:
    head = house.began()
    ana, ada = house.socket(ANA), house.socket(ADA)
    ana.send({"type": "watch", "inboxes": [], "conversation": head.id})

    ana.send({"type": "watch", "inboxes": ["nothing"], "conversation": None})
    ada.send({"type": "presence", "conversation": head.id, "doing": "viewing"})

    assert ana.got[-1] == presence("viewing", ADA, conversation=head.id)


def test_a_deactivated_agents_socket_is_cut_with_the_next_frame(house: House) -> None:
    socket = house.socket(ANA)
    house.ports.workspace.change_agent(replace(ANA, state=AgentState.DEACTIVATED))

    answer = socket.send({"type": "ping"})

    assert (answer["code"], socket.is_open) == ("NotSignedIn", False)
    assert house.ports.live.connection(socket.id, house.ports.now()) is None


def test_a_socket_lives_no_longer_than_its_session(house: House, agent: Browser) -> None:
    _, socket = house.connect(ticket_of(agent))
    house.ports.live.end_sessions_of(ANA.id)

    assert socket.send({"type": "hello"})["code"] == "NotSignedIn"
    assert not socket.is_open


def test_a_socket_comes_again_after_two_hours(house: House, clock: Clock) -> None:
    socket = house.socket(ANA)
    clock.ahead(hours=2, seconds=1)

    assert socket.send({"type": "ping"})["code"] == "NotSignedIn"


def test_a_mistake_of_ours_is_an_error_frame_without_details(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = house.socket(ANA)
    monkeypatch.setattr(type(house.ports.conversations), "head", lambda self, _: 1 / 0)

    answer = socket.send({"type": "ping", "conversation": NOBODYS_ID})

    assert answer == {"type": "error", "code": "Unexpected", "detail": "Something went wrong", "field": ""}


def test_a_socket_that_is_gone_is_forgotten_when_news_cannot_reach_it(house: House) -> None:
    head = house.began()
    ana, ada = house.socket(ANA), house.socket(ADA)
    ada.send({"type": "watch", "inboxes": [], "conversation": head.id})
    forget(house, ada)

    ana.send({"type": "presence", "conversation": head.id, "doing": "viewing"})

    assert house.ports.live.connection(ada.id, house.ports.now()) is None


def test_leaving_twice_is_fine(house: House) -> None:
    socket = house.socket(ANA)

    socket.leave()
    socket.leave()


def test_every_frame_names_its_permission() -> None:
    assert set(sockets.FRAMES) == set(ClientFrame.__args__)
    assert all(isinstance(permission, Permission) for permission, _ in sockets.FRAMES.values())


def test_a_frame_is_refused_to_somebody_without_its_permission(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ada = house.socket(ANA), house.socket(ADA)
    kind = next(kind for kind in sockets.FRAMES if kind.__name__ == "PingFrame")
    monkeypatch.setitem(sockets.FRAMES, kind, (Permission.INVITE, sockets.FRAMES[kind][1]))

    assert ana.send({"type": "ping"})["code"] == "NotAllowed"
    assert ada.send({"type": "ping"})["type"] == "ping"


def forget(house: House, socket: Socket) -> None:
    """The line breaks: nothing can be put on the socket any more."""
    house.ports.sockets.forget(socket.id)  # type: ignore[attr-defined]  # the local home's own
