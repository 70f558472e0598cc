"""A visitor and an agent talk through the real process, on lines that break: nothing is lost or doubled."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.agent import Agent
from tests.journeys.chatting import Tab
from tests.journeys.product import Product, running, until
from tests.journeys.test_two_agents import frame_of, watching
from tests.journeys.visiting import Visitor, Website, website

MOST_ON_ONE_SOCKET = 12  # a socket may send 20 frames in ten seconds; some of them are no messages
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def shop(product: Product, agent: Agent) -> Iterator[Website]:
    with website(product, agent) as made:
        yield made


@pytest.fixture
def visitor(shop: Website) -> Visitor:
    return shop.visitor()


def said(agent: Agent, conversation: str, direction: str = "in") -> list[str]:
    """What stands in the log, in order."""
    entries = agent.entries(conversation)
    return [one["text"] for one in entries if one["kind"] == "message" and one["direction"] == direction]


def begun(visitor: Visitor, text: str = "Is it waterproof?") -> Tab:
    """A page on which a conversation has just begun."""
    tab = Tab(visitor)
    tab.say(text, kind="start")
    until(lambda: tab.conversation and tab.is_idle and tab.texts, 30, "the conversation begins")
    return tab


def answer(agent: Agent, conversation: str, text: str) -> None:
    reply = agent.reply(conversation, text, last_seq=1, insist=True)
    assert reply.status == 201, reply


def sees(tab: Tab, *texts: tuple[str, str]) -> None:
    """The page shows exactly this, in this order, as soon as it can."""
    wanted = list(texts)
    until(lambda: tab.texts == wanted, 30, f"the page shows {wanted}")


def test_a_visitor_and_an_agent_talk_and_each_sees_what_the_other_says(
    agent: Agent, visitor: Visitor
) -> None:
    with watching(agent) as screen:
        tab = begun(visitor)
        told = frame_of(screen, "changed", conversation=tab.conversation)
        assert told["kinds"] == ["message"]
        assert said(agent, tab.conversation) == ["Is it waterproof?"]

        answer(agent, tab.conversation, "Yes, it is glazed.")
        sees(tab, ("visitor", "Is it waterproof?"), ("agent", "Yes, it is glazed."))
        tab.say("Good. In grey?")
        sees(tab, *tab.texts[:2], ("visitor", "Good. In grey?"))

    assert said(agent, tab.conversation) == ["Is it waterproof?", "Good. In grey?"]
    tab.close()


def test_two_tabs_show_the_same_conversation(agent: Agent, visitor: Visitor) -> None:
    one = begun(visitor, "From the first")
    other = Tab(visitor, one.conversation)
    sees(other, ("visitor", "From the first"))

    one.say("And more from the first")
    answer(agent, one.conversation, "To both")
    until(lambda: one.is_idle and len(other.texts) == 3, 30, "the tab that says nothing shows it too")
    other.say("From the second")

    until(lambda: len(one.texts) == 4 == len(other.texts), 30, "both show everything")
    assert one.texts == other.texts
    assert one.texts[-1] == ("visitor", "From the second")
    one.close()
    other.close()


def test_a_page_that_is_loaded_again_shows_everything_and_sends_what_was_not_answered(
    agent: Agent, visitor: Visitor
) -> None:
    tab = begun(visitor, "Before")
    tab.close()  # and with it goes what it was about to send
    again = Tab(visitor, tab.conversation)
    again.say("Typed before it was loaded again")

    sees(again, ("visitor", "Before"), ("visitor", "Typed before it was loaded again"))
    assert said(agent, again.conversation) == ["Before", "Typed before it was loaded again"]
    again.close()


def test_what_an_agent_wrote_while_the_laptop_slept_is_there_when_it_wakes(
    agent: Agent, visitor: Visitor
) -> None:
    tab = begun(visitor)
    asleep = tab.threads[tab.conversation]
    tab.close()
    for number in range(120):  # more than one stretch
        answer(agent, tab.conversation, f"answer {number}")

    woken = Tab(visitor, tab.conversation)
    woken.threads[tab.conversation] = asleep

    sees(woken, ("visitor", "Is it waterproof?"), *(("agent", f"answer {n}") for n in range(120)))
    woken.close()


def test_one_start_from_two_sockets_at_once_begins_one_conversation(agent: Agent, visitor: Visitor) -> None:
    before = len(agent.conversations())
    visitor.session()
    tabs = [Tab(visitor), Tab(visitor)]
    until(lambda: all(tab.is_open for tab in tabs), 30, "both tabs are open")
    clicks = [
        threading.Thread(target=tab.say, args=["Twice"], kwargs={"id_": "one-id", "kind": "start"})
        for tab in tabs
        for _ in range(2)  # a double click in each
    ]
    for click in clicks:
        click.start()

    until(lambda: all("one-id" in tab.said and tab.is_idle for tab in tabs), 30, "both are answered")

    assert tabs[0].said == tabs[1].said
    assert len(agent.conversations()) == before + 1
    assert said(agent, tabs[0].conversation) == ["Twice"]
    for tab in tabs:
        tab.close()


def test_script_in_any_text_arrives_as_text(agent: Agent, visitor: Visitor) -> None:
    tab = begun(visitor, SCRIPT)
    answer(agent, tab.conversation, SCRIPT)

    sees(tab, ("visitor", SCRIPT), ("agent", SCRIPT))
    assert said(agent, tab.conversation) == said(agent, tab.conversation, "out") == [SCRIPT]
    tab.close()


def test_killed_while_many_talk_it_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "data") as product:
        agent = Agent(product)
        with website(product, agent) as shop:
            tabs = [begun(shop.visitor(), f"{number}: 0") for number in range(8)]
            for turn in range(1, 16):
                for number, tab in enumerate(tabs):
                    tab.say(f"{number}: {turn}")
            until(lambda: sum(len(tab.said) for tab in tabs) >= 24, 30, "some are answered")
            product.kill()
            heard = [set(tab.said) for tab in tabs]
            product.start()

            until(lambda: all(tab.is_idle for tab in tabs), 60, "all are answered")
            after_restart = [set(tab.said) - before for tab, before in zip(tabs, heard, strict=True)]
            for number, tab in enumerate(tabs):
                answer(agent, tab.conversation, f"to {number}")
            check(agent, tabs, turns=16, answers=1)

    assert all(after_restart), "everybody had something left to say after it was killed"
    assert all(tab.sockets >= 2 for tab in tabs)


def test_a_thousand_messages_over_twenty_sockets_that_break_are_each_there_once_and_in_order(
    agent: Agent, shop: Website
) -> None:
    chance = random.Random(5)
    tabs = [Tab(shop.visitor()) for _ in range(20)]
    for tab in tabs:
        tab.mishap = breaking(tab, chance)
    for turn in range(50):
        for number, tab in enumerate(tabs):
            tab.say(f"{number}: {turn}")
    answer_all(agent, tabs)
    for tab in tabs:
        tab.cut()  # as a deploy does: all at once
    until(lambda: sum(len(tab.said) for tab in tabs) > 500, 60, "half of it is said")
    answer_all(agent, tabs)

    until(lambda: all(tab.is_idle for tab in tabs), 120, "all are answered")

    check(agent, tabs, turns=50, answers=2)
    sockets, resent = sum(tab.sockets for tab in tabs), sum(tab.resent for tab in tabs)
    print(f"1,000 messages: {sockets} sockets, {resent} sent again, 0 lost, 0 doubled")  # noqa: T201 - for pytest -s
    assert sockets > 80 and resent > 10
    for tab in tabs:
        tab.close()


def answer_all(agent: Agent, tabs: list[Tab]) -> None:
    """Somebody answers each of them in the middle of it."""
    until(lambda: all(tab.conversation for tab in tabs), 60, "everybody has begun")
    for number, tab in enumerate(tabs):
        answer(agent, tab.conversation, f"to {number}")


def breaking(
    tab: Tab, chance: random.Random, *, seldom: float = 0.06, most: int = MOST_ON_ONE_SOCKET
) -> Callable[[], bool]:
    """A line that breaks after some of the messages, and soon enough that the budget of one lasts."""
    counted = Counter[int]()

    def breaks() -> bool:
        counted[tab.sockets] += 1
        return chance.random() < seldom or counted[tab.sockets] >= most

    return breaks


def check(agent: Agent, tabs: list[Tab], *, turns: int, answers: int) -> None:
    """Nothing is lost, doubled, out of order or in somebody else's conversation, on either side."""
    assert len({tab.conversation for tab in tabs}) == len(tabs)
    for number, tab in enumerate(tabs):
        written = [f"{number}: {turn}" for turn in range(turns)]
        assert said(agent, tab.conversation) == written
        assert said(agent, tab.conversation, "out") == [f"to {number}"] * answers
        until(lambda tab=tab: len(tab.texts) == turns + answers, 30, "the page shows everything")  # type: ignore[misc]  # bound on purpose
        assert [text for by, text in tab.texts if by == "visitor"] == written
        assert len(tab.said) == turns and not tab.failed
