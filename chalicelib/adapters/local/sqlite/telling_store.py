"""How far each subscription was told of each conversation, in the local database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import telling_items as items
from chalicelib.adapters.stored.plain_form import moment_text
from chalicelib.domain.errors import StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.telling import Telling


class SqliteTellings:
    """`TellingStore` of the local home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, conversation_id: ConversationId) -> Mapping[str, Telling]:
        found = self._found("conversation_id = ? LIMIT ?", (conversation_id, -1))
        return {telling.subscription_id: telling for telling in found}

    def put(self, telling: Telling) -> None:
        item = items.telling_item(telling)
        where = (telling.conversation_id, telling.subscription_id)
        with self._database.writing() as write:
            stored = write.execute(
                "SELECT version FROM tellings WHERE conversation_id = ? AND subscription_id = ?", where
            ).fetchone()
            if (stored["version"] if stored else 0) != telling.version - 1:
                raise StaleConversation
            write.execute(
                "INSERT OR REPLACE INTO tellings VALUES (?, ?, ?, ?, ?, ?)",
                (*where, telling.version, item.get("due_shard"), item.get("due_at"), text_of(item)),
            )

    def due(self, now: datetime, limit: int = 100) -> Sequence[Telling]:
        shards = items.due_shards()
        marks = ", ".join("?" * len(shards))
        condition = f"due_shard IN ({marks}) AND due_at <= ? ORDER BY due_at LIMIT ?"
        return self._found(condition, (*shards, moment_text(now), limit))

    def parked(self, subscription_id: str, limit: int = 500) -> Sequence[Telling]:
        shard = items.parked_shard(subscription_id)
        return self._found("due_shard = ? ORDER BY due_at LIMIT ?", (shard, limit))

    def _found(self, condition: str, values: tuple[str | int, ...]) -> list[Telling]:
        with self._database.reading() as read:
            rows = read.execute(f"SELECT item FROM tellings WHERE {condition}", values).fetchall()
        return [items.telling_of(item_in(row["item"])) for row in rows]
