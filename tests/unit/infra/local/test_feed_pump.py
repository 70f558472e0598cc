from __future__ import annotations

import threading
from typing import Any

import pytest

from chalicelib.adapters.local.signal import Signal
from chalicelib.ports.stores import Commit
from infra.local.feed_pump import FeedPump
from infra.local.mischief import Mischief, Odds
from tests.builders import Stores, a_beginning, a_receipt, memory_stores


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


def write(stores: Stores, count: int = 1) -> None:
    for _ in range(count):
        stores.conversations.commit(Commit(a_beginning(), (a_receipt(),)))


def numbers(event: dict[str, Any]) -> list[str]:
    return [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]


def test_every_new_entry_is_relayed_once_and_in_order(stores: Stores) -> None:
    relayed: list[str] = []
    write(stores, 3)
    pump = FeedPump(stores.feed, Signal(), lambda event, context: relayed.extend(numbers(event)))

    assert pump.do_batch()
    assert not pump.do_batch()

    assert len(relayed) == 3
    assert relayed == sorted(relayed)
    assert stores.feed.cursor() == stores.feed.newest()


def test_after_a_failure_the_stream_comes_again_from_there(stores: Stores) -> None:
    write(stores, 3)
    relayed: list[str] = []

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        relayed.extend(numbers(event))
        failed = numbers(event)[1:2] if len(relayed) == 3 else []
        return {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}

    pump = FeedPump(stores.feed, Signal(), handler)
    with pytest.raises(RuntimeError, match="stopped"):
        pump.do_batch()
    pump.do_batch()

    assert relayed[3:] == relayed[1:3]


def test_a_handler_that_raises_moves_nothing_on(stores: Stores) -> None:
    write(stores)

    def handler(event: dict[str, Any], context: Any) -> None:
        raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError):
        FeedPump(stores.feed, Signal(), handler).do_batch()

    assert stores.feed.cursor() == 0


def test_an_entry_is_relayed_as_soon_as_it_is_committed(stores: Stores) -> None:
    relayed, committed = threading.Event(), Signal()
    pump = FeedPump(stores.feed, committed, lambda event, context: relayed.set())
    pump.start()

    write(stores)
    committed.ring()

    assert relayed.wait(5)
    pump.stop(5)


def test_the_relay_goes_on_after_a_failure(stores: Stores) -> None:
    done, tries = threading.Event(), []
    write(stores)

    def handler(event: dict[str, Any], context: Any) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("once")
        done.set()

    pump = FeedPump(stores.feed, Signal(), handler)
    pump.start()

    assert done.wait(5)
    pump.stop(5)


def test_mischief_makes_the_stream_repeat_and_loses_nothing(stores: Stores) -> None:
    write(stores, 20)
    relayed: list[str] = []
    mischief = Mischief(1, Odds(repeat=0.5, delay=0))
    pump = FeedPump(stores.feed, Signal(), lambda event, context: relayed.extend(numbers(event)), mischief)

    while pump.do_batch():
        pass

    assert len(set(relayed)) == 20
    assert len(relayed) > 20
