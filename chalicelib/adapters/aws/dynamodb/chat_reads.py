"""One request over two tables: a socket and the conversation that it talks in."""

from __future__ import annotations

from datetime import datetime

from chalicelib.adapters.aws.dynamodb.live_store import LIVE
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import batch_of_tables
from chalicelib.adapters.stored import conversation_items, live_items
from chalicelib.adapters.stored.conversation_keys import head_key
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.stores import Connection

CONVERSATIONS = "conversations"


class DynamoChatReads:
    """`ChatReads` of the deployed home."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def socket_and_head(
        self, connection_id: str, conversation_id: ConversationId, now: datetime
    ) -> tuple[Connection | None, Conversation | None]:
        live, conversations = self._place.table(LIVE), self._place.table(CONVERSATIONS)
        asked = {
            live: [live_items.connection_key(connection_id)],
            conversations: [head_key(conversation_id)],
        }
        found = batch_of_tables(self._place, asked)
        sockets = [item for item in found[live] if not live_items.has_ended(item, now)]
        heads = found[conversations]
        return (
            live_items.connection_of(sockets[0]) if sockets else None,
            conversation_items.head_of(heads[0]) if heads else None,
        )
