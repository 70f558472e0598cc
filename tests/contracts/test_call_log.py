"""What every home promises about calls of other people's servers: `ports.call_log.CallLog`."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain import limits
from chalicelib.domain.errors import TooLarge
from chalicelib.ports.call_log import CallState
from tests.builders import CHANNEL, NOW
from tests.calls import a_call, a_whole_call
from tests.contracts.engines import Home

KEPT = timedelta(days=limits.CALL_LOG_DAYS)


def test_everything_about_a_call_is_kept(home: Home) -> None:
    whole = a_whole_call()

    home.call_log.add(whole)

    assert home.call_log.page(CHANNEL) == (whole,)


def test_the_newest_come_first_page_by_page(home: Home) -> None:
    calls = [a_call() for _ in range(5)]
    for call in calls:
        home.call_log.add(call)

    first = home.call_log.page(CHANNEL, limit=2)
    second = home.call_log.page(CHANNEL, after=first[-1].id, limit=2)
    last = home.call_log.page(CHANNEL, after=second[-1].id, limit=2)

    assert (*first, *second, *last) == tuple(reversed(calls))
    assert home.call_log.page(CHANNEL, after=last[-1].id) == ()


def test_calls_of_another_owner_are_not_among_them(home: Home) -> None:
    home.call_log.add(a_call(owner="another"))

    assert home.call_log.page(CHANNEL) == ()


def test_the_same_call_again_is_one_row_the_later_one(home: Home) -> None:
    call = a_call(state=CallState.LATER, status=503)
    home.call_log.add(call)
    home.call_log.add(a_call(id=call.id))

    (kept,) = home.call_log.page(CHANNEL)

    assert (kept.state, kept.status) == (CallState.TAKEN, 200)


def test_calls_end_by_themselves(home: Home) -> None:
    old, young = a_call(), a_call(at=NOW + timedelta(seconds=1))
    home.call_log.add(old)
    home.call_log.add(young)

    home.clock.now = NOW + KEPT - timedelta(microseconds=1)
    assert home.call_log.page(CHANNEL) == (young, old)
    home.clock.now = NOW + KEPT
    assert home.call_log.page(CHANNEL) == (young,)


def test_a_call_that_is_larger_than_a_row_is_refused(home: Home) -> None:
    with pytest.raises(TooLarge):
        home.call_log.add(a_call(detail="x" * limits.ITEM))
