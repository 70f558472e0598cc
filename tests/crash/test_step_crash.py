"""Whatever breaks at whichever step: after everything was delivered again, nothing is lost or doubled."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from chalicelib.domain.entry import Delivery
from tests.crash.checker import check, ids_in, logs, story
from tests.crash.flows import FLOWS, Story, outcomes
from tests.crash.steps import Fault, Steps
from tests.crash.world import World, Worlds

AT_MOST = 200
# those after which something is done that nobody knows of; in the soak all
FAULTS = tuple(Fault) if os.environ.get("BANDEJA_SOAK") else (Fault.LOSE_ANSWER, Fault.DIE_AFTER)
GOES_OUT = [
    "a_reply",
    "a_long_reply_to_a_closed_one",
    "two_replies",
    "a_new_mail_of_ours",
    "a_reply_that_is_refused",
    "a_reply_sent_again",
]


def told(worlds: Worlds, flow: str, steps: Steps, *, remembers: bool = True) -> Story:
    """The flow in a new world, until all is quiet."""
    one = Story(worlds.make(steps, remembers=remembers))
    FLOWS[flow](one)
    return one


def broken(worlds: Worlds, flow: str, fault: Fault, *, remembers: bool = True) -> Iterator[tuple[str, Story]]:
    """The flow once for each of its steps, broken there."""
    for number in range(1, AT_MOST):
        steps = Steps({number: fault})
        one = told(worlds, flow, steps, remembers=remembers)
        if len(steps.trace) < number:
            return
        yield f"{flow}, step {number} {steps.trace[number - 1]} {fault}", one
    raise AssertionError("the flow never ends")


@pytest.mark.parametrize("flow", FLOWS)
def test_on_a_good_day_all_is_well(worlds: Worlds, flow: str) -> None:
    one = told(worlds, flow, Steps())

    check(one.world, one.ledger)
    assert len(one.world.steps.trace) >= 7, "the steps are not counted"


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("flow", FLOWS)
def test_broken_at_any_step_the_log_tells_the_same_story(worlds: Worlds, flow: str, fault: Fault) -> None:
    wanted = _story(told(worlds, flow, Steps()).world)

    for where, one in broken(worlds, flow, fault):
        try:
            check(one.world, one.ledger)
            assert _same(_story(one.world), wanted)
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error


@pytest.mark.parametrize("fault", [Fault.LOSE_ANSWER, Fault.DIE_AFTER])
@pytest.mark.parametrize("flow", GOES_OUT)
def test_a_mail_nobody_can_ask_about_is_never_sent_twice_unasked(
    worlds: Worlds, flow: str, fault: Fault
) -> None:
    for where, one in broken(worlds, flow, fault, remembers=False):
        try:
            check(one.world, one.ledger)
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error


def test_a_death_before_the_claim_sends_it_later_and_for_sure(worlds: Worlds) -> None:
    trace = told(worlds, "a_reply", Steps(), remembers=False).world.steps.trace
    claim = trace.index("conversations.change_work") + 1

    for number in range(1, claim):
        one = told(worlds, "a_reply", Steps({number: Fault.DIE_AFTER}), remembers=False)
        assert outcomes(one) == [Delivery.SENT], trace[number - 1]
        assert len(one.world.post.sent) == 1


def test_a_death_between_claim_and_outcome_says_not_sure_where_nobody_can_know(worlds: Worlds) -> None:
    trace = told(worlds, "a_reply", Steps(), remembers=False).world.steps.trace
    claim = trace.index("conversations.change_work") + 1
    send = trace.index("gateway.send") + 1

    for number in range(claim, send + 1):
        one = told(worlds, "a_reply", Steps({number: Fault.DIE_AFTER}), remembers=False)
        assert outcomes(one) == [Delivery.UNSURE], trace[number - 1]
        assert len(one.world.post.sent) == (1 if number == send else 0)


def test_a_death_after_sending_is_told_as_sent_where_it_can_be_known(worlds: Worlds) -> None:
    trace = told(worlds, "a_reply", Steps()).world.steps.trace

    one = told(worlds, "a_reply", Steps({trace.index("gateway.send") + 1: Fault.DIE_AFTER}))

    assert outcomes(one) == [Delivery.SENT]
    assert len(one.world.post.sent) == 1


def _story(world: World) -> list[list[tuple[str, str]]]:
    return story(logs(world.plain, ids_in(world)))


def _same(found: list[list[tuple[str, str]]], wanted: list[list[tuple[str, str]]]) -> bool:
    """The same, in any order of conversations, but that nobody may be sure what became of a mail."""
    return any(
        sorted(_sure(log, fate) for log in found) == sorted(_sure(log, fate) for log in wanted)
        for fate in ("sent", "failed")
    )


def _sure(log: list[tuple[str, str]], fate: str) -> list[tuple[str, str]]:
    told = [(kind, text.replace("unsure", fate)) for kind, text in log]
    return sorted(told) if any(kind == "delivery" for kind, _ in told) else told
