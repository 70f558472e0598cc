"""Webhooks of events while the product dies: in order, at least once, and nobody waits for others.

In both homes: every port call of the local one, every request to DynamoDB of the deployed one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from chalicelib.domain.entry import Status
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.subscription import Subscription, SubscriptionState
from chalicelib.domain.workspace import Role
from chalicelib.ports.bundle import Ports
from chalicelib.ports.event_subscriptions import WantedSubscription, subscription_of
from chalicelib.usecases.assign_conversation import assign_conversation
from chalicelib.usecases.change_subscription import change_subscription
from chalicelib.usecases.replay_events import Span, replay_events
from chalicelib.usecases.set_conversation_status import set_conversation_status
from tests.crash.checker import ids_in
from tests.crash.flows import Story, order_of
from tests.crash.letters import CARLA, DAVID, a_letter
from tests.crash.steps import Fault, Steps
from tests.crash.subscribers import (
    Program,
    a_program,
    all_events,
    check_heard,
    holds_until,
    refuses_until,
    takes,
    with_ids_in_time,
)
from tests.crash.world import ANA, BEGIN, BO, LONGER_THAN_A_VISIBILITY, World, Worlds
from tests.receiver import Receiver, receiver

SOAK = bool(os.environ.get("BANDEJA_SOAK"))
ADA = replace(ANA, id=AgentId("ad" * 16), name="Ada", email="ada@bandeja.test", role=Role.ADMIN)
SPACED = 15
FAULTS = tuple(Fault) if SOAK else (Fault.DIE_AFTER,)
BACK_AFTER = timedelta(minutes=5)
HELD_FOR = timedelta(minutes=3)
SOON = timedelta(minutes=3)


@pytest.fixture(scope="module")
def lines() -> Iterator[tuple[Receiver, ...]]:
    """Three servers, used by one world after the other."""
    with ExitStack() as opened:
        yield tuple(opened.enter_context(receiver()) for _ in range(3))


@dataclass
class Town:
    """A world that tells three programs: one refuses for a while, one holds the line, one takes all."""

    story: Story
    refusing: Program
    holding: Program
    healthy: Program
    paused: bool = False

    @property
    def world(self) -> World:
        return self.story.world

    @property
    def programs(self) -> tuple[Program, ...]:
        return self.refusing, self.holding, self.healthy

    def work(self) -> None:
        """All that can be done at once."""
        while self.world.turn():
            pass

    def of(self, address: str) -> ConversationId:
        """The conversation with somebody who wrote; a job that broke, or that nobody holds, comes again."""
        for passes in (timedelta(seconds=2), LONGER_THAN_A_VISIBILITY, timedelta()):
            heads = [self.world.plain.conversations.head(one) for one in ids_in(self.world)]
            if found := [head.id for head in heads if head.contact_address == address]:
                return found[0]
            self.world.clock.ahead(passes)
            self.work()
        raise AssertionError(f"nobody took in what {address} wrote")

    def check(self) -> None:
        assert self.world.is_quiet(), self.world.unfinished()
        assert self.world.queue.dead() == 0, "jobs lie in the dead letters"
        wanted = all_events(self.world.plain, ids_in(self.world))
        for program in self.programs:
            check_heard(self.world.plain, program, wanted)
        assert self.healthy.longest_wait < SOON, "it waited for others"


Towns = Callable[[Steps], Town]
Flow = Callable[[Town], None]


@pytest.fixture
def towns(worlds: Worlds, lines: tuple[Receiver, ...]) -> Towns:
    def made(steps: Steps) -> Town:
        world = worlds.make(steps)
        world.ports = with_ids_in_time(world.ports, world.clock)
        world.plain.workspace.add_agent(ADA)
        moods = refuses_until(BEGIN + BACK_AFTER), holds_until(BEGIN + HELD_FOR, world.clock), takes
        plain = with_ids_in_time(world.plain, world.clock)
        refusing, holding, healthy = (
            a_program(plain, line, world.clock, mood) for line, mood in zip(lines, moods, strict=True)
        )
        return Town(Story(world), refusing, holding, healthy)

    return made


def created_answered_assigned_closed(town: Town) -> None:
    """Two conversations begin; one of them is answered, assigned and closed."""
    town.story.mail(a_letter("It flickers"))
    town.work()
    town.story.mail(a_letter("It hums", sender=DAVID))
    lamp = town.of(CARLA)
    town.story.reply(lamp, "We look")
    town.work()
    order = town.world.order
    order(lambda ports: assign_conversation(ports, lamp, BO.id, order_of(ANA, "assign")))
    order(lambda ports: set_conversation_status(ports, lamp, Status.CLOSED, order_of(ANA, "close")))
    town.world.until_quiet()


def broken(towns: Towns, flow: Flow, fault: Fault) -> Iterator[tuple[str, Town]]:
    """The flow once for each of its steps, broken there; at landing for the first of each name, and some."""
    trace = Steps()
    flow(towns(trace))
    for number in chosen(trace.trace):
        steps = Steps({number: fault})
        town = towns(steps)
        flow(town)
        yield f"step {number} {steps.trace[number - 1]} {fault}", town


def chosen(trace: list[str]) -> Iterator[int]:
    assert len(trace) > 40, "the steps are not counted"
    for number, name in enumerate(trace, 1):
        if SOAK or number % SPACED == 0 or name not in trace[: number - 1]:
            yield number


def test_on_a_good_day_everybody_is_told_everything_in_order(towns: Towns) -> None:
    town = towns(Steps())

    created_answered_assigned_closed(town)

    town.check()
    (began, *_, ended) = all_events(town.world.plain, [town.of(CARLA)])[town.of(CARLA)]
    assert (began.rpartition("-")[2], ended.rpartition("-")[2]) == (
        "conversation.created",
        "conversation.closed",
    )
    assert len(town.healthy.posts) == len({post.event["id"] for post in town.healthy.posts}), "told twice"


def test_who_refuses_or_holds_the_line_keeps_nobody_else_waiting(towns: Towns) -> None:
    town = towns(Steps())

    town.story.mail(a_letter("It flickers"))
    town.work()

    assert town.healthy.told == all_events(town.world.plain, ids_in(town.world)), "it waits for the next try"
    assert [len(program.posts) for program in town.programs] == [1, 1, 2]


@pytest.mark.parametrize("fault", FAULTS)
def test_broken_at_any_step_everybody_is_told_everything_in_order(towns: Towns, fault: Fault) -> None:
    for where, town in broken(towns, created_answered_assigned_closed, fault):
        try:
            town.check()
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error


def gone_and_back(town: Town) -> None:
    """One program says that it is gone: it is paused. An admin switches it on again when it is back."""
    back = town.world.clock.now + timedelta(days=1)
    town.refusing.mood = refuses_until(back, status=410)
    town.story.mail(a_letter("It flickers"))
    town.story.mail(a_letter("It hums", sender=DAVID))
    town.world.until_quiet()
    town.paused = stored(town, town.refusing).state is SubscriptionState.PAUSED
    town.world.clock.now = max(back, town.world.clock.now)
    town.world.order(lambda ports: switch_on(ports, town.refusing.id))
    town.world.until_quiet()


def stored(town: Town, program: Program) -> Subscription:
    return subscription_of(town.world.plain, program.id)


def switch_on(ports: Ports, subscription_id: str) -> None:
    """An admin's browser: what was changed already, by a try whose answer was lost, is fine."""
    one = subscription_of(ports, subscription_id)
    if one.state is not SubscriptionState.ON:
        same = WantedSubscription(one.name, one.url, one.events, one.inbox_id)
        change_subscription(ports, one.id, one.version, (same, SubscriptionState.ON))


