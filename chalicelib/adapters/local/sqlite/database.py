"""The file in which the local home keeps everything: one locked connection, durable at every commit."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chalicelib.adapters.local.sqlite.migrations import MIGRATIONS
from chalicelib.domain.errors import Throttled

BUSY_MILLISECONDS = 10_000
NOT_NOW = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
PRIMARY_CODE = 0xFF  # SQLite puts the finer code into the higher bits


class Database:
    """One connection behind a lock: each connection to `:memory:` would be a database of its own.

    Several processes may open the same file. What a `writing` block has left is there after `kill -9`.
    """

    def __init__(self, path: Path | None = None, migrations: Sequence[str] = MIGRATIONS) -> None:
        """`path` is `None` for a database in memory. Raises `RuntimeError` for a file of newer code."""
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(
            ":memory:" if path is None else str(path),
            check_same_thread=False,
            isolation_level=None,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        self._connection.row_factory = sqlite3.Row
        self._prepare()
        self._migrate(migrations)

    def _prepare(self) -> None:
        self._connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA synchronous = FULL")
        ends = time.monotonic() + BUSY_MILLISECONDS / 1000
        while True:  # the change to WAL does not wait for others by itself
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.01)
            else:
                return

    def _migrate(self, migrations: Sequence[str]) -> None:
        with self.writing() as write:
            (version,) = write.execute("PRAGMA user_version").fetchone()
            if version > len(migrations):
                raise RuntimeError("This data was written by a newer version of the product")
            for number, script in enumerate(migrations[version:], start=version + 1):
                for statement in script.split(";"):
                    write.execute(statement)
                write.execute(f"PRAGMA user_version = {number}")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that has the database for itself: all of it is kept, or nothing.

        Raises `Throttled` when the file is busy for too long, or full.
        """
        with self._lock, _as_throttled():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One reader at a time, of what is committed. Raises `Throttled` as `writing` does."""
        with self._lock, _as_throttled():
            yield self._connection

    def close(self) -> None:
        """Nothing is lost without it; it lets go of the file."""
        with self._lock:
            self._connection.close()


@contextmanager
def _as_throttled() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY_CODE in NOT_NOW:
            raise Throttled(f"The database file cannot be written now: {error}") from error
        raise
