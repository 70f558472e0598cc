"""Many bad weeks, each by its seed, and longer ones than at a landing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.simulation import a_week
from tests.crash.surroundings import quiet_worlds
from tests.crash.world import Worlds

FIRST_SEED = 1_000


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worlds]:
    with quiet_worlds(tmp_path, monkeypatch) as made:
        yield made


@pytest.mark.parametrize("hundred", range(20))
def test_a_hundred_bad_weeks_lose_nothing_and_double_nothing(worlds: Worlds, hundred: int) -> None:
    for seed in range(FIRST_SEED + 100 * hundred, FIRST_SEED + 100 * hundred + 100):
        a_week(worlds, seed, acts=200, may_give_up=True)


@pytest.mark.parametrize("seed", range(10))
def test_a_long_bad_time_loses_nothing_and_doubles_nothing(worlds: Worlds, seed: int) -> None:
    a_week(worlds, seed, acts=3_000, may_give_up=True)
