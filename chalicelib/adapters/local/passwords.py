"""Passwords of the local home: argon2id hashes in a SQLite file of their own, beside second factors."""

from __future__ import annotations

import threading
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.domain.ids import AgentId

MIGRATIONS = (
    "CREATE TABLE passwords (agent_id TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE second_factors ("
    "agent_id TEXT PRIMARY KEY, secret TEXT NOT NULL, last_step INTEGER NOT NULL) WITHOUT ROWID",
)
AT_ONCE = 2  # each takes 64 MiB while it is computed


class Argon2Passwords:
    """Who knows the password. The parameters are those that RFC 9106 recommends second (64 MiB)."""

    def __init__(self, path: Path | None, hasher: PasswordHasher | None = None) -> None:
        self._file = Database(path, MIGRATIONS)
        self._hasher = hasher or PasswordHasher()
        self._nobodys = self._hasher.hash("nobody has this password")
        self._turn = threading.BoundedSemaphore(AT_ONCE)

    def matches(self, agent_id: AgentId, password: str) -> bool:
        stored = self._hash_of(agent_id)
        with self._turn:
            right = self._verifies(stored or self._nobodys, password)
        if stored is None or not right:
            return False
        if self._hasher.check_needs_rehash(stored):
            self.set(agent_id, password)
        return True

    def set(self, agent_id: AgentId, password: str) -> None:
        with self._turn:
            fresh = self._hasher.hash(password.encode("utf-8", "surrogatepass"))
        with self._file.writing() as database:
            database.execute("INSERT OR REPLACE INTO passwords VALUES (?, ?)", (agent_id, fresh))

    def close(self) -> None:
        self._file.close()

    def _hash_of(self, agent_id: AgentId) -> str | None:
        with self._file.reading() as database:
            question = "SELECT hash FROM passwords WHERE agent_id = ?"
            row = database.execute(question, (agent_id,)).fetchone()
        return None if row is None else str(row["hash"])

    def _verifies(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password.encode("utf-8", "surrogatepass"))
        except (VerificationError, InvalidHashError):
            return False
