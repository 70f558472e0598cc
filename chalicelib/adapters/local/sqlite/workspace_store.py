"""Inboxes, channels, agents, domains, counters and the quarantine in the local database."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.errors import AlreadyThere, NoSuchAgent, NoSuchQuarantined, StaleChannel
from chalicelib.domain.ids import AgentId
from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.domain.workspace import Agent, Channel, Inbox, Quarantined
from chalicelib.ports.quarantine_store import QuarantinePage


class SqliteWorkspaceStore:
    """`WorkspaceStore` of the local home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def inboxes(self) -> tuple[Inbox, ...]:
        return tuple(items.thing_of(Inbox, item) for item in self._all(items.INBOX))

    def put_inbox(self, inbox: Inbox) -> None:
        with self._database.writing() as write:
            _put_over(write, inbox)

    def channels(self) -> tuple[Channel, ...]:
        return tuple(items.thing_of(Channel, item) for item in self._all(items.CHANNEL))

    def put_channel(self, channel: Channel) -> None:
        with self._database.writing() as write:
            _put_channel(write, channel)

    def change_channel(self, channel: Channel) -> None:
        with self._database.writing() as write:
            stored = _item(write, items.CHANNEL, channel.id)
            if stored is None or items.thing_of(Channel, stored).version != channel.version - 1:
                raise StaleChannel
            _put_channel(write, channel)

    def sending_domain(self, name: str) -> SendingDomain | None:
        with self._database.reading() as read:
            item = _item(read, items.DOMAIN, name)
        return None if item is None else items.thing_of(SendingDomain, item)

    def put_sending_domain(self, domain: SendingDomain) -> None:
        with self._database.writing() as write:
            _put_over(write, domain)

    def agents(self) -> tuple[Agent, ...]:
        return tuple(items.thing_of(Agent, item) for item in self._all(items.AGENT))

    def agent(self, agent_id: AgentId) -> Agent:
        with self._database.reading() as read:
            item = _item(read, items.AGENT, agent_id)
        if item is None:
            raise NoSuchAgent
        return items.thing_of(Agent, item)

    def add_agent(self, agent: Agent) -> None:
        with self._database.writing() as write:
            _insert(write, items.email_item(agent))
            _insert(write, items.thing_item(agent))

    def change_agent(self, agent: Agent) -> None:
        with self._database.writing() as write:
            if _item(write, items.AGENT, agent.id) is None:
                raise NoSuchAgent
            _put_over(write, agent)

    def next_number(self, counter: str) -> int:
        with self._database.writing() as write:
            (value,) = write.execute(
                "INSERT INTO counters (name, value) VALUES (?, 1) "
                "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
                (counter,),
            ).fetchone()
        return int(value)

    def quarantine(self, item: Quarantined) -> None:
        with self._database.writing() as write:
            _put_over(write, item)

    def quarantined(self, limit: int = 100) -> tuple[Quarantined, ...]:
        return self.quarantine_page(dropped=False, limit=limit).items

    def quarantine_page(
        self, *, dropped: bool, limit: int, after: tuple[datetime, str] | None = None
    ) -> QuarantinePage:
        kind = items.quarantine_kind(dropped=dropped)
        start = items.arrival_key(kind, *after) if after else {"arrived_at": "~", "sk": ""}
        found = self._arrived(
            "(arrived_at, id) < (?, ?) ORDER BY arrived_at DESC, id DESC LIMIT ?",
            (kind, start["arrived_at"], start["sk"], limit + 1),
        )
        return QuarantinePage.of(found, limit)

    def quarantined_item(self, item_id: str) -> Quarantined:
        return self._quarantined(items.QUARANTINE, item_id)

    def dropped_item(self, item_id: str) -> Quarantined:
        return self._quarantined(items.DROPPED, item_id)

    def move_quarantined(self, item: Quarantined) -> None:
        other = items.quarantine_kind(dropped=not item.is_dropped)
        with self._database.writing() as write:
            if _item(write, other, item.id) is None:
                raise NoSuchQuarantined
            _drop(write, other, item.id)
            _put(write, items.thing_item(item))

    def quarantined_before(self, moment: datetime, limit: int = 100) -> tuple[Quarantined, ...]:
        found: list[Quarantined] = []
        for kind in (items.QUARANTINE, items.DROPPED):
            before = items.arrival_key(kind, moment, "")["arrived_at"]
            found += self._arrived("arrived_at < ? ORDER BY arrived_at LIMIT ?", (kind, before, limit))
        return tuple(found)

    def release(self, item_id: str) -> None:
        with self._database.writing() as write:
            for kind in (items.QUARANTINE, items.DROPPED):
                _drop(write, kind, item_id)

    def _quarantined(self, kind: str, item_id: str) -> Quarantined:
        with self._database.reading() as read:
            item = _item(read, kind, item_id)
        if item is None:
            raise NoSuchQuarantined
        return items.thing_of(Quarantined, item)

    def _arrived(self, condition: str, values: tuple[object, ...]) -> list[Quarantined]:
        """Rows of the index by arrival; `values` begin with the kind, `condition` is our own text."""
        asked = f"SELECT item FROM workspace WHERE kind = ? AND arrived_at IS NOT NULL AND {condition}"
        with self._database.reading() as read:
            found = read.execute(asked, values).fetchall()
        return [items.thing_of(Quarantined, item_in(row["item"])) for row in found]

    def _all(self, kind: str) -> list[Plain]:
        with self._database.reading() as read:
            found = read.execute("SELECT item FROM workspace WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        return [item_in(row["item"]) for row in found]


def _item(read: sqlite3.Connection, kind: str, id_: str) -> Plain | None:
    row = read.execute("SELECT item FROM workspace WHERE kind = ? AND id = ?", (kind, id_)).fetchone()
    return None if row is None else item_in(row["item"])


def _drop(write: sqlite3.Connection, kind: str, id_: str) -> None:
    write.execute("DELETE FROM workspace WHERE kind = ? AND id = ?", (kind, id_))


def _put_channel(write: sqlite3.Connection, channel: Channel) -> None:
    if earlier := _item(write, items.CHANNEL, channel.id):
        for address in items.address_items(items.thing_of(Channel, earlier)):
            _drop(write, address["pk"], address["sk"])
    for address in items.address_items(channel):
        _insert(write, address)
    _put_over(write, channel)


def _insert(write: sqlite3.Connection, item: Plain) -> None:
    if _item(write, item["pk"], item["sk"]) is not None:
        raise AlreadyThere
    _put(write, item)


def _put_over(write: sqlite3.Connection, thing: items.AnyThing) -> None:
    item = items.thing_item(thing)
    to_set, to_remove = items.thing_changes(thing)
    stored = _item(write, item["pk"], item["sk"]) or item
    _put(write, {name: value for name, value in (stored | to_set).items() if name not in to_remove})


def _put(write: sqlite3.Connection, item: Plain) -> None:
    check_item(item)
    write.execute(
        "INSERT OR REPLACE INTO workspace (kind, id, arrived_at, item) VALUES (?, ?, ?, ?)",
        (item["pk"], item["sk"], item.get("arrived_at"), text_of(item)),
    )
