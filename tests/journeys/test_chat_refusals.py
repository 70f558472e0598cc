"""What a chat refuses, in the real process: bad frames, tokens, tickets, sites; too much from one address."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from chalicelib.adapters.local.secrets import FileSecrets
from chalicelib.domain import visitor_token
from chalicelib.domain.ids import ChannelId, VisitorId
from chalicelib.ports.visits import KEY
from tests.journeys.agent import Agent
from tests.journeys.chatting import Tab
from tests.journeys.product import Product, running, until
from tests.journeys.visiting import SHOP, Visitor, Website, website

ELSEWHERE = "https://elsewhere.example"
FLOOD = 10_000 if os.environ.get("BANDEJA_SOAK") else 2_000
AT_ONCE = 50
FLOOD_SECONDS = 90.0  # a busy machine; the counts are what matters
NEW_VISITORS = 60
SOCKETS = 300


@pytest.fixture(scope="module")
def shop(product: Product, agent: Agent) -> Iterator[Website]:
    with website(product, agent) as made:
        yield made


@pytest.fixture(scope="module")
def busy_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    """A product behind a site that tells who asks, as CloudFront does."""
    with (
        running(tmp_path_factory.mktemp("behind"), ORIGIN_SECRET="told only to the site") as product,
        website(product, Agent(product)) as made,
    ):
        yield made


def talking(visitor: Visitor) -> Tab:
    """A page with an open line."""
    tab = Tab(visitor)
    until(lambda: tab.of_type("hello"), 30, "the line is open")
    return tab


def errors(tab: Tab, count: int = 1) -> list[tuple[str, str]]:
    """The codes that came, with the message that each is about."""
    until(lambda: len(tab.of_type("error")) >= count, 30, f"{count} errors came")
    return [(one["code"], one.get("id", "")) for one in tab.of_type("error")]


@pytest.mark.parametrize(
    ("frame", "code", "id_"),
    [
        ("this is not JSON", "Invalid", ""),
        ("[]", "Invalid", ""),
        (b"\x00\x01", "NotText", ""),
        ({"type": "explode", "id": "a"}, "Invalid", "a"),
        ({"type": "say", "id": "b"}, "Invalid", "b"),
        ({"type": "say", "id": "c", "text": "x" * 33_000}, "FrameTooLarge", ""),
        ("x" * 131_072, "FrameTooLarge", ""),
        ({"type": "say", "id": "d", "text": "x", "conversation": "0" * 32}, "NoSuchConversation", "d"),
        ({"type": "say", "id": "e", "text": "x" * 4_001}, "Invalid", "e"),
    ],
)
def test_a_frame_that_makes_no_sense_is_answered_with_a_code_and_the_line_stays(
    shop: Website, agent: Agent, frame: Any, code: str, id_: str
) -> None:
    tab = talking(KNOWN.setdefault(shop.channel, shop.visitor()))

    tab.send(frame)

    assert errors(tab) == [(code, id_)]
    tab.say("Still here")
    until(lambda: tab.is_idle, 30, "the next message is taken")
    assert tab.sockets == 1 and not tab.failed
    tab.close()


KNOWN: dict[str, Visitor] = {}
"""One visitor for many small tests: new ones from one address are counted."""


def test_a_frame_that_no_gateway_takes_ends_the_line_and_loses_nothing(shop: Website, agent: Agent) -> None:
    tab = talking(shop.visitor())
    tab.send("x" * 131_073)

    tab.say("Written after it")

    until(lambda: tab.sockets == 2 and tab.is_idle, 30, "the page is back and says it")
    assert len(agent.entries(tab.conversation)) == 1
    tab.close()


def test_forty_frames_in_a_second_are_too_many_for_this_line_and_for_no_other(shop: Website) -> None:
    tab, other = talking(shop.visitor()), talking(shop.visitor())

    for _ in range(40):
        tab.send({"type": "ping"})
    other.say("I am not in a hurry")

    until(lambda: len(tab.of_type("pong")) + len(tab.of_type("error")) == 40, 30, "all are answered")
    # the first of the twenty was the hello of the page
    assert (len(tab.of_type("pong")), len(tab.of_type("error"))) == (19, 21)
    assert {one["code"] for one in tab.of_type("error")} == {"TooManyTries"}
    until(lambda: other.is_idle, 30, "the other is served")
    assert tab.is_open and tab.sockets == 1 and not other.of_type("error")
    tab.close()
    other.close()


def test_frames_that_make_no_sense_are_counted_like_others(shop: Website) -> None:
    tab = talking(shop.visitor())

    for _ in range(40):
        tab.send({"type": "explode"})

    until(lambda: len(tab.of_type("error")) == 40, 30, "all are answered")
    assert Counter(one["code"] for one in tab.of_type("error")) == {"Invalid": 19, "TooManyTries": 21}
    assert tab.is_open and tab.sockets == 1
    tab.close()


@pytest.mark.parametrize("bad", ["", "nonsense", "expired", "forged", "of another channel"])
def test_a_token_that_is_no_good_opens_nothing_and_a_new_session_makes_a_new_visitor(
    shop: Website, agent: Agent, bad: str
) -> None:
    visitor = KNOWN.setdefault(shop.channel, shop.visitor())
    first = visitor.session().json["visitor"]
    intruder = Visitor(shop, token=bad_token(shop, bad, first))

    refused = intruder.ask("POST", "/ticket", {})
    began = intruder.session()

    assert (refused.status, refused.json["code"]) == (401, "NotSignedIn")
    assert began.status == 200 and began.json["visitor"] != first
    assert intruder.ask("POST", "/ticket", {}).status == 201
    assert began.json["conversations"] == []


def bad_token(shop: Website, bad: str, visitor: str) -> str:
    """A token as the process would sign it, but for one thing."""
    key = FileSecrets(shop.product.folder / "keys").key(KEY)
    now, other = datetime.now(UTC), ChannelId("ab" * 16)
    theirs = visitor_token.Visitor(VisitorId(visitor), ChannelId(shop.channel))
    return {
        "expired": visitor_token.issued(key, theirs, now - timedelta(days=180, seconds=1)),
        "forged": visitor_token.issued(b"another key" * 3, theirs, now),
        "of another channel": visitor_token.issued(key, visitor_token.Visitor(theirs.id, other), now),
    }.get(bad, bad)


def handshake(address: str, site: str = SHOP) -> int:
    """The status of the answer to an attempt to open a socket."""
    try:
        with connect(address, origin=Origin(site), proxy=None):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_a_ticket_opens_one_socket_and_an_invented_one_opens_none(shop: Website) -> None:
    address = shop.visitor().socket_address()
    invented = f"{address.partition('=')[0]}=v.{'a' * 32}.{'b' * 22}"

    assert [handshake(one) for one in (invented, address, address)] == [403, 101, 403]


def test_a_site_that_is_not_allowed_gets_no_session_no_ticket_and_no_socket(
    product: Product, agent: Agent
) -> None:
    with website(product, agent, "Only for the shop") as shop:
        path = f"/api/channels/{shop.channel}/chat"
        version = agent.get(path)["version"]
        changed = agent.ask("PUT", path, {"version": version, "origins": [SHOP]})
        assert changed.status == 200, changed
        good = shop.visitor()
        address = good.socket_address()
        bad = Visitor(shop, site=ELSEWHERE, token=good.token)

        refused = [
            bad.session(),
            bad.ask("POST", "/ticket", {}),
            bad.ask("GET", f"/conversations/{'0' * 32}"),
        ]

        assert [(one.status, one.json["code"]) for one in refused] == [(403, "WrongOrigin")] * 3
        assert handshake(address, ELSEWHERE) == 403
        assert handshake(good.socket_address()) == 101


def test_thousands_of_sockets_with_invented_tickets_are_refused_while_others_are_served(
    shop: Website,
) -> None:
    tab = talking(shop.visitor())
    flood = asyncio.run_coroutine_threadsafe(knock(shop.product.port), shop.loop)

    until(lambda: len(KNOCKED) > 100, 30, "they knock")
    tab.say("Am I served?")
    until(lambda: tab.is_idle, 30, "a visitor is served")
    was_over = flood.done()
    began = time.monotonic()
    answers = Counter(flood.result(FLOOD_SECONDS))

    print(f"{FLOOD} refused, the last of them {time.monotonic() - began:.1f} s later")  # noqa: T201 - for pytest -s
    assert answers == {403: FLOOD}
    assert not was_over, "the visitor waited until the flood was over"
    assert tab.sockets == 1
    tab.close()


KNOCKED: list[int] = []


async def knock(port: int) -> list[int]:
    """Handshakes of no browser; what each was answered."""
    left = iter(range(FLOOD))

    async def one_after_the_other() -> None:
        for number in left:
            reading, writing = await asyncio.open_connection("127.0.0.1", port)
            asked = (
                f"GET /socket?ticket=v.{number:032d}.{'a' * 22} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Origin: {SHOP}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            )
            writing.write(asked.encode())
            line = await reading.readline()
            KNOCKED.append(int(line.split()[1]) if line else 0)
            writing.close()
            await writing.wait_closed()

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    return KNOCKED


def test_new_visitors_of_one_address_are_counted_and_nobody_elses(busy_shop: Website) -> None:
    known = busy_shop.visitor("198.51.100.1")
    answers = [known.session(), *(busy_shop.visitor("198.51.100.1").session() for _ in range(NEW_VISITORS))]

    assert [one.status for one in answers] == [200] * NEW_VISITORS + [429]
    assert answers[-1].json["code"] == "TooManyTries" and int(answers[-1].headers["retry-after"]) > 0
    assert known.session().status == 200  # whoever is known already goes on
    assert busy_shop.visitor("198.51.100.2").session().status == 200


def test_sockets_of_one_address_are_counted_and_nobody_elses(busy_shop: Website) -> None:
    visitors = [busy_shop.visitor("198.51.100.3") for _ in range(4)]
    for visitor in visitors:
        visitor.session()

    statuses = [visitors[n % 4].ask("POST", "/ticket", {}).status for n in range(SOCKETS + 5)]

    assert statuses == [201] * SOCKETS + [429] * 5
    neighbour = Tab(busy_shop.visitor("198.51.100.4"))
    neighbour.say("Is it open?")
    until(lambda: neighbour.said, 30, "somebody else is served")
    neighbour.close()


def test_who_does_not_come_through_the_site_in_front_gets_nothing(busy_shop: Website) -> None:
    product = busy_shop.product
    direct = Website(
        Product(product.folder, product.port, product.smtp_port), busy_shop.channel, busy_shop.loop
    )

    assert direct.visitor("198.51.100.9").session().status == 403
    address = busy_shop.visitor("198.51.100.9").socket_address()
    assert handshake(address) == 403


def test_an_address_that_the_asker_makes_up_is_believed_by_nobody(product: Product, agent: Agent) -> None:
    """Nothing stands in front of a home that is asked directly: its header is the asker's own word.

    The last test of this product: it uses up what one address may begin.
    """
    with website(product, agent, "Made up") as shop:
        statuses = [shop.visitor(f"203.0.113.{n}").session().status for n in range(NEW_VISITORS + 1)]

    assert statuses[-1] == 429
