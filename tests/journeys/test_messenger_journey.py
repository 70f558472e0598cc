"""A page of Facebook and the real process: connected, written to, answered, killed and started again."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from infra.local.fake_graph.company import PAGE_ID
from tests.e2e.browsing import SOON, somebody
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.messenger import Meta, meta
from tests.journeys.product import Product, running, until

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)
SECONDS = 60.0


@dataclass
class Shop:
    """The process whose platforms are the stand-in's, its admin, and the page that is connected."""

    product: Product
    agent: Agent
    meta: Meta
    channel: str

    def head(self, person: str) -> Any:
        """The conversation of a person, `None` as long as there is none."""
        found = [one for one in self.agent.conversations() if one["contact"]["email"] == person]
        return found[0] if found else None

    def talk(self, person: str, texts: int) -> list[Any]:
        """The entries of that conversation as soon as so many messages stand in it."""

        def look() -> list[Any] | None:
            head = self.head(person)
            entries = self.agent.entries(head["id"]) if head else []
            said = [one for one in entries if one["kind"] == "message"]
            return entries if len(said) >= texts else None

        return until(look, SECONDS, f"{texts} messages of {person}")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("messenger")
    with meta() as told, running(folder, META_GRAPH_URL=told.address) as product:
        agent = Agent(product)
        inbox = agent.get("/api/inboxes")["items"][0]["id"]
        made = agent.ask("POST", "/api/channels", told.to_connect(inbox))
        assert made.status == 201, made
        assert told.calls_back(made.json["webhook_url"])
        yield Shop(product, agent, told, made.json["id"])


def test_somebody_writes_and_is_answered(shop: Shop) -> None:
    shop.meta.graph.webhooks.tells = True
    person = shop.meta.people()[0]
    assert shop.meta.says("Is the lamp in stock?", person, times=3) == [200, 200, 200]
    (said,) = shop.talk(person, 1)
    head = shop.head(person)
    assert (head["contact"]["name"], said["text"]) == ("Ana Ruiz", "Is the lamp in stock?")

    shop.agent.reply(head["id"], "It is.", last_seq=said["seq"], quick_replies=["Buy", "Later"])

    def seen() -> Any:
        detail = shop.agent.get(f"/api/conversations/{head['id']}")
        return detail if detail["seen_through"] > 1 else None

    until(seen, SECONDS, "they have seen the answer")
    entries = shop.agent.entries(head["id"])
    answer = next(one for one in entries if one.get("direction") == "out")
    assert shop.meta.sent() == ["It is."]
    assert [one["delivery"] for one in entries if one["kind"] == "delivery"] == ["sent", "delivered"]
    assert (answer["delivery"], [part["title"] for part in answer["parts"]]) == (
        "delivered",
        ["Buy", "Later"],
    )
    shop.meta.graph.webhooks.tells = False


def test_they_see_that_they_were_read_and_that_somebody_types(shop: Shop) -> None:
    person = shop.meta.people()[2]
    shop.meta.says("Anybody there?", person)
    shop.talk(person, 1)
    conversation = shop.head(person)["id"]

    def shown(action: str) -> list[Any]:
        return [one for one in list(shop.meta.graph.state.shown) if one == (PAGE_ID, person, action)]

    for _ in range(2):
        assert shop.agent.ask("POST", f"/api/conversations/{conversation}/opened", {}).status == 204
    until(lambda: shown("mark_seen"), SECONDS, "they see that it was read")
    with shop.agent.socket() as socket:
        for doing in ("noting", "replying", "replying"):
            frame = {"type": "presence", "conversation": conversation, "doing": doing, "outside": True}
            socket.send(json.dumps(frame))
        until(lambda: shown("typing_on"), SECONDS, "they see that somebody types")

    assert (len(shown("mark_seen")), len(shown("typing_on"))) == (1, 1)
    assert shop.agent.get("/api/health")["dead_jobs"] == 0


def test_an_agent_sees_how_somebody_looks(shop: Shop, browser: Browser) -> None:
    faced, faceless = shop.meta.people()[2], shop.meta.people()[4]
    for person in (faced, faceless):
        shop.meta.says("Do you see me?", person)
        shop.talk(person, 1)
    contact = shop.head(faced)["contact"]["id"]
    until(lambda: shop.agent.get(f"/api/contacts/{contact}")["avatar"], SECONDS, "the picture is kept")

    with somebody(browser) as context:
        page = context.new_page()
        page.goto(shop.product.url)
        SignInScreen(page).sign_in()
        page.goto(f"{shop.product.url}/#/inbox/all/open/{shop.head(faced)['id']}")
        for part in (page.get_by_role("log"), page.get_by_role("complementary")):
            picture = part.locator("img[src*='/avatars/']").first
            expect(picture).to_be_visible(timeout=SOON)
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
            assert picture.get_attribute("alt") == ""

        page.goto(f"{shop.product.url}/#/inbox/all/open/{shop.head(faceless)['id']}")
        for part in (page.get_by_role("log"), page.get_by_role("complementary")):
            expect(part.get_by_text("LV", exact=True)).to_be_visible(timeout=SOON)
            expect(part.locator("img[src*='/avatars/']")).to_have_count(0)


