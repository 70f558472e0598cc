"""A visitor's page shows a conversation: from now on its socket gets what happens there."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection


def follow_chat(ports: Ports, connection: Connection, conversation_id: ConversationId) -> Connection:
    """The socket as it is now. That the conversation is theirs was asked before."""
    if connection.conversation_id == conversation_id:
        return connection
    following = replace(connection, conversation_id=conversation_id)
    ports.live.put_connection(following)
    return following
