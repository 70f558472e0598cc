"""A store that is away for longer than a job is tried: everything waits, with all that was known about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.domain.entry import Delivery, Message
from chalicelib.domain.errors import Throttled
from tests.crash.checker import check, ids_in
from tests.crash.flows import SALES, Story, outcomes
from tests.crash.letters import a_letter
from tests.crash.steps import Broken, Steps
from tests.crash.world import World, Worlds

OUTAGES = [timedelta(seconds=30), timedelta(minutes=10), timedelta(hours=3)]
AWAY: dict[str, Callable[[str], bool]] = {
    "the log": lambda step: step.startswith("conversations."),
    "the files": lambda step: step in ("blobs.put", "blobs.get", "blobs.get_incoming"),
    "the workspace": lambda step: step.startswith("workspace."),
}


def away(world: World, what: Callable[[str], bool], error: type[Exception]) -> None:
    """From now on the steps of some store fail."""

    def between(number: int, step: str) -> None:
        del number
        if what(step):
            raise error(step)

    world.steps.between = between


def pass_time(world: World, during: timedelta) -> None:
    """Work goes on meanwhile, second by second at first, then minute by minute."""
    ends = world.clock.now + during
    while world.clock.now < ends:
        world.turn()
        world.tick()
        early = ends - world.clock.now > during - timedelta(minutes=2)
        world.clock.ahead(timedelta(seconds=1 if early else 60))
    world.steps.between = None


@pytest.mark.parametrize("during", OUTAGES, ids=str)
@pytest.mark.parametrize("store", AWAY)
def test_mail_that_comes_while_a_store_is_throttled_is_taken_in_afterwards(
    worlds: Worlds, store: str, during: timedelta
) -> None:
    one = Story(worlds.make(Steps()))
    one.mail(a_letter("It flickers"))
    away(one.world, AWAY[store], Throttled)

    pass_time(one.world, during)
    one.world.until_quiet()

    check_but_for_dead_letters(one)


@pytest.mark.parametrize("during", OUTAGES, ids=str)
def test_mail_to_a_blind_copy_keeps_its_envelope_over_a_long_outage(
    worlds: Worlds, during: timedelta
) -> None:
    """Only the envelope says that it is for Support: the headers name somebody else."""
    one = Story(worlds.make(Steps()))
    one.world.plain.workspace.put_channel(SALES)
    letter = one.ledger.letter(a_letter("It flickers", to=("somebody@elsewhere.test",)))
    one.world.arrive_surely(letter.raw, letter.sender, (SALES.address,))
    one.ledger.promised.add(letter.text)
    away(one.world, AWAY["the log"], Throttled)

    pass_time(one.world, during)
    one.world.until_quiet()

    check_but_for_dead_letters(one)
    content = one.world.plain.conversations.entry(one.only(), 1).content
    assert isinstance(content, Message)
    assert [why.about for why in content.why if why.code == "came_to"] == [SALES.address]


@pytest.mark.parametrize("during", OUTAGES, ids=str)
def test_an_answer_written_before_an_outage_goes_out_after_it(worlds: Worlds, during: timedelta) -> None:
    one = Story(worlds.make(Steps()))
    one.mail(a_letter("It flickers"))
    one.world.until_quiet()
    one.reply(one.only(), "We look")
    away(one.world, AWAY["the log"], Broken)

    pass_time(one.world, during)
    one.world.until_quiet()

    assert outcomes(one) == [Delivery.SENT]
    check_but_for_dead_letters(one)


def check_but_for_dead_letters(one: Story) -> None:
    """All is there; a job that was tried too often may lie in the dead letters, if another did its work."""
    assert len(ids_in(one.world)) == 1
    with one.world.database.reading():
        one.world.queue._file._connection.execute("DELETE FROM jobs WHERE dead = 1")
    check(one.world, one.ledger)
