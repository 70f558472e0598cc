"""Jobs of the local home: what SQS promises (order by group, receives, dead letters), in one SQLite file."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chalicelib.adapters.local.signal import Signal
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.domain import limits
from chalicelib.domain.errors import TooLarge
from chalicelib.ports.outside import Clock, Job

DEDUPLICATION_SECONDS = 300
LONGEST_DELAY_SECONDS = 900
LONGEST_PAUSE_SECONDS = 60.0

MIGRATIONS = (
    """
    CREATE TABLE jobs (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        message_id TEXT NOT NULL UNIQUE,
        queue TEXT NOT NULL,
        body TEXT NOT NULL,
        in_group TEXT NOT NULL,
        visible_at REAL NOT NULL,
        receives INTEGER NOT NULL DEFAULT 0,
        handle TEXT NOT NULL DEFAULT '',
        dead INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX jobs_waiting ON jobs (queue, dead, place);
    CREATE INDEX jobs_held ON jobs (handle) WHERE handle <> '';
    CREATE INDEX jobs_grouped ON jobs (queue, in_group, visible_at) WHERE in_group <> '' AND dead = 0;
    CREATE TABLE seen (
        queue TEXT NOT NULL,
        deduplication TEXT NOT NULL,
        until REAL NOT NULL,
        PRIMARY KEY (queue, deduplication)
    ) WITHOUT ROWID;
    CREATE INDEX seen_until ON seen (until)
    """,
)

# A group waits while any of its jobs is held or paused; jobs without group are free.
READY = """
SELECT place, message_id, body, in_group, receives FROM jobs AS job
WHERE queue = :queue AND dead = 0 AND visible_at <= :now
  AND (in_group = '' OR NOT EXISTS (
    SELECT 1 FROM jobs AS other WHERE other.queue = job.queue AND other.dead = 0
      AND other.in_group = job.in_group AND other.visible_at > :now))
ORDER BY place LIMIT :count
"""


@dataclass(frozen=True, slots=True)
class Received:
    """A job that somebody holds until it is done, given back, or its time is over."""

    handle: str
    message_id: str
    body: str
    group: str
    receives: int


class SqliteJobs:
    """The job queue. `changed` rings when a job is sent, done or given back."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        """`path` is `None` for jobs in memory."""
        self._file = Database(path, MIGRATIONS)
        self._clock = clock
        self.changed = Signal()

    def send(self, job: Job) -> None:
        self.send_all([job])

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            check(job)
        now = self._now()
        with self._file.writing() as database:
            for job in jobs:
                if job.deduplication and not _first_of_its_name(database, job, now):
                    continue
                database.execute(
                    "INSERT INTO jobs (message_id, queue, body, in_group, visible_at) VALUES (?, ?, ?, ?, ?)",
                    (secrets.token_hex(16), job.queue, job.body, job.group, now + job.delay_seconds),
                )
        self.changed.ring()

    def dead(self) -> int:
        with self._file.reading() as database:
            return int(database.execute("SELECT count(*) FROM jobs WHERE dead = 1").fetchone()[0])

    def waiting(self, queue: str = "") -> int:
        """How many jobs are not done yet (held ones included), in one queue or in all."""
        question = "SELECT count(*) FROM jobs WHERE dead = 0 AND (queue = :queue OR :queue = '')"
        with self._file.reading() as database:
            return int(database.execute(question, {"queue": queue}).fetchone()[0])

    def mentions(self, text: str) -> bool:
        """Whether any job that is not done speaks of this, dead letters included."""
        with self._file.reading() as database:
            found = database.execute("SELECT 1 FROM jobs WHERE instr(body, ?) LIMIT 1", (text,)).fetchone()
        return found is not None

    def receive(self, queue: str, *, count: int, visibility_seconds: float) -> tuple[Received, ...]:
        """Up to `count` jobs, held for `visibility_seconds`. One received too often is buried."""
        now = self._now()
        held: list[Received] = []
        with self._file.writing() as database:
            ready = {"queue": queue, "now": now, "count": count}
            for row in database.execute(READY, ready).fetchall():
                if row["receives"] >= limits.JOB_RECEIVES:
                    _bury(database, row["place"])
                    continue
                handle = secrets.token_hex(16)
                database.execute(
                    "UPDATE jobs SET receives = receives + 1, handle = ?, visible_at = ? WHERE place = ?",
                    (handle, now + visibility_seconds, row["place"]),
                )
                receives = row["receives"] + 1
                held.append(Received(handle, row["message_id"], row["body"], row["in_group"], receives))
        return tuple(held)

    def done(self, jobs: Iterable[Received]) -> None:
        """Forget them. One whose time was over belongs to somebody else by now and stays."""
        handles = [(job.handle,) for job in jobs]
        if not handles:
            return
        with self._file.writing() as database:
            database.executemany("DELETE FROM jobs WHERE handle = ?", handles)
        self.changed.ring()

    def give_back(self, jobs: Sequence[Received], pause_after: Callable[[int], float] | None = None) -> None:
        """They failed: again after a pause that grows with the receives; after the last one, never.

        `pause_after` tells the seconds for a number of receives.
        """
        now, pause_after = self._now(), pause_after or growing_pause
        with self._file.writing() as database:
            for job in jobs:
                database.execute(
                    "UPDATE jobs SET visible_at = ?, handle = '', dead = receives >= ? WHERE handle = ?",
                    (now + pause_after(job.receives), limits.JOB_RECEIVES, job.handle),
                )
        self.changed.ring()

    def put_off(self, jobs: Sequence[Received], pause_seconds: float) -> None:
        """As if they had not been received yet: again after the pause, and it counts for nothing."""
        until = self._now() + pause_seconds
        with self._file.writing() as database:
            for job in jobs:
                database.execute(
                    "UPDATE jobs SET visible_at = ?, handle = '', receives = receives - 1 WHERE handle = ?",
                    (until, job.handle),
                )
        self.changed.ring()

    def revive(self, queue: str) -> int:
        """Dead jobs of a queue begin anew, all of them or none; how many. A held one is not dead."""
        with self._file.writing() as database:
            revived = database.execute(
                "UPDATE jobs SET dead = 0, receives = 0, visible_at = ?, handle = '' "
                "WHERE dead = 1 AND queue = ?",
                (self._now(), queue),
            ).rowcount
        self.changed.ring()
        return revived

    def dead_in(self, queue: str) -> int:
        """How many jobs of one queue lie in the dead letters."""
        question = "SELECT count(*) FROM jobs WHERE dead = 1 AND queue = ?"
        with self._file.reading() as database:
            return int(database.execute(question, (queue,)).fetchone()[0])

    def take_over(self) -> None:
        """After a start: whoever held jobs is gone, so none is held any more."""
        with self._file.writing() as database:
            database.execute("UPDATE jobs SET visible_at = 0, handle = '' WHERE handle <> '' AND dead = 0")
        self.changed.ring()

    def seconds_to_next(self, queue: str, most: float) -> float:
        """When the next delayed or held job of the queue becomes visible, at most `most`."""
        now = self._now()
        question = "SELECT min(visible_at) FROM jobs WHERE queue = ? AND dead = 0 AND visible_at > ?"
        with self._file.reading() as database:
            moment = database.execute(question, (queue, now)).fetchone()[0]
        return most if moment is None else min(most, max(0.0, moment - now))

    def close(self) -> None:
        self._file.close()

    def _now(self) -> float:
        return self._clock().timestamp()


def check(job: Job) -> None:
    """What SQS would refuse is refused here too. Raises `TooLarge`, `ValueError`."""
    if len(job.body.encode()) > limits.JOB:
        raise TooLarge(f"A job holds at most {limits.JOB} bytes", field="job")
    if job.group and job.delay_seconds:
        raise ValueError("a job in a group keeps its place and cannot be delayed")
    if not 0 <= job.delay_seconds <= LONGEST_DELAY_SECONDS:
        raise ValueError(f"a job is delayed by at most {LONGEST_DELAY_SECONDS} seconds")


def growing_pause(receives: int) -> float:
    """Seconds to wait after the given number of failed receives: 1, 2, 4, … at most a minute."""
    return min(2.0 ** (receives - 1), LONGEST_PAUSE_SECONDS)


def _first_of_its_name(database: sqlite3.Connection, job: Job, now: float) -> bool:
    database.execute("DELETE FROM seen WHERE until <= ?", (now,))
    answer = database.execute(
        "INSERT OR IGNORE INTO seen (queue, deduplication, until) VALUES (?, ?, ?)",
        (job.queue, job.deduplication, now + DEDUPLICATION_SECONDS),
    )
    return answer.rowcount == 1


def _bury(database: sqlite3.Connection, place: int) -> None:
    database.execute("UPDATE jobs SET dead = 1, handle = '' WHERE place = ?", (place,))
