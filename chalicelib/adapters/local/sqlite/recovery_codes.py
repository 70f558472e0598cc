"""Hashes of recovery codes, in the local database."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.domain.ids import AgentId


class SqliteRecoveryCodes:
    """`RecoveryCodeStore` of the local home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, agent_id: AgentId, hashes: Collection[str]) -> None:
        with self._database.writing() as write:
            _put(write, agent_id, hashes)

    def use(self, agent_id: AgentId, hashed: str) -> bool:
        with self._database.writing() as write:
            row = write.execute(
                "SELECT item FROM workspace WHERE kind = ? AND id = ?", (items.RECOVERY_CODES, agent_id)
            ).fetchone()
            left = item_in(row["item"])["hashes"] if row else []
            if hashed not in left:
                return False
            _put(write, agent_id, [one for one in left if one != hashed])
        return True


def _put(write: sqlite3.Connection, agent_id: AgentId, hashes: Collection[str]) -> None:
    item = items.recovery_item(agent_id, hashes)
    write.execute(
        "INSERT OR REPLACE INTO workspace (kind, id, item) VALUES (?, ?, ?)",
        (item["pk"], item["sk"], text_of(item)),
    )
