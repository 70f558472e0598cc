"""An answer on a platform breaks off anywhere: no part goes twice, and what Meta tells settles the rest.

In both homes: every port call of the local one, every request to DynamoDB of the deployed one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib.adapters.aws.dynamodb import place as places
from chalicelib.adapters.aws.dynamodb.contact_store import DynamoContactStore
from chalicelib.adapters.aws.dynamodb.conversation_lists import DynamoConversationLists
from chalicelib.adapters.aws.dynamodb.conversation_store import DynamoConversationStore
from chalicelib.adapters.aws.dynamodb.live_store import DynamoLiveStore
from chalicelib.adapters.aws.dynamodb.tables import create_tables
from chalicelib.adapters.aws.dynamodb.workspace_store import DynamoWorkspaceStore
from chalicelib.domain.entry import Delivery, Direction, Message
from infra.local.fake_graph.state import FakeMedia
from tests.builders import an_inbox
from tests.crash.aws_lines import Line, LineFault, line_of
from tests.crash.platform_people import PageHome, page_home, said, told_and_answered
from tests.crash.steps import Fault, Steps
from tests.crash.world import ANA, Worlds
from tests.running_graph import RunningGraph

LONG = "".join(f"Sentence {number:04} of the answer. " for number in range(150))  # three parts
AT_LANDING = (LineFault.DIE_AFTER,)
LINE_FAULTS = tuple(LineFault) if os.environ.get("BANDEJA_SOAK") else AT_LANDING
MOST_STEPS = 120
ONE_FETCH, MANY = 1, 99
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
SENT_OR_UNSURE = ([Delivery.SENT], [Delivery.UNSURE])


@dataclass
class Homes:
    """Makes fresh homes of either kind, with a page."""

    worlds: Worlds
    graph: RunningGraph
    patch: pytest.MonkeyPatch

    def local(self, steps: Steps) -> PageHome:
        world = self.worlds.make(Steps(counting=False))
        return page_home(world.plain, world.clock, self.graph, steps)

    def deployed(self, place: places.Place) -> PageHome:
        """On DynamoDB; what is no table is as in the other worlds."""
        world = self.worlds.make(Steps(counting=False))
        create_tables(place)
        ports = replace(
            world.plain,
            conversations=DynamoConversationStore(place, world.clock),
            lists=DynamoConversationLists(place),
            contacts=DynamoContactStore(place),
            workspace=DynamoWorkspaceStore(place),
            live=DynamoLiveStore(place),
        )
        ports.workspace.put_inbox(an_inbox())
        ports.workspace.add_agent(ANA)
        return page_home(ports, world.clock, self.graph, Steps(counting=False))

    def asked(self, home: PageHome, answer: str = "") -> PageHome:
        told_and_answered(home, self.patch, ["Is it open?"], answer)
        return home


@pytest.fixture
def homes(worlds: Worlds, fake_graph: RunningGraph, monkeypatch: pytest.MonkeyPatch) -> Homes:
    return Homes(worlds, fake_graph, monkeypatch)


def check(home: PageHome, answer: str) -> None:
    """Before Meta has told anything: nothing went twice. After: it is known what went out."""
    texts = home.graph.texts()
    assert len(texts) == len(set(texts)), "a part went twice"
    before = home.outcomes()
    assert before in SENT_OR_UNSURE, before
    home.steps.counting = False
    for _ in range(2):
        home.tell(*home.echoes())
        home.work_off()
    whole = "".join(texts).replace(" ", "") == answer.replace(" ", "")
    if whole:
        assert [one for one in home.outcomes() if one is not Delivery.UNSURE][:1] == [Delivery.SENT]
    else:
        assert home.outcomes() == [Delivery.UNSURE], "a person decides"
    out = home.said(Direction.OUT)
    assert len(out) == 1, "what Meta tells of our own message is none of somebody else's"
    assert home.said(Direction.IN) == ["Is it open?"]
    assert home.graph.texts() == texts, "nothing went out because of what was told"


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("answer", ["Until six", LONG], ids=["short", "in parts"])
def test_an_answer_that_breaks_off_at_any_step_goes_out_once(homes: Homes, answer: str, fault: Fault) -> None:
    for number in range(1, MOST_STEPS):
        steps = Steps({number: fault})
        home = homes.asked(homes.local(steps), answer)
        home.deliver()
        where = f"step {number} {steps.trace[number - 1 : number]} {fault}"
        reached = len(steps.trace) >= number
        try:
            check(home, answer)
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error
        if not reached:
            assert number > 5
            return
    raise AssertionError("it never ends")


def test_killed_between_metas_yes_and_our_record_the_echo_says_that_it_went_out(homes: Homes) -> None:
    trace = Steps()
    homes.asked(homes.local(trace), "Until six").deliver()
    steps = Steps({trace.trace.index("gateway.send") + 1: Fault.DIE_AFTER})

    home = homes.asked(homes.local(steps), "Until six")
    home.deliver()

    assert (home.graph.texts(), home.outcomes()) == (["Until six"], [Delivery.UNSURE])
    home.tell(*home.echoes())
    home.work_off()
    assert home.outcomes()[:2] == [Delivery.UNSURE, Delivery.SENT]
    assert home.graph.texts() == ["Until six"]


def test_an_echo_that_is_faster_than_the_next_try_leaves_nobody_in_doubt(homes: Homes) -> None:
    trace = Steps()
    homes.asked(homes.local(trace), "Until six").deliver()
    steps = Steps({trace.trace.index("gateway.send") + 1: Fault.DIE_AFTER})
    home = homes.asked(homes.local(steps), "Until six")

    home.until_done(lambda: home.tell(*home.echoes()) if home.graph.texts() else home.deliver_once())
    home.work_off()
    home.deliver()

    assert home.outcomes()[0] is Delivery.SENT
    assert Delivery.UNSURE not in home.outcomes()
    assert home.graph.texts() == ["Until six"]


@pytest.mark.parametrize("fault", LINE_FAULTS)
def test_broken_at_any_request_to_dynamodb_an_answer_goes_out_once(
    homes: Homes, moto: Callable[[], places.Place], fault: LineFault
) -> None:
    for number in range(1, MOST_STEPS):
        place = moto()
        home = homes.asked(homes.deployed(place), "Until six")
        with line_of(place.client, Line(number, fault)) as line:
            home.until_done(home.deliver)
        try:
            check(home, "Until six")
        except AssertionError as error:
            raise AssertionError(f"request {number}, {line.sent}, {fault}: {error}") from error
        if len(line.sent) < number:
            assert number > 3
            return
    raise AssertionError("it never ends")


@pytest.mark.parametrize("fault", LINE_FAULTS)
def test_broken_at_any_request_to_dynamodb_what_was_told_is_kept_once(
    homes: Homes, moto: Callable[[], places.Place], fault: LineFault
) -> None:
    wanted: list[Any] | None = None
    for number in range(MOST_STEPS):
        place = moto()
        home = homes.asked(homes.deployed(place))
        at = int(home.clock.now.timestamp() * 1000)
        with line_of(place.client, Line(number, fault if number else None)) as line:
            home.tell(*further(at))
            home.work_off()
        log = [(entry.seq, entry.content) for entry in home.log()]
        wanted = wanted or log
        assert log == wanted, f"request {number}, {line.sent}, {fault}"
        assert home.queue.dead() == 0
        if number > len(line.sent):
            assert len(wanted) == 4
            return
    raise AssertionError("it never ends")


@pytest.mark.parametrize("comes", [True, False], ids=["comes late", "never comes"])
@pytest.mark.parametrize("where", ["local", "deployed"])
def test_a_file_that_cannot_be_had_keeps_no_words_waiting(
    homes: Homes, moto: Callable[[], places.Place], where: str, comes: bool
) -> None:
    """It is there after all, or said to be lost after the last of five tries."""
    quiet = Steps(counting=False)
    home = homes.asked(homes.local(quiet) if where == "local" else homes.deployed(moto()))
    media = home.graph.state.keep_media(FakeMedia("lamp.png", "image/png", PNG))
    url = f"{home.graph.address}/files/{media}"
    home.graph.fail(url[-15:], status=503, times=ONE_FETCH if comes else MANY)
    at = int(home.clock.now.timestamp() * 1000)
    picture = said("m_picture", "Like this one", at + 1)
    picture["message"]["attachments"] = [{"type": "image", "payload": {"url": url}}]

    home.tell(picture, said("m_after", "Do you have it?", at + 2))
    home.work_off()

    messages = [entry.content for entry in home.log() if isinstance(entry.content, Message)]
    assert [one.text for one in messages] == ["Is it open?", "Like this one", "Do you have it?", ""]
    assert [part.kind for part in messages[1].parts] == ["late_file"]
    last = messages[3]
    assert [part.kind for part in last.parts] == ([] if comes else ["lost_file"])
    assert [one.size for one in last.attachments] == ([len(PNG)] if comes else [])
    assert home.queue.dead() == 0


def further(at: int) -> list[Any]:
    """More words, a reaction, and that the first words were taken back."""
    person = said("", "", at)
    del person["message"]
    return [
        said("m_more", "Or tomorrow?", at + 10),
        {**person, "reaction": {"mid": "m_more", "action": "react", "emoji": "❤️"}},
        {**person, "message": {"mid": "m_0", "is_deleted": True}},
    ]
