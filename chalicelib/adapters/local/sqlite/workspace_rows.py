"""Rows of the table `workspace` in the local database, changed attribute by attribute."""

from __future__ import annotations

import sqlite3

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import SCHEMA, Plain
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.form import Form
from chalicelib.domain.subscription import Subscription


class WorkspaceRows:
    """What the stores of this table have in common."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _all(self, kind: str) -> list[Plain]:
        with self._database.reading() as read:
            found = read.execute("SELECT item FROM workspace WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        return [item_in(row["item"]) for row in found]

    def _put_next(self, thing: ChatSettings | Chatflow | Form | Subscription) -> None:
        with self._database.writing() as write:
            put_next(write, thing)


def put_next(write: sqlite3.Connection, thing: ChatSettings | Chatflow | Form | Subscription) -> None:
    """Under the condition that the stored version is the one before, or that there is none yet.

    Raises `ChangedMeanwhile`.
    """
    stored = item_at(write, items.KINDS[type(thing)], thing.id)
    if (stored["version"] if stored else 0) != thing.version - 1:
        raise ChangedMeanwhile
    put_over(write, thing)


def item_at(read: sqlite3.Connection, kind: str, id_: str) -> Plain | None:
    """The row, or `None`."""
    row = read.execute("SELECT item FROM workspace WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
    return None if row is None else item_in(row["item"])


def drop_row(write: sqlite3.Connection, kind: str, id_: str) -> None:
    """Gone already is fine."""
    write.execute("DELETE FROM workspace WHERE kind = ? AND id = ?", (kind, id_))


def put_over(write: sqlite3.Connection, thing: items.AnyThing) -> None:
    """Change the attributes that this code knows; what newer code wrote beside stays."""
    item = items.thing_item(thing)
    to_set, to_remove = items.thing_changes(thing)
    begun = {name: item[name] for name in ("pk", "sk", SCHEMA)}
    stored = item_at(write, item["pk"], item["sk"]) or begun
    put_row(write, {name: value for name, value in (stored | to_set).items() if name not in to_remove})


def put_row(write: sqlite3.Connection, item: Plain) -> None:
    """As it is given. Raises `TooLarge`."""
    check_item(item)
    write.execute(
        "INSERT OR REPLACE INTO workspace (kind, id, arrived_at, item) VALUES (?, ?, ?, ?)",
        (item["pk"], item["sk"], item.get("arrived_at"), text_of(item)),
    )
