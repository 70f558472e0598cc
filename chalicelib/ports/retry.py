"""Optimistic writing: the loser of a race runs its use-case again, whole."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from chalicelib.domain.errors import StaleConversation
from chalicelib.ports.bundle import Ports

Given = ParamSpec("Given")
Result = TypeVar("Result")

TRIES = 15
DEADLINE_SECONDS = 10.0
SHORTEST_WAIT_SECONDS = 0.010
LONGEST_WAIT_SECONDS = 0.400


def again_when_stale(
    use_case: Callable[Concatenate[Ports, Given], Result],
) -> Callable[Concatenate[Ports, Given], Result]:
    """Run the use-case again when it lost a race: up to 15 tries, full jitter, 10 seconds in all.

    Then `StaleConversation` goes on (503 with Retry-After at the edge, "later again" in a queue).
    Nothing happens before the commit of a use-case, so running it again is harmless.
    """

    @wraps(use_case)
    def patient(ports: Ports, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        ends = time.monotonic() + DEADLINE_SECONDS
        for tried in range(1, TRIES + 1):
            try:
                return use_case(ports, *args, **kwargs)
            except StaleConversation:
                if tried == TRIES or time.monotonic() > ends:
                    raise
                longest = min(LONGEST_WAIT_SECONDS, SHORTEST_WAIT_SECONDS * 2**tried)
                ports.sleep(random.uniform(SHORTEST_WAIT_SECONDS, longest))  # noqa: S311 - jitter is no secret
        raise AssertionError("unreachable")

    return patient
