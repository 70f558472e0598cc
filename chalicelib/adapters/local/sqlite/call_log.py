"""What was sent to other people's servers, in the local database."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import call_items as items
from chalicelib.adapters.stored.plain_form import moment_text
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.ports.call_log import LoggedCall
from chalicelib.ports.outside import Clock


class SqliteCallLog:
    """`CallLog` of the local home."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, call: LoggedCall) -> None:
        item = items.call_item(call)
        check_item(item)
        now = moment_text(self._clock())
        with self._database.writing() as write:
            write.execute(
                "INSERT OR REPLACE INTO live (pk, sk, expires_at, item) VALUES (?, ?, ?, ?)",
                (item["pk"], item["sk"], item["expires_at"], text_of(item)),
            )
            write.execute("DELETE FROM live WHERE pk = ? AND expires_at <= ?", (item["pk"], now))

    def page(self, owner: str, *, after: str = "", limit: int = 50) -> Sequence[LoggedCall]:
        with self._database.reading() as read:
            found = read.execute(
                "SELECT item FROM live WHERE pk = ? AND (? = '' OR sk < ?) AND expires_at > ?"
                " ORDER BY sk DESC LIMIT ?",
                (items.calls_partition(owner), after, after, moment_text(self._clock()), limit),
            ).fetchall()
        return tuple(items.call_of(item_in(row["item"])) for row in found)
