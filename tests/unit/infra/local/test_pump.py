from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.local.jobs import Received, SqliteJobs
from chalicelib.domain.errors import Throttled
from chalicelib.ports.outside import Job
from chalicelib.wiring import now
from infra.local.mischief import Mischief, Odds
from infra.local.pump import JobPump, Queue, Ticker

PauseAfter = Callable[[int], float]


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[SqliteJobs]:
    opened = SqliteJobs(tmp_path / "jobs.db", now)
    yield opened
    opened.close()


def bodies(event: dict[str, Any]) -> list[str]:
    return [record["body"] for record in event["Records"]]


def fails(*ids: str) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": one} for one in ids]}


def wait_until(condition: Callable[[], bool], jobs: SqliteJobs) -> None:
    """Look again at every change of the jobs, for some seconds at most."""
    for _ in range(2_000):
        seen = jobs.changed.count()
        if condition():
            return
        jobs.changed.wait(seen, 0.01)
    raise AssertionError("it did not happen")


def test_a_batch_looks_like_one_of_sqs(jobs: SqliteJobs) -> None:
    events: list[dict[str, Any]] = []
    jobs.send(Job("delivery", "a", group="conversation"))

    JobPump(jobs, []).do_batch(Queue("delivery", lambda event, context: events.append(event)))

    (record,) = events[0]["Records"]
    assert record["body"] == "a"
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"].endswith(":delivery.fifo")
    assert record["attributes"]["MessageGroupId"] == "conversation"
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    json.dumps(events)
    assert jobs.waiting() == 0


def test_at_most_ten_jobs_come_at_once(jobs: SqliteJobs) -> None:
    sizes: list[int] = []
    for number in range(23):
        jobs.send(Job("mail", str(number)))
    queue = Queue("mail", lambda event, context: sizes.append(len(event["Records"])))

    while JobPump(jobs, []).do_batch(queue):
        pass

    assert sizes == [10, 10, 3]


def test_only_the_jobs_that_the_handler_names_come_again(jobs: SqliteJobs) -> None:
    for body in ("good", "bad", "also good"):
        jobs.send(Job("mail", body))

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        return fails(*(record["messageId"] for record in event["Records"] if record["body"] == "bad"))

    JobPump(jobs, []).do_batch(Queue("mail", handler))

    assert jobs.waiting() == 1


@pytest.mark.parametrize(
    "answer", [fails("somebody else's"), {"batchItemFailures": "no list"}, "no answer of ours", [1]]
)
def test_an_answer_that_makes_no_sense_fails_the_whole_batch(jobs: SqliteJobs, answer: Any) -> None:
    jobs.send(Job("mail", "a"))
    jobs.send(Job("mail", "b"))

    JobPump(jobs, []).do_batch(Queue("mail", lambda event, context: answer))

    assert jobs.waiting() == 2


def test_a_handler_that_raises_gets_the_whole_batch_again(jobs: SqliteJobs) -> None:
    tries: list[list[str]] = []
    jobs.send(Job("mail", "a"))
    jobs.send(Job("mail", "b"))

    def handler(event: dict[str, Any], context: Any) -> None:
        tries.append(bodies(event))
        if len(tries) == 1:
            raise RuntimeError("once")

    pump = JobPump(jobs, [Queue("mail", handler, workers=1)])
    pump.start()
    wait_until(lambda: jobs.waiting() == 0, jobs)
    pump.stop(5)

    assert tries == [["a", "b"], ["a", "b"]]


def test_poison_ends_with_the_dead_letters_and_the_rest_goes_on(jobs: SqliteJobs) -> None:
    done: list[str] = []

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        done.extend(body for body in bodies(event) if body != "poison")
        return fails(*(one["messageId"] for one in event["Records"] if one["body"] == "poison"))

    for body in ("poison", "a", "b"):
        jobs.send(Job("mail", body))
    pump = JobPump(jobs, [Queue("mail", handler)], pause_after=lambda receives: 0.01)
    pump.start()
    wait_until(lambda: jobs.waiting() == 0, jobs)
    pump.stop(5)

    assert sorted(done) == ["a", "b"]
    assert jobs.dead() == 1


def test_a_job_whose_end_could_not_be_written_down_is_not_held_for_long(tmp_path: Path) -> None:
    class FullAtFirst(SqliteJobs):
        full = True

        def give_back(self, jobs: Sequence[Received], pause_after: PauseAfter | None = None) -> None:
            if jobs and self.full:
                self.full = False
                raise Throttled("the disk is full")
            super().give_back(jobs, pause_after)

    jobs, done = FullAtFirst(None, now), threading.Event()

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        (record,) = event["Records"]
        if jobs.full:
            return fails(record["messageId"])
        done.set()
        return {}

    jobs.send(Job("mail", "a"))
    pump = JobPump(jobs, [Queue("mail", handler, workers=1)], pause_after=lambda receives: 0.01)
    pump.start()

    assert done.wait(10)
    pump.stop(5)


def test_a_job_is_begun_as_soon_as_it_is_sent(jobs: SqliteJobs) -> None:
    begun = threading.Event()
    pump = JobPump(jobs, [Queue("mail", lambda event, context: begun.set())])
    pump.start()

    jobs.send(Job("mail", "a"))

    assert begun.wait(1)
    pump.stop(5)


def test_a_group_is_done_in_order_by_many_workers(jobs: SqliteJobs) -> None:
    done: dict[str, list[int]] = {"a": [], "b": [], "c": []}

    def handler(event: dict[str, Any], context: Any) -> None:
        for record in event["Records"]:
            done[record["attributes"]["MessageGroupId"]].append(int(record["body"]))

    pump = JobPump(jobs, [Queue("delivery", handler, workers=4)])
    pump.start()
    for number in range(40):
        for group in done:
            jobs.send(Job("delivery", str(number), group=group))
    wait_until(lambda: jobs.waiting() == 0, jobs)
    pump.stop(5)

    assert done == {group: list(range(40)) for group in done}


@pytest.mark.parametrize("seed", range(3))
def test_mischief_repeats_delays_and_shuffles_and_loses_nothing(jobs: SqliteJobs, seed: int) -> None:
    done: list[int] = []
    mischief = Mischief(seed, Odds(repeat=0.5, delay=0.3))

    def handler(event: dict[str, Any], context: Any) -> None:
        done.extend(int(body) for body in bodies(event))

    for number in range(60):
        jobs.send(Job("mail", str(number)))
    pump = JobPump(jobs, [Queue("mail", handler, workers=1)], mischief)
    pump.start()
    wait_until(lambda: jobs.waiting() == 0, jobs)
    pump.stop(5)

    assert set(done) == set(range(60))
    assert len(done) > 60
    assert done != sorted(done)


def test_the_clock_goes_on_after_a_tick_that_failed() -> None:
    ticks: list[str] = []
    twice = threading.Event()

    def handler(event: dict[str, Any], context: Any) -> None:
        ticks.append(event["source"])
        if len(ticks) == 2:
            twice.set()
        raise RuntimeError("a mistake of ours")

    ticker = Ticker(handler, seconds=0.01)
    ticker.start()

    assert twice.wait(5)
    ticker.stop(5)
    assert set(ticks) == {"aws.events"}
