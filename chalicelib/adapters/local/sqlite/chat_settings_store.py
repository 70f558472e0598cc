"""Settings of chat channels and their chatflows, in the local database."""

from __future__ import annotations

from chalicelib.adapters.local.sqlite.workspace_rows import WorkspaceRows, drop_row, item_at, put_over
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow, in_order
from chalicelib.domain.errors import ChangedMeanwhile, NoSuchChatflow
from chalicelib.domain.ids import ChannelId


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

    def drop_chatflow(self, chatflow_id: str) -> None:
        with self._database.writing() as write:
            drop_row(write, items.CHATFLOW, chatflow_id)

    def _put_next(self, thing: ChatSettings | Chatflow) -> None:
        """Under the condition that the stored version is the one before, or that there is none yet."""
        with self._database.writing() as write:
            stored = item_at(write, items.KINDS[type(thing)], thing.id)
            if (stored["version"] if stored else 0) != thing.version - 1:
                raise ChangedMeanwhile
            put_over(write, thing)
