"""SQL of the conversation tables: one statement each, inside the transaction of whoever calls."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import conversation_keys as keys
from chalicelib.adapters.stored.conversation_items import work_changes, work_item
from chalicelib.adapters.stored.plain_form import Plain, moment_text
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Status
from chalicelib.domain.errors import NoSuchConversation, StaleConversation
from chalicelib.domain.ids import ConversationId


def head_at(read: sqlite3.Connection, conversation_id: ConversationId) -> Plain:
    """Raises `NoSuchConversation`."""
    row = read.execute("SELECT item FROM conversations WHERE id = ?", (conversation_id,)).fetchone()
    if row is None:
        raise NoSuchConversation
    return item_in(row["item"])


def insert_head(write: sqlite3.Connection, item: Plain) -> None:
    """Raises `sqlite3.IntegrityError` when the conversation is there."""
    columns = _columns(item)
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    write.execute(f"INSERT INTO conversations ({names}) VALUES ({marks})", tuple(columns.values()))


def update_head(write: sqlite3.Connection, item: Plain) -> None:
    columns = _columns(item)
    sets = ", ".join(f"{name} = ?" for name in columns)
    values = (*columns.values(), columns["id"])
    write.execute(f"UPDATE conversations SET {sets} WHERE id = ?", values)


def _columns(item: Plain) -> dict[str, object]:
    is_open = item["shelf"].endswith(f"#{Status.OPEN}")
    return {
        "id": keys.conversation_of(item["pk"]),
        "seq": item["seq"],
        "shelf": item["shelf"],
        "desk": item.get("desk"),
        "position": item["position"],
        "contact_id": item["contact_id"],
        "started_at": item["started_at"],
        "unread": int(is_open and item["last_inbound"] > item["opened"]),
        "item": text_of(item),
    }


def insert_entry(write: sqlite3.Connection, item: Plain) -> None:
    """Raises `sqlite3.IntegrityError` when the entry is there."""
    row = (keys.conversation_of(item["pk"]), keys.seq_of(item["sk"]), text_of(item))
    write.execute("INSERT INTO entries (conversation_id, seq, item) VALUES (?, ?, ?)", row)


def rewrite_entry(write: sqlite3.Connection, item: Plain) -> None:
    """Another content in an entry that is there. Raises `StaleConversation` when it is not."""
    where = (keys.conversation_of(item["pk"]), keys.seq_of(item["sk"]))
    found = write.execute("SELECT item FROM entries WHERE conversation_id = ? AND seq = ?", where).fetchone()
    if found is None:
        raise StaleConversation("There is no such entry")
    stored = text_of(item_in(found["item"]) | {"content": item["content"]})
    write.execute("UPDATE entries SET item = ? WHERE conversation_id = ? AND seq = ?", (stored, *where))


def insert_work(write: sqlite3.Connection, work: DeliveryWork) -> None:
    """Raises `sqlite3.IntegrityError` when the work is there."""
    row = (*_work_columns(work), text_of(work_item(work)), work.conversation_id, work.seq)
    write.execute(
        "INSERT INTO work (version, settled, due_at, item, conversation_id, seq) VALUES (?, ?, ?, ?, ?, ?)",
        row,
    )


def change_work(write: sqlite3.Connection, work: DeliveryWork) -> None:
    """Raises `StaleConversation` unless the stored `version` is one less."""
    where = (work.conversation_id, work.seq, work.version - 1)
    found = write.execute(
        "SELECT item FROM work WHERE conversation_id = ? AND seq = ? AND version = ?", where
    ).fetchone()
    if found is None:
        raise StaleConversation("The delivery work changed")
    item = changed(item_in(found["item"]), *work_changes(work))
    write.execute(
        "UPDATE work SET version = ?, settled = ?, due_at = ?, item = ? "
        "WHERE conversation_id = ? AND seq = ?",
        (*_work_columns(work), text_of(item), work.conversation_id, work.seq),
    )


def _work_columns(work: DeliveryWork) -> tuple[object, ...]:
    due_at = None if work.due_at is None else moment_text(work.due_at)
    return (work.version, int(work.is_settled), due_at)


def changed(item: Plain, to_set: Plain, to_remove: Sequence[str]) -> Plain:
    """The item with some attributes changed; what newer code wrote beside stays."""
    return {name: value for name, value in (item | to_set).items() if name not in to_remove}


def external_item(read: sqlite3.Connection, pk: str) -> Plain | None:
    """The row of an external id."""
    row = read.execute("SELECT item FROM external_ids WHERE pk = ?", (pk,)).fetchone()
    return None if row is None else item_in(row["item"])


def put_external(write: sqlite3.Connection, item: Plain) -> None:
    write.execute("INSERT OR REPLACE INTO external_ids (pk, item) VALUES (?, ?)", (item["pk"], text_of(item)))
