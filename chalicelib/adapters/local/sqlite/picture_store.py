"""Whose pictures are always shown, in the local database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.ids import AgentId

MOST = 100


class SqlitePictureStore:
    """`PictureStore` of the local home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def allowed(self, addresses: Collection[str]) -> frozenset[str]:
        ids = [items.pictures_key(address)["sk"] for address in dict.fromkeys(addresses)][:MOST]
        marks = ", ".join("?" * len(ids))
        with self._database.reading() as read:
            found = read.execute(
                f"SELECT item FROM workspace WHERE kind = ? AND id IN ({marks})", (items.PICTURES, *ids)
            ).fetchall()
        return frozenset(item_in(row["item"])["address"] for row in found)

    def allow(self, address: str, by: AgentId, at: datetime) -> None:
        item = items.pictures_item(address, by, at)
        check_item(item)
        with self._database.writing() as write:
            write.execute(
                "INSERT OR REPLACE INTO workspace (kind, id, item) VALUES (?, ?, ?)",
                (item["pk"], item["sk"], text_of(item)),
            )

    def forget(self, addresses: Collection[str]) -> None:
        keys = [items.pictures_key(address) for address in addresses]
        with self._database.writing() as write:
            write.executemany(
                "DELETE FROM workspace WHERE kind = ? AND id = ?", [(key["pk"], key["sk"]) for key in keys]
            )
