"""Settings of chat channels and their chatflows, in DynamoDB."""

from __future__ import annotations

from chalicelib.adapters.aws.dynamodb.conditions import ABSENT, Condition, equals
from chalicelib.adapters.aws.dynamodb.workspace_rows import WORKSPACE, WorkspaceRows, over
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.size_limits import check_transaction
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow, in_order
from chalicelib.domain.errors import ChangedMeanwhile, NoSuchChatflow, StaleConversation
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.publication import Publication, Publishing, place_of


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

    def publish_chatflow(self, publishing: Publishing) -> None:
        kept = [items.thing_item(one) for one in publishing.kept]
        item = items.thing_item(publishing.flow)
        check_transaction([item, *kept])
        write = self._writer.transaction()
        for one in publishing.forgotten:
            write.drop(WORKSPACE, items.key(items.PUBLICATION, one.id))
        for row in kept:
            write.put(WORKSPACE, row, None)
        write.update(WORKSPACE, item, over(publishing.flow), _next_to(publishing.flow))
        try:
            refused = write.commit()
        except StaleConversation as error:
            raise ChangedMeanwhile from error
        if refused:
            raise ChangedMeanwhile

    def publications(self, chatflow_id: str) -> tuple[Publication, ...]:
        values = {":kind": items.PUBLICATION, ":flow": place_of(chatflow_id)}
        found = self._rows.query("pk = :kind AND begins_with(sk, :flow)", values, ScanIndexForward=False)
        return tuple(items.thing_of(Publication, item) for item in found)

    def drop_chatflow(self, chatflow_id: str) -> None:
        """The publications first: cut short, nothing is left that belongs to no chatflow."""
        shown = [items.key(items.PUBLICATION, one.id) for one in self.publications(chatflow_id)]
        self._rows.write_each([], [*shown, items.key(items.CHATFLOW, chatflow_id)])


def _next_to(thing: Chatflow) -> Condition:
    """That the stored version is the one before, or that there is none yet."""
    before = thing.version - 1
    return equals("version", before) if before else ABSENT
