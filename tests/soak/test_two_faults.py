"""Two things go wrong in one journey, at any two steps."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.checker import check
from tests.crash.flows import FLOWS, Story
from tests.crash.steps import Fault, Steps
from tests.crash.surroundings import quiet_worlds
from tests.crash.world import Worlds

TRIED_OF_EACH = 250


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worlds]:
    with quiet_worlds(tmp_path, monkeypatch) as made:
        yield made


@pytest.mark.parametrize("remembers", [True, False])
@pytest.mark.parametrize("flow", FLOWS)
def test_broken_at_any_two_steps_nothing_is_lost_or_doubled(
    worlds: Worlds, flow: str, remembers: bool
) -> None:
    good = Story(worlds.make(Steps()))
    FLOWS[flow](good)
    last = len(good.world.steps.trace) + 12  # what is done again after the first fault breaks too
    pairs = [(one, other) for one in range(1, last) for other in range(one + 1, last)]
    kinds = [(first, second) for first in Fault for second in Fault]
    every = [(pair, kind) for pair in pairs for kind in kinds]
    chosen = random.Random(flow).sample(every, min(TRIED_OF_EACH, len(every)))
    for (one, other), (first, second) in chosen:
        story = Story(worlds.make(Steps({one: first, other: second}), remembers=remembers))
        try:
            FLOWS[flow](story)
            check(story.world, story.ledger)
        except AssertionError as error:
            raise AssertionError(f"{flow}: step {one} {first}, step {other} {second}: {error}") from error
