"""What is true only now, in the local database: the same rows as in DynamoDB, found by the same keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import live_items as items
from chalicelib.adapters.stored.plain_form import Plain, moment_text
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.ids import AgentId, ChannelId, ConversationId, InboxId, VisitorId
from chalicelib.ports.stores import Connection, Presence, Session, VisitorOnSite

LEFT = "left"


class SqliteLiveStore:
    """`LiveStore` of the local home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_session(self, session: Session) -> None:
        with self._database.writing() as write:
            _put(write, items.session_items(session))

    def session(self, session_id: str, now: datetime) -> Session | None:
        item = self._item(items.session_key(session_id), now)
        return None if item is None else items.session_of(item)

    def end_session(self, session_id: str) -> None:
        with self._database.writing() as write:
            _drop_session(write, session_id)

    def end_sessions_of(self, agent_id: AgentId, keep: str = "") -> None:
        with self._database.writing() as write:
            for item in _listed(write, items.agent_partition(agent_id), items.SESSION):
                session_id = item["sk"].removeprefix(items.SESSION)
                if session_id != keep:
                    _drop_session(write, session_id)

    def put_ticket(self, ticket: str, value: str, expires_at: datetime) -> None:
        with self._database.writing() as write:
            _put(write, [items.ticket_item(ticket, value, expires_at)])

    def use_ticket(self, ticket: str, now: datetime) -> str | None:
        with self._database.writing() as write:
            item = _taken_out(write, items.ticket_key(ticket))
            _clear_ended(write, now)
        return None if item is None or items.has_ended(item, now) else str(item["value"])

    def put_connection(self, connection: Connection) -> None:
        with self._database.writing() as write:
            _drop_connection(write, connection.id)
            _put(write, items.connection_items(connection))

    def connection(self, connection_id: str, now: datetime) -> Connection | None:
        item = self._item(items.connection_key(connection_id), now)
        return None if item is None else items.connection_of(item)

    def drop_connection(self, connection_id: str) -> None:
        with self._database.writing() as write:
            _drop_connection(write, connection_id)

    def watchers(
        self, inbox_id: InboxId, conversation_id: ConversationId, now: datetime
    ) -> tuple[Connection, ...]:
        topics = (items.inbox_topic(inbox_id), items.conversation_topic(conversation_id))
        found = [connection for topic in topics for connection in self._connections(topic, now)]
        return tuple({connection.id: connection for connection in found}.values())

    def watchers_of(self, conversation_id: ConversationId, now: datetime) -> tuple[Connection, ...]:
        return self._connections(items.conversation_topic(conversation_id), now)

    def connections_of(self, agent_id: AgentId, now: datetime) -> tuple[Connection, ...]:
        return self._connections(items.agent_partition(agent_id), now)

    def connections_of_visitor(self, visitor_id: VisitorId, now: datetime) -> tuple[Connection, ...]:
        return self._connections(items.visitor_partition(visitor_id), now)

    def put_visitor(self, visitor: VisitorOnSite) -> None:
        with self._database.writing() as write:
            _put(write, [items.visitor_item(visitor)])

    def visitor(self, channel_id: ChannelId, visitor_id: VisitorId, now: datetime) -> VisitorOnSite | None:
        item = self._item(items.visitor_key(channel_id, visitor_id), now)
        return None if item is None else items.visitor_of(item)

    def visitors(self, channel_id: ChannelId, now: datetime) -> tuple[VisitorOnSite, ...]:
        with self._database.reading() as read:
            found = _listed(read, items.site_partition(channel_id), items.VISITOR)
        return tuple(items.visitor_of(item) for item in found if not items.has_ended(item, now))

    def _connections(self, pk: str, now: datetime) -> tuple[Connection, ...]:
        with self._database.reading() as read:
            found = _listed(read, pk, items.CONNECTION)
        return tuple(items.connection_of(item) for item in found if not items.has_ended(item, now))

    def put_presence(self, presence: Presence) -> None:
        with self._database.writing() as write:
            if presence.doing == LEFT:
                _drop(write, items.presence_key(presence))
            else:
                _put(write, [items.presence_item(presence)])

    def present(self, conversation_id: ConversationId, now: datetime) -> tuple[Presence, ...]:
        with self._database.reading() as read:
            found = _listed(read, items.presence_partition(conversation_id), items.CONNECTION)
        return tuple(items.presence_of(item) for item in found if not items.has_ended(item, now))

    def at_inbox(self, inbox_id: InboxId, now: datetime) -> tuple[Connection, ...]:
        return self._connections(items.inbox_topic(inbox_id), now)

    def count_try(self, key: str, now: datetime, window_seconds: int, by: int = 1) -> int:
        with self._database.writing() as write:
            item = _taken_out(write, items.tries_key(key))
            if item is None or items.has_ended(item, now):
                ends = now + timedelta(seconds=window_seconds)
                item = {**items.tries_key(key), "tries": 0, **items.ending(ends)}
            tries = int(item["tries"]) + by
            _put(write, [item | {"tries": tries}])
        return tries

    def forget_tries(self, key: str) -> None:
        with self._database.writing() as write:
            _drop(write, items.tries_key(key))

    def _item(self, key: items.Key, now: datetime) -> Plain | None:
        with self._database.reading() as read:
            item = _item(read, key)
        return None if item is None or items.has_ended(item, now) else item


def _item(read: sqlite3.Connection, key: items.Key) -> Plain | None:
    row = read.execute("SELECT item FROM live WHERE pk = :pk AND sk = :sk", key).fetchone()
    return None if row is None else item_in(row["item"])


def _listed(read: sqlite3.Connection, pk: str, prefix: str) -> list[Plain]:
    found = read.execute(
        "SELECT item FROM live WHERE pk = ? AND sk > ? AND sk < ? ORDER BY sk", (pk, prefix, f"{prefix}~")
    ).fetchall()
    return [item_in(row["item"]) for row in found]


def _put(write: sqlite3.Connection, rows: Sequence[Plain]) -> None:
    for item in rows:
        check_item(item)
        write.execute(
            "INSERT OR REPLACE INTO live (pk, sk, expires_at, item) VALUES (?, ?, ?, ?)",
            (item["pk"], item["sk"], item["expires_at"], text_of(item)),
        )


def _drop(write: sqlite3.Connection, key: items.Key) -> None:
    write.execute("DELETE FROM live WHERE pk = :pk AND sk = :sk", key)


def _taken_out(write: sqlite3.Connection, key: items.Key) -> Plain | None:
    item = _item(write, key)
    _drop(write, key)
    return item


def _drop_session(write: sqlite3.Connection, session_id: str) -> None:
    item = _item(write, items.session_key(session_id))
    for row in items.session_items(items.session_of(item)) if item else ():
        _drop(write, items.key_of(row))


def _drop_connection(write: sqlite3.Connection, connection_id: str) -> None:
    item = _item(write, items.connection_key(connection_id))
    for row in items.connection_items(items.connection_of(item)) if item else ():
        _drop(write, items.key_of(row))


def _clear_ended(write: sqlite3.Connection, now: datetime) -> None:
    write.execute("DELETE FROM live WHERE expires_at <= ?", (moment_text(now),))
