"""Bad weeks by seed: nothing is lost, nothing is doubled, whatever meets whatever."""

from __future__ import annotations

import pytest

from tests.crash.checker import ids_in
from tests.crash.simulation import a_week
from tests.crash.world import Worlds

SEEDS = range(1, 17)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bad_week_loses_nothing_and_doubles_nothing(worlds: Worlds, seed: int) -> None:
    week = a_week(worlds, seed, acts=200)

    assert len(ids_in(week.world)) > 3
    assert len(week.world.post.sent) > 1


def test_the_same_seed_makes_the_same_week(worlds: Worlds) -> None:
    first = a_week(worlds, 4, acts=60)
    again = a_week(worlds, 4, acts=60)

    assert first.doings == again.doings
    assert first.world.steps.trace == again.world.steps.trace