def test_a_pause_is_told_once_to_the_admins_whatever_waits(towns: Towns) -> None:
    town = towns(Steps())

    gone_and_back(town)

    assert town.paused
    assert town.world.notices() == 1
    town.check()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_pause_that_breaks_off_is_made_the_admins_hear_of_it_and_its_end_tells_all(
    towns: Towns, fault: Fault
) -> None:
    for where, town in broken(towns, gone_and_back, fault):
        assert town.paused, where
        assert 1 <= town.world.notices() <= 2, f"{where}: {town.world.notices()} mails"
        try:
            town.check()
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error


def told_and_told_again(town: Town) -> None:
    """Somebody lost what they were told, and orders all of it once more."""
    town.story.uncounted(lambda: created_answered_assigned_closed(town))
    town.world.clock.ahead(timedelta(minutes=1))
    for program in town.programs:
        program.posts.clear()
        program.receiver.got.clear()
    whole = Span(BEGIN, town.world.clock.now)
    town.world.order(lambda ports: replay_events(ports, town.healthy.id, whole))
    town.world.until_quiet()


def test_a_replay_tells_everything_again_under_its_old_id(towns: Towns) -> None:
    town = towns(Steps())

    told_and_told_again(town)

    check_replayed(town)
    assert len(town.healthy.posts) == len({post.event["id"] for post in town.healthy.posts})


@pytest.mark.parametrize("fault", Fault if SOAK else (Fault.FAIL_BEFORE, Fault.DIE_AFTER))
def test_a_replay_that_breaks_off_is_taken_up_again(towns: Towns, fault: Fault) -> None:
    for where, town in broken(towns, told_and_told_again, fault):
        try:
            check_replayed(town)
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error


def check_replayed(town: Town) -> None:
    check_heard(town.world.plain, town.healthy, all_events(town.world.plain, ids_in(town.world)))
    assert town.world.queue.dead() == 0
    assert town.refusing.posts == town.holding.posts == [], "they did not ask for it"
