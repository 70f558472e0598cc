"""An agent's screen shows lists and a thread: it is told what changes in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import ConversationId, InboxId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection, Presence


def watch_conversations(
    ports: Ports, connection: Connection, inboxes: Sequence[InboxId], conversation_id: ConversationId | None
) -> tuple[Presence, ...]:
    """Replace what this socket watches; answers who else has the conversation open.

    Raises `NoSuchInbox`, `NoSuchConversation`; then it goes on watching what it did.
    """
    known = {inbox.id for inbox in ports.workspace.inboxes()}
    for index, inbox_id in enumerate(inboxes):
        if inbox_id not in known:
            raise NoSuchInbox(field=f"inboxes[{index}]")
    if conversation_id:
        ports.conversations.head(conversation_id)
    wanted = tuple(dict.fromkeys(inboxes))
    ports.live.put_connection(replace(connection, inboxes=wanted, conversation_id=conversation_id))
    if conversation_id is None:
        return ()
    everybody = ports.live.present(conversation_id, ports.now())
    return tuple(row for row in everybody if row.agent_id != connection.agent_id)
