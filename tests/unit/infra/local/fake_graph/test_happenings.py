"""What happened: webhooks with what the product answered, and its calls with how they were answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from infra.local.answers import Request
from infra.local.fake_graph.acting import act, let_pass
from infra.local.fake_graph.api import FakeGraph
from infra.local.fake_graph.company import NUMBER_ID, PAGE_ID, company_graph
from infra.local.fake_graph.happenings import SHOWN, TRACED_FOR, happened
from infra.local.fake_graph.saying import say
from tests.builders import NOW
from tests.journeys.product import until
from tests.unit.infra.local.fake_graph.listening import product

ANA, IKER = "24680135792468", "34600000002"


class Seen:
    """The stand-in, and the one who looks on."""

    def __init__(self) -> None:
        self.now = NOW
        self.graph: FakeGraph = company_graph(self.clock, tells=False)
        self.state = self.graph.state

    def clock(self) -> datetime:
        return self.now

    def says(self, text: str = "Hello", **more: Any) -> str:
        told = {"account": PAGE_ID, "person": ANA, "text": text, **more}
        return str(say(self.state, told, "http://here")["id"])

    def team_calls(self, path: str, values: Any = None, account: str = PAGE_ID) -> int:
        headers = {"authorization": f"Bearer {self.state.accounts[account].token}"}
        method, body = ("GET", b"") if values is None else ("POST", json.dumps(values).encode())
        return self.graph.answer(Request(method, f"/v25.0/{path}", "", headers, body)).status

    def orders(self, what: str, **told: Any) -> int:
        request = Request("POST", f"/_fake/{what}", "", {}, json.dumps(told).encode())
        return self.graph.answer(request).status

    def lines(self) -> list[Any]:
        items: list[Any] = happened(self.state, {})["items"]
        return items


@pytest.fixture
def seen() -> Iterator[Seen]:
    seen = Seen()
    with product(seen.state), product(seen.state, NUMBER_ID):
        yield seen


TEXT = {"recipient": {"id": ANA}, "messaging_type": "RESPONSE", "message": {"text": "Yes"}}


def test_the_newest_comes_first_with_what_was_answered(seen: Seen) -> None:
    seen.says("Is it there?", times=2)
    seen.says("Not me", wrong_signature=True)
    seen.says("Later", held=True)
    seen.team_calls("me/messages", TEXT)

    lines = seen.lines()

    assert [(one["way"], one["kind"], one["text"], one["statuses"]) for one in lines] == [
        ("out", "message", "Yes", [200]),
        ("in", "said", "Later", []),
        ("in", "said", "Not me", [403]),
        ("in", "said", "Is it there?", [200, 200]),
    ]
    assert [one["held"] for one in lines] == [False, True, False, False]
    assert {(one["channel"], one["name"]) for one in lines} == {("messenger", "Ana Ruiz")}


def test_a_refused_call_tells_its_error(seen: Seen) -> None:
    seen.team_calls("me/messages", TEXT)

    (line,) = seen.lines()

    assert (line["statuses"], line["code"], line["text"]) == ([400], 10, "Yes")


@pytest.mark.parametrize(
    ("account", "path", "values", "kind"),
    [
        (PAGE_ID, "me/messages", {"recipient": {"id": ANA}, "sender_action": "typing_on"}, "typing_on"),
        (PAGE_ID, "me", None, "GET me"),
        (
            NUMBER_ID,
            f"{NUMBER_ID}/messages",
            {"messaging_product": "whatsapp", "status": "read"},
            "mark_seen",
        ),
    ],
)
def test_every_call_has_a_name(seen: Seen, account: str, path: str, values: Any, kind: str) -> None:
    seen.team_calls(path, values, account)

    assert [one["kind"] for one in seen.lines()] == [kind]


def test_on_whatsapp_who_is_read_is_who_wrote(seen: Seen) -> None:
    message = seen.says(account=NUMBER_ID, person=IKER)
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": message}
    seen.team_calls(f"{NUMBER_ID}/messages", read, NUMBER_ID)

    assert [one["name"] for one in seen.lines()] == ["Iker Sanz", "Iker Sanz"]


def test_the_conversation_is_the_product_s(seen: Seen) -> None:
    asked: list[str] = []

    def traced(message_id: str) -> tuple[str, int] | None:
        asked.append(message_id)
        return ("cv_1", 1) if message_id == taken else None

    seen.state.traced = traced
    refused = seen.says("Not me", wrong_signature=True)
    taken = seen.says("Hello", times=2)
    seen.team_calls("me/messages", TEXT)

    answer, hello, forged = seen.lines()
    seen.lines()

    assert (hello["conversation"], hello["kept"]) == ("cv_1", 1)
    assert (answer["conversation"], forged["conversation"]) == ("cv_1", "")
    assert asked == [taken], f"{refused} was never taken, and what is known is not asked for again"


def test_what_stays_unknown_is_not_asked_for_for_ever(seen: Seen) -> None:
    asked: list[str] = []
    seen.state.traced = lambda message_id: asked.append(message_id)
    seen.says()
    seen.lines()
    seen.now += TRACED_FOR + timedelta(seconds=1)
    seen.lines()

    assert len(asked) == 1


def test_what_was_done_is_named(seen: Seen) -> None:
    place = {"latitude": 41.1, "longitude": -8.6, "name": "Porto"}
    seen.says("", location=place)
    seen.says("", file={"name": "a.png", "content_type": "image/png", "content": "aGVsbG8="})
    whose = {"account": PAGE_ID, "person": ANA}
    act(seen.state, {**whose, "acts": [{"kind": "echo", "text": "From there"}, {"kind": "handover"}]})
    let_pass(seen.state, {**whose, "hours": 24})

    lines = seen.lines()

    assert [(one["kind"], one["text"], one["files"]) for one in lines] == [
        ("passed", "24", 0),
        ("handover", "", 0),
        ("echo", "From there", 0),
        ("said", "", 1),
        ("said", "Porto", 0),
    ]


def test_only_the_newest_are_shown(seen: Seen) -> None:
    for _ in range(SHOWN + 1):
        seen.state.journal.told(NOW, PAGE_ID, "read")

    numbers = [one["id"] for one in seen.lines()]

    assert numbers == list(range(SHOWN + 1, 1, -1))


def test_a_token_ends_and_is_given_again(seen: Seen) -> None:
    seen.graph.state.takes_later = True
    seen.says()
    statuses = [seen.team_calls("me/messages", TEXT)]
    seen.orders("tokens", account=PAGE_ID, valid=False)
    statuses.append(seen.team_calls("me/messages", TEXT))
    seen.orders("tokens", account=PAGE_ID, valid=True)
    statuses.append(seen.team_calls("me/messages", TEXT))

    assert statuses == [200, 401, 200]
    assert [one["code"] for one in seen.lines()][:3] == [0, 190, 0]


@pytest.mark.parametrize(
    ("account", "person", "path", "values", "code"),
    [
        (PAGE_ID, ANA, "me/messages", TEXT, 551),
        (
            NUMBER_ID,
            IKER,
            f"{NUMBER_ID}/messages",
            {"messaging_product": "whatsapp", "to": IKER, "text": {"body": "Yes"}},
            131026,
        ),
    ],
)
def test_somebody_cannot_be_reached_for_a_while(
    seen: Seen, account: str, person: str, path: str, values: Any, code: int
) -> None:
    seen.says(account=account, person=person)
    for away in (True, False):
        seen.orders("away", account=account, person=person, away=away)
        seen.team_calls(path, values, account)

    assert [one["code"] for one in seen.lines()][:2] == [0, code]


def test_what_opens_an_account_is_told_only_while_it_is_not_connected(seen: Seen) -> None:
    def keys() -> tuple[int, Any]:
        answer = seen.graph.answer(Request("GET", "/_fake/keys", f"account={PAGE_ID}", {}))
        assert isinstance(answer.body, bytes)
        return answer.status, json.loads(answer.body)

    assert keys()[0] == 422
    page = seen.state.accounts[PAGE_ID]
    page.callback = ""

    assert keys() == (200, {"app_secret": page.app_secret, "token": page.token})


def test_who_can_be_played_suits_the_account_and_who_wrote_comes_first(seen: Seen) -> None:
    def people(account: str) -> list[str]:
        answer = seen.graph.answer(Request("GET", "/_fake/people", f"account={account}", {}))
        assert isinstance(answer.body, bytes)
        return [one["name"] for one in json.loads(answer.body)["items"]]

    assert people(PAGE_ID) == ["Ana Ruiz", "Nuno Reis", "Lena Vogt"]
    assert people(NUMBER_ID) == ["Carla Brandt", "Iker Sanz"]
    seen.says(account=NUMBER_ID, person=IKER)
    assert people(NUMBER_ID) == ["Iker Sanz", "Carla Brandt"]


def test_what_the_platform_tells_of_a_message_is_there_with_its_answer(seen: Seen) -> None:
    seen.orders("tells", on=True)
    seen.says("Is it there?")
    seen.team_calls("me/messages", TEXT)

    def told() -> list[Any]:
        lines = [one for one in seen.lines() if one["kind"] in ("echo", "delivered", "read")]
        return lines if len(lines) == 3 and all(one["statuses"] for one in lines) else []

    lines = until(told, 20, "echo, delivered and read")

    assert [(one["kind"], one["statuses"]) for one in lines] == [
        ("read", [200]),
        ("delivered", [200]),
        ("echo", [200]),
    ]


def test_a_file_that_is_opened_is_no_page_of_ours(seen: Seen) -> None:
    page = {"name": "a.html", "content_type": "text/html", "content": "aGVsbG8="}
    seen.says("", file=page)
    (media_id,) = seen.state.media

    answer = seen.graph.answer(Request("GET", f"/files/{media_id}", "", {}))

    assert answer.header("content-security-policy") == "sandbox"
    assert answer.header("x-content-type-options") == "nosniff"
