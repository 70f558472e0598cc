"""Settings of chat channels and their chatflows, in the local database."""

from __future__ import annotations

import sqlite3

from chalicelib.adapters.local.sqlite.json_items import item_in
from chalicelib.adapters.local.sqlite.workspace_rows import (
    WorkspaceRows,
    drop_row,
    item_at,
    put_next,
    put_row,
)
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.adapters.stored.size_limits import check_transaction
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow, in_order
from chalicelib.domain.errors import NoSuchChatflow
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.publication import Publication, Publishing, place_of


class SqliteChatSettings(WorkspaceRows):
    """`ChatSettingsStore` of the local home."""

    def chat_settings(self, channel_id: ChannelId) -> ChatSettings:
        with self._database.reading() as read:
            item = item_at(read, items.CHAT, channel_id)
        return ChatSettings(channel_id) if item is None else items.thing_of(ChatSettings, item)

    def put_chat_settings(self, settings: ChatSettings) -> None:
        self._put_next(settings)

    def chatflows(self, channel_id: ChannelId, *, dropped: bool = False) -> tuple[Chatflow, ...]:
        found = (items.thing_of(Chatflow, item) for item in self._all(items.CHATFLOW))
        return in_order(items.chatflows_of(channel_id, found, dropped=dropped))

    def chatflow(self, chatflow_id: str) -> Chatflow:
        with self._database.reading() as read:
            item = item_at(read, items.CHATFLOW, chatflow_id)
        if item is None:
            raise NoSuchChatflow
        return items.thing_of(Chatflow, item)

    def put_chatflow(self, chatflow: Chatflow) -> None:
        self._put_next(chatflow)

    def publish_chatflow(self, publishing: Publishing) -> None:
        kept = [items.thing_item(one) for one in publishing.kept]
        check_transaction([items.thing_item(publishing.flow), *kept])
        with self._database.writing() as write:
            put_next(write, publishing.flow)
            for row in kept:
                put_row(write, row)
            for one in publishing.forgotten:
                drop_row(write, items.PUBLICATION, one.id)

    def publications(self, chatflow_id: str) -> tuple[Publication, ...]:
        with self._database.reading() as read:
            found = _publications(read, chatflow_id)
        return tuple(items.thing_of(Publication, item) for item in found)

    def drop_chatflow(self, chatflow_id: str) -> None:
        with self._database.writing() as write:
            for item in _publications(write, chatflow_id):
                drop_row(write, items.PUBLICATION, item["sk"])
            drop_row(write, items.CHATFLOW, chatflow_id)


def _publications(read: sqlite3.Connection, chatflow_id: str) -> list[Plain]:
    """The newest first."""
    found = read.execute(
        "SELECT item FROM workspace WHERE kind = ? AND id > ? AND id < ? ORDER BY id DESC",
        (items.PUBLICATION, place_of(chatflow_id), f"{place_of(chatflow_id)}~"),
    )
    return [item_in(row["item"]) for row in found.fetchall()]
