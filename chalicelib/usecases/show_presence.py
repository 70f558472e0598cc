"""An agent looks at a conversation, writes in it or leaves it: whoever else has it open is to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection, Presence

LASTS = timedelta(seconds=45)
LEFT = "left"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the agent does there, over all their sockets, and the sockets that are to be told."""

    doing: str
    tell: tuple[str, ...]


def show_presence(
    ports: Ports, connection: Connection, agent: Agent, conversation_id: ConversationId, doing: str
) -> Shown:
    """Keep it for 45 seconds (`left` ends it). Raises `NoSuchConversation`.

    An agent who leaves on one of two screens is still there on the other.
    """
    inbox_id = ports.conversations.head(conversation_id).inbox_id
    now = ports.now()
    ports.live.put_presence(
        Presence(conversation_id, agent.id, agent.name, connection.id, doing, now + LASTS)
    )
    if doing == LEFT:
        elsewhere = [row for row in ports.live.present(conversation_id, now) if row.agent_id == agent.id]
        doing = elsewhere[0].doing if elsewhere else LEFT
    watchers = ports.live.watchers(inbox_id, conversation_id, now)
    return Shown(
        doing,
        tuple(
            watcher.id
            for watcher in watchers
            if watcher.conversation_id == conversation_id and watcher.agent_id != agent.id
        ),
    )
