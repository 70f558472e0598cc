"""Conversations in the local database: every commit is one transaction, under the conditions of the port."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NoReturn

from chalicelib.adapters.local.sqlite import conversation_rows as rows
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import contact_items
from chalicelib.adapters.stored import conversation_items as items
from chalicelib.adapters.stored import conversation_keys as keys
from chalicelib.adapters.stored.commit_items import CommitItems, answer_of, items_of
from chalicelib.adapters.stored.plain_form import Plain, moment_text
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Entry
from chalicelib.domain.errors import NoSuchEntry, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Known, Receipt, Taken
from chalicelib.ports.outside import Clock
from chalicelib.ports.stores import Commit


def utc_now() -> datetime:
    """The time, for nothing but to see whether a command's receipt has ended."""
    return datetime.now(UTC)


class SqliteConversationStore:
    """`ConversationStore` of the local home."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def commit(self, commit: Commit) -> Taken:
        """See the port. The write lock is held from the first condition to the last row."""
        made = items_of(commit)
        with self._database.writing() as write:
            for receipt, _ in made.receipts:
                if earlier := self._refused(write, receipt):
                    return earlier
            try:
                self._write(write, made)
            except sqlite3.IntegrityError as error:
                raise StaleConversation from error
        return answer_of(commit)

    def _refused(self, write: sqlite3.Connection, receipt: Receipt) -> Taken | None:
        stored = self._known(write, receipt.external_id)
        if stored == receipt.replaces:
            return None
        if stored is None or stored.seq is None:
            raise StaleConversation("The external id was mentioned meanwhile")
        return Taken(stored.conversation_id, stored.seq, repeated=True, content_hash=stored.content_hash)

    def _write(self, write: sqlite3.Connection, made: CommitItems) -> None:
        for step, head in made.heads:
            self._write_head(write, step, head)
        for entry in made.entries:
            rows.insert_entry(write, entry)
        for entry in made.rewritten:
            rows.rewrite_entry(write, entry)
        for item in made.new_work:
            rows.insert_work(write, items.work_of(item))
        for work in made.work:
            rows.change_work(write, work)
        self._write_who_and_what(write, made)
        self._write_marks(write, made)

    def _write_who_and_what(self, write: sqlite3.Connection, made: CommitItems) -> None:
        for _, receipt in made.receipts:
            rows.put_external(write, receipt)
        for pointer in made.pointers:
            if rows.external_item(write, pointer["pk"]) is not None:
                raise StaleConversation("An external id was mentioned meanwhile")
            rows.put_external(write, pointer)
        if made.contact:
            contact = (made.contact["pk"], text_of(made.contact))
            write.execute("INSERT INTO contacts (pk, item) VALUES (?, ?)", contact)
        for identity in made.identities:
            proven = (identity["pk"], identity["contact_id"])
            write.execute("INSERT INTO identities (pk, contact_id) VALUES (?, ?)", proven)

    def _write_marks(self, write: sqlite3.Connection, made: CommitItems) -> None:
        for change in made.contacts:
            pk = contact_items.contact_key(change.before.id)["pk"]
            stored = write.execute("SELECT item FROM contacts WHERE pk = ?", (pk,)).fetchone()
            item = item_in(stored["item"]) if stored else None
            if item is None or item.get(contact_items.UNREACHABLE, []) != contact_items.marks_of(
                change.before
            ):
                raise StaleConversation("Somebody else wrote down where the person can be reached")
            now = rows.changed(item, *contact_items.contact_changes(change))
            write.execute("UPDATE contacts SET item = ? WHERE pk = ?", (text_of(now), pk))

    def _write_head(self, write: sqlite3.Connection, step: Step, head: Plain) -> None:
        if step.before is None:
            rows.insert_head(write, head)
            return
        stored = write.execute(
            "SELECT seq, item FROM conversations WHERE id = ?", (step.after.id,)
        ).fetchone()
        if stored is None or stored["seq"] != step.before.seq:
            raise StaleConversation
        changes = items.head_changes(step.before, step.after)
        rows.update_head(write, rows.changed(item_in(stored["item"]), *changes))

    def known(self, ids: Sequence[ExternalId]) -> Mapping[ExternalId, Known]:
        with self._database.reading() as read:
            found = {external_id: self._known(read, external_id) for external_id in ids}
        return {external_id: stored for external_id, stored in found.items() if stored}

    def _known(self, read: sqlite3.Connection, external_id: ExternalId) -> Known | None:
        item = rows.external_item(read, keys.external_key(external_id)["pk"])
        if item is None or items.has_ended(item, self._clock()):
            return None
        return items.known_of(item, external_id)

    def head(self, conversation_id: ConversationId) -> Conversation:
        with self._database.reading() as read:
            return items.head_of(rows.head_at(read, conversation_id))

    def thread(self, conversation_id: ConversationId, last: int) -> tuple[Conversation, tuple[Entry, ...]]:
        with self._database.reading() as read:
            read.execute("BEGIN")  # both reads see one state, also beside another process
            try:
                head = rows.head_at(read, conversation_id)
                newest = _entries(read, conversation_id, (0, keys.LAST_SEQ + 1), last, newest_first=True)
            finally:
                read.execute("ROLLBACK")
        return items.head_of(head), newest

    def entries(
        self, conversation_id: ConversationId, *, after: int = 0, before: int | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        between = (after, keys.LAST_SEQ + 1 if before is None else before)
        with self._database.reading() as read:
            return _entries(read, conversation_id, between, limit, newest_first=before is not None)

    def entry(self, conversation_id: ConversationId, seq: int) -> Entry:
        found = self.entries(conversation_id, after=seq - 1, before=seq + 1)
        return found[0] if found else _no_such_entry()

    def mark_opened(self, conversation_id: ConversationId, through: int) -> Conversation:
        return self._mark("opened", conversation_id, through)

    def mark_seen(self, conversation_id: ConversationId, through: int) -> None:
        if through > 0:
            self._mark("seen", conversation_id, through)

    def _mark(self, mark: str, conversation_id: ConversationId, through: int) -> Conversation:
        with self._database.writing() as write:
            item = rows.head_at(write, conversation_id)
            wanted = min(through, item["seq"])
            if wanted > item.get(mark, 0) or through == 0:
                item = item | {mark: wanted}
                rows.update_head(write, item)
        return items.head_of(item)

    def work(self, conversation_id: ConversationId, seqs: Sequence[int]) -> Mapping[int, DeliveryWork]:
        with self._database.reading() as read:
            marks = ", ".join("?" * len(seqs))
            found = read.execute(
                f"SELECT item FROM work WHERE conversation_id = ? AND seq IN ({marks})",
                (conversation_id, *seqs),
            ).fetchall()
        return {work.seq: work for work in _works(found)}

    def unsettled_work(self, conversation_id: ConversationId) -> tuple[DeliveryWork, ...]:
        with self._database.reading() as read:
            found = read.execute(
                "SELECT item FROM work WHERE conversation_id = ? AND NOT settled ORDER BY seq",
                (conversation_id,),
            ).fetchall()
        return _works(found)

    def change_work(self, work: DeliveryWork) -> None:
        check_item(items.work_item(work))
        with self._database.writing() as write:
            rows.change_work(write, work)

    def due(self, now: datetime, limit: int = 100) -> tuple[DeliveryWork, ...]:
        with self._database.reading() as read:
            found = read.execute(
                "SELECT item FROM work WHERE due_at <= ? ORDER BY due_at LIMIT ?", (moment_text(now), limit)
            ).fetchall()
        return _works(found)


def _entries(
    read: sqlite3.Connection,
    conversation_id: ConversationId,
    between: tuple[int, int],
    limit: int,
    *,
    newest_first: bool,
) -> tuple[Entry, ...]:
    order = "DESC" if newest_first else "ASC"
    found = read.execute(
        "SELECT item FROM entries WHERE conversation_id = ? AND seq > ? AND seq < ? "
        f"ORDER BY seq {order} LIMIT ?",
        (conversation_id, *between, max(limit, 0)),
    ).fetchall()
    entries = tuple(items.entry_of(item_in(row["item"])) for row in found)
    return entries[::-1] if newest_first else entries


def _works(found: Sequence[sqlite3.Row]) -> tuple[DeliveryWork, ...]:
    return tuple(items.work_of(item_in(row["item"])) for row in found)


def _no_such_entry() -> NoReturn:
    raise NoSuchEntry
