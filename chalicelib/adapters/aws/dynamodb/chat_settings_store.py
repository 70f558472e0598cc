"""Settings of chat channels and their chatflows, in DynamoDB."""

from __future__ import annotations

from chalicelib.adapters.aws.dynamodb.conditions import ABSENT, equals
from chalicelib.adapters.aws.dynamodb.workspace_rows import WorkspaceRows
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow, in_order
from chalicelib.domain.errors import ChangedMeanwhile, NoSuchChatflow, StaleConversation
from chalicelib.domain.ids import ChannelId


class DynamoChatSettings(WorkspaceRows):
    """`ChatSettingsStore` of the deployed home."""

    def chat_settings(self, channel_id: ChannelId) -> ChatSettings:
        item = self._rows.get(items.key(items.CHAT, channel_id))
        return ChatSettings(channel_id) if item is None else items.thing_of(ChatSettings, item)

    def put_chat_settings(self, settings: ChatSettings) -> None:
        self._put_next(settings)

    def chatflows(self, channel_id: ChannelId, *, dropped: bool = False) -> tuple[Chatflow, ...]:
        found = (items.thing_of(Chatflow, item) for item in self._all(items.CHATFLOW))
        return in_order(items.chatflows_of(channel_id, found, dropped=dropped))

    def chatflow(self, chatflow_id: str) -> Chatflow:
        item = self._rows.get(items.key(items.CHATFLOW, chatflow_id))
        if item is None:
            raise NoSuchChatflow
        return items.thing_of(Chatflow, item)

    def put_chatflow(self, chatflow: Chatflow) -> None:
        self._put_next(chatflow)

    def drop_chatflow(self, chatflow_id: str) -> None:
        self._rows.take_out(items.key(items.CHATFLOW, chatflow_id))

    def _put_next(self, thing: ChatSettings | Chatflow) -> None:
        """Under the condition that the stored version is the one before, or that there is none yet."""
        before = thing.version - 1
        try:
            self._put_over(thing, equals("version", before) if before else ABSENT)
        except StaleConversation as error:
            raise ChangedMeanwhile from error
