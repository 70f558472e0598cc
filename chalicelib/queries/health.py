"""Whether this home works, and what waits for a person to look at."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.ports.bundle import Ports

COUNTED_TO = 100


@dataclass(frozen=True, slots=True)
class Health:
    """`quarantined` is counted up to 100."""

    quarantined: int
    dead_jobs: int

    @property
    def is_ok(self) -> bool:
        return not self.quarantined and not self.dead_jobs


def health(ports: Ports) -> Health:
    """Reads a store and the queue: when one of them does not answer, neither does this."""
    return Health(len(ports.workspace.quarantined(COUNTED_TO)), ports.jobs.dead())
