from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.adapters.local.jobs import SqliteJobs, growing_pause
from chalicelib.domain import limits
from chalicelib.ports.outside import Job
from tests.builders import NOW


class MovingClock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def jobs(clock: MovingClock) -> SqliteJobs:
    return SqliteJobs(None, clock)


def bodies(jobs: SqliteJobs, queue: str = "mail", count: int = 10) -> list[str]:
    return [job.body for job in jobs.receive(queue, count=count, visibility_seconds=30)]


def test_a_job_whose_holder_is_silent_comes_again(jobs: SqliteJobs, clock: MovingClock) -> None:
    jobs.send(Job("mail", "a"))
    assert bodies(jobs) == ["a"]

    clock.pass_seconds(31)

    assert bodies(jobs) == ["a"]


def test_whoever_was_too_slow_cannot_end_the_job_of_another(jobs: SqliteJobs, clock: MovingClock) -> None:
    jobs.send(Job("mail", "a"))
    slow = jobs.receive("mail", count=1, visibility_seconds=30)
    clock.pass_seconds(31)
    bodies(jobs)

    jobs.done(slow)
    jobs.give_back(slow)

    assert jobs.waiting() == 1
    assert bodies(jobs) == []


def test_a_failed_job_comes_again_after_a_growing_pause(jobs: SqliteJobs, clock: MovingClock) -> None:
    jobs.send(Job("mail", "a"))

    for pause in (1, 2, 4, 8):
        jobs.give_back(jobs.receive("mail", count=1, visibility_seconds=30))
        clock.pass_seconds(pause - 0.1)
        assert bodies(jobs) == []
        clock.pass_seconds(0.2)

    assert bodies(jobs) == ["a"]
    assert growing_pause(30) == 60


def test_a_group_waits_for_its_failed_job(jobs: SqliteJobs, clock: MovingClock) -> None:
    jobs.send(Job("delivery", "first", group="a"))
    jobs.send(Job("delivery", "second", group="a"))
    first = jobs.receive("delivery", count=1, visibility_seconds=30)
    jobs.give_back(first)

    assert bodies(jobs, "delivery") == []

    clock.pass_seconds(2)
    assert bodies(jobs, "delivery") == ["first", "second"]


def test_a_job_that_killed_its_process_five_times_is_buried(jobs: SqliteJobs, clock: MovingClock) -> None:
    jobs.send(Job("mail", "deadly"))

    for _ in range(limits.JOB_RECEIVES):
        assert bodies(jobs) == ["deadly"]
        jobs.take_over()

    assert bodies(jobs) == []
    assert jobs.dead() == 1


def test_jobs_that_were_put_off_have_not_been_received(jobs: SqliteJobs, clock: MovingClock) -> None:
    jobs.send(Job("mail", "a"))

    for _ in range(limits.JOB_RECEIVES * 2):
        jobs.put_off(jobs.receive("mail", count=1, visibility_seconds=30), 1)
        clock.pass_seconds(2)

    assert jobs.receive("mail", count=1, visibility_seconds=30)[0].receives == 1


def test_the_same_deduplication_id_after_five_minutes_is_another_job(
    jobs: SqliteJobs, clock: MovingClock
) -> None:
    jobs.send(Job("delivery", "one", group="a", deduplication="x"))
    clock.pass_seconds(301)

    jobs.send(Job("delivery", "two", group="a", deduplication="x"))

    assert bodies(jobs, "delivery") == ["one", "two"]


def test_jobs_are_there_after_the_process_is_gone(tmp_path: Path, clock: MovingClock) -> None:
    before = SqliteJobs(tmp_path / "jobs.db", clock)
    before.send(Job("mail", "held"))
    before.receive("mail", count=1, visibility_seconds=600)
    before.send(Job("mail", "waiting"))

    after = SqliteJobs(tmp_path / "jobs.db", clock)
    after.take_over()

    assert bodies(after) == ["held", "waiting"]
    before.close()
    after.close()


def test_whoever_waits_wakes_when_a_job_is_sent(jobs: SqliteJobs) -> None:
    seen, woken = jobs.changed.count(), threading.Event()

    def wait() -> None:
        jobs.changed.wait(seen, 30)
        woken.set()

    thread = threading.Thread(target=wait)
    thread.start()
    jobs.send(Job("mail", "a"))

    assert woken.wait(5)
    thread.join()


def test_the_next_delayed_job_tells_when_it_comes(jobs: SqliteJobs, clock: MovingClock) -> None:
    assert jobs.seconds_to_next("mail", 5) == 5

    jobs.send(Job("mail", "a", delay_seconds=3))

    assert jobs.seconds_to_next("mail", 5) == 3
    assert jobs.seconds_to_next("mail", 1) == 1


def test_many_workers_get_each_job_once(tmp_path: Path, clock: MovingClock) -> None:
    jobs = SqliteJobs(tmp_path / "jobs.db", clock)
    for number in range(60):
        jobs.send(Job("mail", str(number)))
    got: list[str] = []

    def work() -> None:
        while taken := jobs.receive("mail", count=3, visibility_seconds=30):
            got.extend(job.body for job in taken)
            jobs.done(taken)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(got, key=int) == [str(number) for number in range(60)]
    jobs.close()


def test_a_job_that_failed_for_the_fifth_time_is_with_the_dead_letters_at_once(jobs: SqliteJobs) -> None:
    jobs.send(Job("mail", "poison"))

    for _ in range(limits.JOB_RECEIVES):
        assert jobs.dead() == 0
        jobs.give_back(jobs.receive("mail", count=1, visibility_seconds=30), lambda receives: 0)

    assert jobs.dead() == 1
    assert jobs.waiting() == 0
