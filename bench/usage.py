"""How much of each priced thing something uses, and what that makes in dollars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bench.prices import PRICES

Usage = Mapping[str, float]
"""Units by the names of `PRICES`."""

S3_READS = frozenset({"GetObject", "HeadObject"})
S3_FOR_NOTHING = frozenset({"DeleteObject", "DeleteObjects"})


def together(*parts: Usage) -> dict[str, float]:
    """The sum."""
    whole: dict[str, float] = {}
    for part in parts:
        for name, units in part.items():
            whole[name] = whole.get(name, 0) + units
    return whole


def times(usage: Usage, count: float) -> dict[str, float]:
    """The same, `count` times."""
    return {name: units * count for name, units in usage.items()}


def dollars(usage: Usage) -> float:
    """By the list, without any free allowance. Raises `KeyError` for what has no price."""
    return sum(units * PRICES[name].dollars for name, units in usage.items())


def dollars_after_allowances(month: Usage) -> float:
    """Of a whole month, in an account that has nothing else in it."""
    return sum(max(0.0, units - PRICES[name].free) * PRICES[name].dollars for name, units in month.items())


@contextmanager
def requests_counted(clients: Iterable[Any]) -> Iterator[dict[str, float]]:
    """Every request of these S3 and SQS clients until the end of the block, as usage."""
    usage: dict[str, float] = {}

    def count(model: Any, params: Mapping[str, Any], **_: Any) -> None:
        for name in _priced(model.service_model.service_name, model.name, bytes(str(params), "utf-8")):
            usage[name] = usage.get(name, 0) + 1

    listening = list(clients)
    for client in listening:
        client.meta.events.register("before-call", count)
    try:
        yield usage
    finally:
        for client in listening:
            client.meta.events.unregister("before-call", count)


def _priced(service: str, operation: str, asked: bytes) -> tuple[str, ...]:
    if service == "s3":
        if operation in S3_FOR_NOTHING:
            return ()
        return ("S3 reads" if operation in S3_READS else "S3 writes and lists",)
    if service == "sqs":
        return ("SQS requests, FIFO" if b".fifo" in asked else "SQS requests, standard",)
    raise ValueError(f"requests to {service} have no price here")
