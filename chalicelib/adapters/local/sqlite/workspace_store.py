"""Inboxes, channels, agents, domains, counters and the quarantine in the local database."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from chalicelib.adapters.local.sqlite.chat_settings_store import SqliteChatSettings
from chalicelib.adapters.local.sqlite.form_store import SqliteForms
from chalicelib.adapters.local.sqlite.json_items import item_in
from chalicelib.adapters.local.sqlite.subscription_store import SqliteSubscriptions
from chalicelib.adapters.local.sqlite.token_store import SqliteTokens
from chalicelib.adapters.local.sqlite.workspace_rows import drop_row, item_at, put_over, put_row
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import Plain, plain
from chalicelib.domain.errors import AlreadyThere, NoSuchAgent, NoSuchQuarantined, StaleChannel
from chalicelib.domain.ids import AgentId, ChannelId
from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.domain.workspace import Agent, Channel, Inbox, Quarantined
from chalicelib.ports.quarantine_store import QuarantinePage


class SqliteWorkspaceStore(SqliteChatSettings, SqliteForms, SqliteTokens, SqliteSubscriptions):
    """`WorkspaceStore` of the local home."""

    def inboxes(self) -> tuple[Inbox, ...]:
        return tuple(items.thing_of(Inbox, item) for item in self._all(items.INBOX))

    def put_inbox(self, inbox: Inbox) -> None:
        with self._database.writing() as write:
            put_over(write, inbox)

    def channels(self) -> tuple[Channel, ...]:
        return tuple(items.thing_of(Channel, item) for item in self._all(items.CHANNEL))

    def put_channel(self, channel: Channel) -> None:
        with self._database.writing() as write:
            _put_channel(write, channel)

    def change_channel(self, channel: Channel) -> None:
        with self._database.writing() as write:
            stored = item_at(write, items.CHANNEL, channel.id)
            if stored is None or items.thing_of(Channel, stored).version != channel.version - 1:
                raise StaleChannel
            _put_channel(write, channel)

    def note_heard(self, channel_id: ChannelId, at: datetime) -> None:
        with self._database.writing() as write:
            if stored := item_at(write, items.CHANNEL, channel_id):
                put_row(write, {**stored, "heard_at": plain(at)})

    def sending_domain(self, name: str) -> SendingDomain | None:
        with self._database.reading() as read:
            item = item_at(read, items.DOMAIN, name)
        return None if item is None else items.thing_of(SendingDomain, item)

    def put_sending_domain(self, domain: SendingDomain) -> None:
        with self._database.writing() as write:
            put_over(write, domain)

    def agents(self) -> tuple[Agent, ...]:
        return tuple(items.thing_of(Agent, item) for item in self._all(items.AGENT))

    def agent(self, agent_id: AgentId) -> Agent:
        with self._database.reading() as read:
            item = item_at(read, items.AGENT, agent_id)
        if item is None:
            raise NoSuchAgent
        return items.thing_of(Agent, item)

    def add_agent(self, agent: Agent) -> None:
        with self._database.writing() as write:
            _insert(write, items.email_item(agent))
            _insert(write, items.thing_item(agent))

    def change_agent(self, agent: Agent) -> None:
        with self._database.writing() as write:
            if item_at(write, items.AGENT, agent.id) is None:
                raise NoSuchAgent
            put_over(write, agent)

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
            put_over(write, item)

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
            if item_at(write, other, item.id) is None:
                raise NoSuchQuarantined
            drop_row(write, other, item.id)
            put_row(write, items.thing_item(item))

    def quarantined_before(self, moment: datetime, limit: int = 100) -> tuple[Quarantined, ...]:
        found: list[Quarantined] = []
        for kind in (items.QUARANTINE, items.DROPPED):
            before = items.arrival_key(kind, moment, "")["arrived_at"]
            found += self._arrived("arrived_at < ? ORDER BY arrived_at LIMIT ?", (kind, before, limit))
        return tuple(found)

    def release(self, item_id: str) -> None:
        with self._database.writing() as write:
            for kind in (items.QUARANTINE, items.DROPPED):
                drop_row(write, kind, item_id)

    def _quarantined(self, kind: str, item_id: str) -> Quarantined:
        with self._database.reading() as read:
            item = item_at(read, kind, item_id)
        if item is None:
            raise NoSuchQuarantined
        return items.thing_of(Quarantined, item)

    def _arrived(self, condition: str, values: tuple[object, ...]) -> list[Quarantined]:
        """Rows of the index by arrival; `values` begin with the kind, `condition` is our own text."""
        asked = f"SELECT item FROM workspace WHERE kind = ? AND arrived_at IS NOT NULL AND {condition}"
        with self._database.reading() as read:
            found = read.execute(asked, values).fetchall()
        return [items.thing_of(Quarantined, item_in(row["item"])) for row in found]


def _put_channel(write: sqlite3.Connection, channel: Channel) -> None:
    if earlier := item_at(write, items.CHANNEL, channel.id):
        for address in items.address_items(items.thing_of(Channel, earlier)):
            drop_row(write, address["pk"], address["sk"])
    for address in items.address_items(channel):
        _insert(write, address)
    put_over(write, channel)


def _insert(write: sqlite3.Connection, item: Plain) -> None:
    if item_at(write, item["pk"], item["sk"]) is not None:
        raise AlreadyThere
    put_row(write, item)
