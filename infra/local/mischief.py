"""What queues do on a bad day, on purpose and by a seed: repeat, delay and shuffle jobs. For tests."""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.adapters.local.jobs import Received

LONGEST_DELAY_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Odds:
    """How often, from 0 to 1: a batch done once more after it was done; a batch put off before it begins."""

    repeat: float = 0.25
    delay: float = 0.25


class Mischief:
    """Decides for each batch. The same seed makes the same decisions in the same order."""

    def __init__(self, seed: int, odds: Odds | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._odds = odds or Odds()
        self._lock = threading.Lock()

    def delay_seconds(self) -> float:
        """How long to put this batch off; 0 for not at all."""
        with self._lock:
            if self._random.random() >= self._odds.delay:
                return 0.0
            return self._random.uniform(0.01, LONGEST_DELAY_SECONDS)

    def repeats(self) -> bool:
        """Whether to do this batch once more, as if the answer had been lost."""
        with self._lock:
            return self._random.random() < self._odds.repeat

    def batch_size(self, most: int) -> int:
        with self._lock:
            return self._random.randint(1, most)

    def shuffled(self, jobs: Sequence[Received]) -> list[Received]:
        """Jobs without group in any order; a group keeps its order, as in a FIFO queue."""
        mixed = list(jobs)
        if not any(job.group for job in mixed):
            with self._lock:
                self._random.shuffle(mixed)
        return mixed
