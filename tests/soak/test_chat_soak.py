"""Two hundred visitors at once through the real process: nothing is lost or doubled, and words arrive soon.

Behind a site in front, so that each visitor has an address of their own and no budget of one is used up.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import WebSocketException

from tests.journeys.agent import Agent
from tests.journeys.chatting import Tab
from tests.journeys.product import running, until
from tests.journeys.test_chat_journey import breaking, check
from tests.journeys.test_two_agents import watching
from tests.journeys.visiting import Website, website

SOCKETS = 200
MESSAGES = 50_000
LONGEST = 540.0
A_SECOND = 20
FOR_SECONDS = 60
ANSWERED = 4  # every fourth message is answered
MOST_MILLISECONDS = 150


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Website]:
    with (
        running(tmp_path / "data", ORIGIN_SECRET="told only to the site") as product,
        website(product, Agent(product)) as made,
    ):
        yield made


def visitors(shop: Website) -> list[Tab]:
    """Each with a page of their own, from an address of their own (RFC 5737)."""
    return [Tab(shop.visitor(f"198.51.100.{number + 1}")) for number in range(SOCKETS)]


def test_fifty_thousand_messages_over_two_hundred_sockets_that_break_are_each_there_once(
    shop: Website,
) -> None:
    agent, chance, turns = Agent(shop.product), random.Random(11), MESSAGES // SOCKETS
    tabs = visitors(shop)
    began = time.monotonic()
    for tab in tabs:
        tab.mishap = breaking(tab, chance, seldom=0.02, most=17)
    for turn in range(turns):
        for number, tab in enumerate(tabs):
            tab.say(f"{number}: {turn}")
    until(lambda: all(tab.conversation for tab in tabs), 120, "everybody has begun")
    for number, tab in enumerate(tabs):
        assert agent.reply(tab.conversation, f"to {number}", last_seq=1, insist=True).status == 201

    until(lambda: all(tab.is_idle for tab in tabs), LONGEST, "all are answered")

    took = time.monotonic() - began
    check(agent, tabs, turns=turns, answers=1)
    sockets, resent = sum(tab.sockets for tab in tabs), sum(tab.resent for tab in tabs)
    print(  # noqa: T201 - the figures of a soak
        f"\n{turns * SOCKETS:,} messages over {SOCKETS} visitors: 0 lost, 0 doubled, all in order;"
        f" {sockets:,} sockets, {resent:,} sent again, {took:.0f} s, {turns * SOCKETS / took:.0f} a second"
    )
    assert sockets > turns * SOCKETS / 20 and resent > 0


class Screen:
    """An agent's open screen: when each entry of a conversation was told to it."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self.ended = threading.Event()
        self.ready = threading.Event()
        self.told_at: dict[tuple[str, int], float] = {}
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        with watching(self._agent) as socket:
            self.ready.set()
            while not self.ended.is_set():
                with suppress(TimeoutError, WebSocketException):
                    frame = json.loads(socket.recv(timeout=0.5))
                    if frame["type"] == "changed":
                        now = time.monotonic()
                        for seq in range(frame["prev"] + 1, frame["seq"] + 1):
                            self.told_at.setdefault((frame["conversation"], seq), now)


def test_with_two_hundred_open_sockets_words_are_on_the_other_side_soon(shop: Website) -> None:
    agent, chance, tabs = Agent(shop.product), random.Random(3), visitors(shop)
    for number, tab in enumerate(tabs):
        tab.say(f"{number}: hello")
    until(lambda: all(tab.is_idle for tab in tabs), 120, "everybody has begun")
    screen = Screen(agent)
    assert screen.ready.wait(30)
    sent_at: dict[tuple[int, str], float] = {}
    answered_at: dict[str, float] = {}
    began = time.monotonic()
    for number in range(A_SECOND * FOR_SECONDS):
        time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
        at = chance.randrange(SOCKETS)
        if number % ANSWERED:
            sent = time.monotonic()
            sent_at[at, tabs[at].say(f"{at}: {number}")] = sent
        else:
            answered_at[f"answer {number}"] = time.monotonic()
            conversation = tabs[at].conversation
            assert agent.reply(conversation, f"answer {number}", last_seq=1, insist=True).status == 201
    until(lambda: all(tab.is_idle for tab in tabs), 60, "all are answered")
    assert sum(tab.is_open for tab in tabs) == SOCKETS == sum(tab.sockets for tab in tabs)

    def to_agents() -> list[float]:
        said = {key: tabs[key[0]].said[key[1]] for key in sent_at}
        places = {key: (one["conversation"], one["seq"]) for key, one in said.items()}
        return [
            screen.told_at[places[key]] - sent
            for key, sent in sent_at.items()
            if places[key] in screen.told_at
        ]

    def to_visitors() -> list[float]:
        heard = {text: at for tab in tabs for text, at in tab.heard_at.items()}
        return [heard[text] - sent for text, sent in answered_at.items() if text in heard]

    until(lambda: len(to_agents()) == len(sent_at), 30, "the agent was told of every message")
    until(lambda: len(to_visitors()) == len(answered_at), 30, "every answer was seen")
    screen.ended.set()
    screen.thread.join(30)

    print()  # noqa: T201 - the figures of a soak
    for whom, took in (("agent", to_agents()), ("visitor", to_visitors())):
        p50, p95, last = (percentile(took, share) for share in (0.50, 0.95, 1.0))
        print(  # noqa: T201 - the figures of a soak
            f"to the {whom}: {len(took)} messages, p50 {p50:.0f} ms, p95 {p95:.0f} ms, slowest {last:.0f} ms"
        )
        assert p95 <= MOST_MILLISECONDS


def percentile(seconds: list[float], share: float) -> float:
    """In milliseconds, by the nearest rank."""
    in_order = sorted(seconds)
    return 1000 * in_order[max(0, -(-round(share * 1000) * len(in_order) // 1000) - 1)]