def test_what_cannot_be_shown_says_so_where_it_was_said(shop: Shop, browser: Browser) -> None:
    person = shop.meta.people()[3]
    shop.meta.tells(
        {
            "sender": {"id": person},
            "recipient": {"id": PAGE_ID},
            "timestamp": 1_767_607_200_123,
            "message": {"mid": "m_poll", "attachments": [{"type": "poll", "payload": {"question": "Red?"}}]},
        }
    )
    shop.talk(person, 1)

    with somebody(browser) as context:
        page = context.new_page()
        page.goto(shop.product.url)
        SignInScreen(page).sign_in()
        page.goto(f"{shop.product.url}/#/inbox/all/open/{shop.head(person)['id']}")

        log = page.get_by_role("log")
        expect(log.get_by_text("This kind of message cannot be shown here yet (poll)")).to_be_visible(
            timeout=SOON
        )
        expect(log.get_by_text("Red?")).to_be_visible()


def test_a_picture_is_copied_and_a_reaction_stands_at_its_message(shop: Shop) -> None:
    person = shop.meta.people()[1]
    media = shop.meta.graph.state.keep_media(_picture())
    link = {"type": "image", "payload": {"url": f"{shop.meta.address}/files/{media}"}}
    shop.meta.says("Like this", person, mid="m_picture", attachments=[link])
    people = {"sender": {"id": person}, "recipient": {"id": PAGE_ID}, "timestamp": 1_800_000_000_000}
    shop.meta.tells({**people, "reaction": {"mid": "m_picture", "action": "react", "emoji": "😍"}})

    def look() -> Any:
        entries = shop.talk(person, 1)
        return entries if len(entries) > 1 else None

    said, reacted = until(look, SECONDS, "the reaction")
    (file,) = said["attachments"]
    assert (file["content_type"], file["size"]) == ("image/png", len(PICTURE))
    assert shop.agent.ask("GET", f"/api/attachments/{file['id']}").status == 200
    assert (reacted["kind"], reacted["of"], reacted["emoji"]) == ("reacted", said["seq"], "😍")


def test_a_thousand_messages_told_many_times_are_each_kept_once_in_order(shop: Shop) -> None:
    """50 people write 20 messages each, side by side, in batches, each told up to five times; the process is
    killed twice meanwhile."""
    people = [f"5150{number:04}" for number in range(50)]
    tellers = [threading.Thread(target=tell_all, args=(shop.meta, people[at::4], at)) for at in range(4)]
    for teller in tellers:
        teller.start()
    for _ in range(2):
        shop.product.kill()
        shop.product.start()
    for teller in tellers:
        teller.join()
    agent = Agent(shop.product)

    def all_there() -> Any:
        heads = [one for one in agent.conversations() if one["contact"]["email"] in people]
        return heads if len(heads) == 50 and sum(one["seq"] for one in heads) >= 1_000 else None

    for head in until(all_there, 2 * SECONDS, "a thousand messages"):
        texts = [one["text"] for one in agent.entries(head["id"]) if one["kind"] == "message"]
        assert texts == [str(number) for number in range(20)]
    assert agent.get("/api/health")["dead_jobs"] == 0


def tell_all(told: Meta, people: list[str], seed: int) -> None:
    """What these people write, in the order of each of them."""
    chance = random.Random(seed)
    waiting = {one: [_said(one, number) for number in range(20)] for one in people}
    while any(waiting.values()):
        batch: list[Any] = []
        for one in people:
            taken = chance.randint(0, 3)
            batch += waiting[one][:taken]
            waiting[one] = waiting[one][taken:]
        for _ in range(chance.randint(1, 5) if batch else 0):
            _until_taken(told, batch)


def _said(person: str, number: int) -> Any:
    return {
        "sender": {"id": person},
        "recipient": {"id": PAGE_ID},
        "timestamp": 1_764_000_000_000 + number,
        "message": {"mid": f"m_{person}_{number}", "text": str(number)},
    }


def _until_taken(told: Meta, batch: list[Any]) -> None:
    """As Meta does: again until it was taken."""

    def taken() -> bool:
        try:
            return told.tells(*batch) == 200
        except OSError:
            return False

    until(taken, SECONDS, "the webhook is taken")


def _picture() -> Any:
    from infra.local.fake_graph.state import FakeMedia

    return FakeMedia("lamp.png", "image/png", PICTURE)
