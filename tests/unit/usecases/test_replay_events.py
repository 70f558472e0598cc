"""What was told in a while is told once more: each event once, in the order in which it was told first."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain.errors import Invalid
from chalicelib.domain.subscription import Subscription, event_id
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.replay_events import PAGE, Span, replay_events
from tests.calls import a_call
from tests.subscriptions import a_subscription
from tests.unit.usecases.company import NOON

HOUR = Span(NOON, NOON + timedelta(hours=1))


@pytest.fixture
def told(ports: Ports) -> Subscription:
    subscription = a_subscription()
    ports.workspace.put_subscription(subscription)
    return subscription


def tried(ports: Ports, told: Subscription, number: int, seq: int, minute: float = 0) -> None:
    """The try `number` of all, of the event about the entry `seq`."""
    id_ = event_id("c1", seq, "message.created")
    at = NOON + timedelta(minutes=minute)
    ports.call_log.add(a_call(owner=told.id, id=f"{number:032x}", at=at, event_id=id_))


def replayed(ports: Ports) -> list[int]:
    """About which entries, in the order of the queue."""
    assert isinstance(ports.jobs, SqliteJobs)
    found = []
    while jobs := ports.jobs.receive("events", count=1, visibility_seconds=60):
        found += [int(json.loads(job.body)["replay"].split("-")[1]) for job in jobs]
        ports.jobs.done(jobs)
    return found


def test_each_event_comes_once_in_the_order_of_its_first_try(ports: Ports, told: Subscription) -> None:
    for number, seq in enumerate((3, 5, 3, 4, 5)):
        tried(ports, told, number, seq)

    assert replay_events(ports, told.id, HOUR) == 3
    assert replayed(ports) == [3, 5, 4]


def test_only_what_was_told_within_the_time_comes_again(ports: Ports, told: Subscription) -> None:
    for number, minute in enumerate((-1, 0, 59, 60)):
        tried(ports, told, number, seq=number + 1, minute=minute)

    assert replay_events(ports, told.id, HOUR) == 2
    assert replayed(ports) == [2, 3]


def test_a_long_time_is_read_to_its_beginning(ports: Ports, told: Subscription) -> None:
    for number in range(PAGE + 5):
        tried(ports, told, number, seq=number + 1)

    assert replay_events(ports, told.id, HOUR) == PAGE + 5


def test_a_test_is_no_event(ports: Ports, told: Subscription) -> None:
    ports.call_log.add(a_call(owner=told.id, at=NOON, event_id="test-1"))

    assert replay_events(ports, told.id, HOUR) == 0
    with pytest.raises(Invalid):
        replay_events(ports, told.id, "test-1")
