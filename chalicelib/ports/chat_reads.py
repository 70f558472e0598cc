"""Reads that a chat needs with every message, joined into one request where the home can."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.stores import Connection


class ChatReads(Protocol):
    """May raise `Throttled`."""

    def socket_and_head(
        self, connection_id: str, conversation_id: ConversationId, now: datetime
    ) -> tuple[Connection | None, Conversation | None]:
        """A socket and a conversation; each `None` when it is not there (or has ended)."""
        ...
