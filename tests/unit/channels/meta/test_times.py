"""Times are believed in whatever unit they come, and nonsense is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.channels.meta.times import moment, sent_at, told_at

TEN = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        1767607200,
        "1767607200",
        1767607200000,
        "1767607200000",
        1767607200000.0,
        "1767607200000000",
        "2026-01-05T10:00:00+0000",
        "2026-01-05T10:00:00Z",
        "2026-01-05T11:00:00+01:00",
    ],
)
def test_the_same_time_in_every_unit(value: object) -> None:
    assert moment(value) == TEN


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "",
        "soon",
        0,
        -1767607200,
        12,
        253370764800,
        253370764800000,
        10**18,
        10**400,
        float("nan"),
        float("inf"),
        [1767607200],
        {"time": 1767607200},
        "1767607200 seconds",
        "９１７６７６０７２００",
        "9999-12-31T23:59:59+00:00",
        "2026-01-05T10:00:00",
        "0001-01-01T00:00:00+14:00",
    ],
    ids=repr,
)
def test_what_is_no_time_is_not_believed(value: object) -> None:
    assert moment(value) is None


def test_time_of_the_webhook_stands_in_for_one_that_is_missing() -> None:
    assert told_at(None, TEN, NOW) == TEN
    assert told_at(None, None, NOW) == NOW


def test_time_that_is_still_to_come_is_not_believed() -> None:
    later = NOW + timedelta(days=2)

    assert told_at(later.timestamp(), TEN, NOW) == TEN
    assert told_at(later.timestamp(), later, NOW) == NOW
    assert sent_at(NOW.timestamp(), TEN) == TEN


def test_clocks_may_differ_a_little() -> None:
    ahead = NOW + timedelta(minutes=5)

    assert told_at(ahead.timestamp(), None, NOW) == ahead
    assert sent_at(ahead.timestamp(), NOW) == ahead
