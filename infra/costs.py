"""What a deployment costs, told before it is made: `python -m bench.cost --write` measures the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FIGURES = Path(__file__).with_name("costs.json")


@dataclass(frozen=True, slots=True)
class RunningCosts:
    """Dollars. `idle_a_month` is after what every account has free, in an account with nothing else.

    `idle` are its parts; `thousand` is what 1,000 mails received, and 1,000 answers sent, cost by the list.
    """

    region: str
    prices_known_from: int
    idle_a_month: float
    idle_a_month_by_the_list: float
    thousand_messages: float
    idle: Mapping[str, float]
    thousand: Mapping[str, float]

    @property
    def sentence(self) -> str:
        """For whoever is about to deploy."""
        return (
            f"About ${self.idle_a_month:.2f} a month while nobody writes "
            f"(${self.idle_a_month_by_the_list:.2f} where other things use up what AWS gives away), "
            f"and ${self.thousand_messages:.2f} for 1,000 messages. "
            f"Measured use, list prices of {self.region} as known from {self.prices_known_from}."
        )


def running_costs() -> RunningCosts:
    """As they were measured last."""
    return RunningCosts(**json.loads(FIGURES.read_text()))
