"""A socket and the conversation that it talks in, from the local database."""

from __future__ import annotations

from datetime import datetime

from chalicelib.adapters.local.sqlite.conversation_store import SqliteConversationStore
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.live_store import SqliteLiveStore
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.stores import Connection


class SqliteChatReads:
    """`ChatReads` of the local home."""

    def __init__(self, database: Database) -> None:
        self._live = SqliteLiveStore(database)
        self._conversations = SqliteConversationStore(database)

    def socket_and_head(
        self, connection_id: str, conversation_id: ConversationId, now: datetime
    ) -> tuple[Connection | None, Conversation | None]:
        connection = self._live.connection(connection_id, now)
        try:
            return connection, self._conversations.head(conversation_id)
        except NoSuchConversation:
            return connection, None
