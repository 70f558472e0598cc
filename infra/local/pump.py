"""Takes jobs to the handlers of `app.py`, the way SQS and Lambda do, and calls the clock's handler."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.adapters.local.jobs import Received, SqliteJobs, growing_pause
from infra.local.events import Context, Handler, failed_messages, queue_event, tick_event
from infra.local.mischief import Mischief

log = logging.getLogger(__name__)

BATCH = 10
VISIBILITY_SECONDS = 120.0
LONGEST_WAIT_SECONDS = 5.0
TICK_SECONDS = 1.0
SETTLE_AGAIN_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue, who works it off, and how many do so at once."""

    name: str
    handler: Handler
    workers: int = 2


class JobPump:
    """Threads that wait for jobs and run handlers. A failed job comes again after a growing pause."""

    def __init__(
        self,
        jobs: SqliteJobs,
        queues: Sequence[Queue],
        mischief: Mischief | None = None,
        pause_after: Callable[[int], float] = growing_pause,
    ) -> None:
        self._jobs = jobs
        self._queues = queues
        self._mischief = mischief
        self._pause_after = pause_after
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin; jobs that a killed process held are taken over first."""
        self._jobs.take_over()
        for queue in self._queues:
            for number in range(queue.workers):
                name = f"{queue.name}-{number + 1}"
                thread = threading.Thread(target=self._work, args=(queue,), name=name, daemon=True)
                self._threads.append(thread)
                thread.start()

    def stop(self, seconds: float) -> bool:
        """Take no more jobs and let those that run end, at most `seconds` long; whether all have ended.

        What is left comes again.
        """
        self._stopping.set()
        self._jobs.changed.ring()
        return join_all(self._threads, seconds)

    def _work(self, queue: Queue) -> None:
        while not self._stopping.is_set():
            seen = self._jobs.changed.count()
            try:
                if not self.do_batch(queue):
                    self._jobs.changed.wait(
                        seen, self._jobs.seconds_to_next(queue.name, LONGEST_WAIT_SECONDS)
                    )
            except Exception:
                log.exception("the queue %s could not be read", queue.name)
                self._stopping.wait(1.0)

    def do_batch(self, queue: Queue) -> bool:
        """Receive and handle one batch; whether there was one."""
        size = self._mischief.batch_size(BATCH) if self._mischief else BATCH
        jobs = self._jobs.receive(queue.name, count=size, visibility_seconds=VISIBILITY_SECONDS)
        if not jobs:
            return False
        if self._mischief:
            if pause := self._mischief.delay_seconds():
                self._jobs.put_off(jobs, pause)
                return True
            jobs = tuple(self._mischief.shuffled(jobs))
        failed = invoke(queue, jobs)
        if self._mischief and self._mischief.repeats():
            failed = invoke(queue, jobs)
        self._settle(jobs, failed)
        return True

    def _settle(self, jobs: Sequence[Received], failed: set[str]) -> None:
        """Write down how it ended. While the file cannot be written (a full disk) this waits: jobs that
        stayed held would come again only much later."""
        while True:
            try:
                self._jobs.done(job for job in jobs if job.message_id not in failed)
                self._jobs.give_back([job for job in jobs if job.message_id in failed], self._pause_after)
            except Exception:
                log.exception("the end of %d jobs could not be written down", len(jobs))
                if self._stopping.wait(SETTLE_AGAIN_SECONDS):
                    return
            else:
                return


def invoke(queue: Queue, jobs: Sequence[Received]) -> set[str]:
    """Run the handler on a batch; the ids of the messages that failed."""
    try:
        answer = queue.handler(queue_event(queue.name, jobs), Context(f"on_{queue.name.replace('-', '_')}"))
    except Exception:
        log.exception("a batch of %d jobs of %s failed", len(jobs), queue.name)
        return {job.message_id for job in jobs}
    failed = failed_messages(answer, jobs)
    if failed:
        log.warning("%d of %d jobs of %s will come again", len(failed), len(jobs), queue.name)
    return failed


class Ticker:
    """Calls the handler of the schedule every second: what is due happens soon after it is."""

    def __init__(self, handler: Handler, seconds: float = TICK_SECONDS) -> None:
        self._handler = handler
        self._seconds = seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ticker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Whether it has ended."""
        self._stopping.set()
        return join_all([self._thread], seconds)

    def _run(self) -> None:
        while not self._stopping.wait(self._seconds):
            try:
                self._handler(tick_event(datetime.now(UTC)), Context("on_tick"))
            except Exception:
                log.exception("the schedule's handler failed")


def join_all(threads: Sequence[threading.Thread], seconds: float) -> bool:
    """Wait for threads that have been told to stop; whether all have ended.

    They are daemons, and hold nothing that is not durable.
    """
    ends = time.monotonic() + seconds
    for thread in threads:
        if thread.is_alive():
            thread.join(max(0.0, ends - time.monotonic()))
    return not any(thread.is_alive() for thread in threads)
