"""A socket is gone: it gets no more news, its agent has left what it showed, its visitor perhaps the site."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection, Presence

LEFT = "left"


@dataclass(frozen=True, slots=True)
class Gone:
    """Who left which conversation, and the sockets that are to be told."""

    conversation_id: ConversationId
    agent_id: AgentId
    agent_name: str
    tell: tuple[str, ...]


def leave_live(ports: Ports, connection_id: str) -> Gone | None:
    """`None` when nobody has to be told: the socket showed no conversation, or the agent has another one."""
    now = ports.now()
    connection = ports.live.connection(connection_id, now)
    if connection is None or connection.visitor_id or connection.conversation_id is None:
        ports.live.drop_connection(connection_id)
        if connection:
            _leave_site(ports, connection)
        return None
    rows = ports.live.present(connection.conversation_id, now)
    here = [row for row in rows if row.connection == connection_id]
    ports.live.drop_connection(connection_id)
    for row in here:
        ports.live.put_presence(
            Presence(row.conversation_id, row.agent_id, row.agent_name, connection_id, LEFT, row.expires_at)
        )
    others = [row for row in rows if row.agent_id == connection.agent_id and row not in here]
    if not here or others:
        return None
    tell = _watching(ports, connection, connection.conversation_id)
    return Gone(connection.conversation_id, connection.agent_id, here[0].agent_name, tell)


def _leave_site(ports: Ports, gone: Connection) -> None:
    """Whoever closed their last tab is not on the site any more; who goes from page to page has the next one
    by then, or a moment later, and opening it counts."""
    channel_id, visitor_id, now = gone.channel_id, gone.visitor_id, ports.now()
    if channel_id is None or visitor_id is None or ports.live.connections_of_visitor(visitor_id, now):
        return
    if here := ports.live.visitor(channel_id, visitor_id, now):
        ports.live.put_visitor(replace(here, left=True))
        here = ports.live.visitor(channel_id, visitor_id, now)
        if here and ports.live.connections_of_visitor(visitor_id, now):  # one was opened between the two
            ports.live.put_visitor(replace(here, left=False))


def _watching(ports: Ports, gone: Connection, conversation_id: ConversationId) -> tuple[str, ...]:
    return tuple(
        watcher.id
        for watcher in ports.live.watchers_of(conversation_id, ports.now())
        if watcher.agent_id and watcher.agent_id != gone.agent_id
    )
