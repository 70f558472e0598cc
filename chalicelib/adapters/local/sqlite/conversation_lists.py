"""The lists that agents look at, from the local database."""

from __future__ import annotations

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in
from chalicelib.adapters.stored.conversation_items import list_row_of
from chalicelib.adapters.stored.conversation_keys import by_status, shelf_partition
from chalicelib.adapters.stored.list_positions import LAST_POSITION, UNREAD_LOOK, checked_position
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import ContactId, ConversationId, InboxId
from chalicelib.ports.conversation_lists import ListPage, Shelf, position_of


class SqliteConversationLists:
    """`ConversationLists` of the local home; never behind the log."""

    def __init__(self, database: Database, unread_look: int = UNREAD_LOOK) -> None:
        self._database = database
        self._unread_look = unread_look

    def page(self, shelf: Shelf, *, after: str | None, limit: int) -> ListPage:
        column = "desk" if shelf.is_by_owner else "shelf"
        start = LAST_POSITION if after is None else checked_position(after)
        with self._database.reading() as read:
            found = read.execute(
                f"SELECT item FROM conversations WHERE {column} = ? AND position < ? "
                "ORDER BY position DESC LIMIT ?",
                (shelf_partition(shelf), start, limit + 1),
            ).fetchall()
        rows = tuple(list_row_of(item_in(row["item"])) for row in found[:limit])
        return ListPage(rows, position_of(rows[-1]) if len(found) > limit and rows else None)

    def count(self, shelf: Shelf, limit: int) -> int:
        column = "desk" if shelf.is_by_owner else "shelf"
        return self._count(f"SELECT 1 FROM conversations WHERE {column} = ?", shelf_partition(shelf), limit)

    def count_unread(self, inbox_id: InboxId, limit: int) -> int:
        newest = (
            "SELECT 1 FROM (SELECT unread FROM conversations WHERE shelf = ? "
            f"ORDER BY position DESC LIMIT {self._unread_look}) WHERE unread"
        )
        return self._count(newest, by_status(inbox_id, Status.OPEN), limit)

    def _count(self, query: str, partition: str, limit: int) -> int:
        with self._database.reading() as read:
            counted = f"SELECT COUNT(*) FROM ({query} LIMIT ?)"
            (count,) = read.execute(counted, (partition, limit)).fetchone()
        return int(count)

    def of_contact(self, contact_id: ContactId, limit: int) -> tuple[ConversationId, ...]:
        with self._database.reading() as read:
            found = read.execute(
                "SELECT id FROM conversations WHERE contact_id = ? ORDER BY started_at DESC, id DESC LIMIT ?",
                (contact_id, limit),
            ).fetchall()
        return tuple(row["id"] for row in found)
