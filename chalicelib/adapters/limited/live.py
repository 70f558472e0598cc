"""What is true only now, within some inboxes: who is on their websites."""

from __future__ import annotations

from datetime import datetime

from chalicelib.adapters.limited.reach import Reach
from chalicelib.domain.ids import AgentId, ChannelId, ConversationId, InboxId, VisitorId
from chalicelib.ports.stores import Connection, LiveStore, Presence, Session, VisitorOnSite


class LimitedLive:
    """`LiveStore` within some inboxes. Sockets, sessions and tries are nobody's to see, and stay whole: who
    is told of a change does not depend on who made it."""

    def __init__(self, store: LiveStore, reach: Reach) -> None:
        self._store = store
        self._reach = reach

    def visitor(self, channel_id: ChannelId, visitor_id: VisitorId, now: datetime) -> VisitorOnSite | None:
        return (
            self._store.visitor(channel_id, visitor_id, now) if self._reach.has_channel(channel_id) else None
        )

    def visitors(self, channel_id: ChannelId, now: datetime) -> tuple[VisitorOnSite, ...]:
        return self._store.visitors(channel_id, now) if self._reach.has_channel(channel_id) else ()

    def put_visitor(self, visitor: VisitorOnSite) -> None:
        self._store.put_visitor(visitor)

    def put_session(self, session: Session) -> None:
        self._store.put_session(session)

    def session(self, session_id: str, now: datetime) -> Session | None:
        return self._store.session(session_id, now)

    def end_session(self, session_id: str) -> None:
        self._store.end_session(session_id)

    def end_sessions_of(self, agent_id: AgentId, keep: str = "") -> None:
        self._store.end_sessions_of(agent_id, keep)

    def put_ticket(self, ticket: str, value: str, expires_at: datetime) -> None:
        self._store.put_ticket(ticket, value, expires_at)

    def use_ticket(self, ticket: str, now: datetime) -> str | None:
        return self._store.use_ticket(ticket, now)

    def put_connection(self, connection: Connection) -> None:
        self._store.put_connection(connection)

    def connection(self, connection_id: str, now: datetime) -> Connection | None:
        return self._store.connection(connection_id, now)

    def drop_connection(self, connection_id: str) -> None:
        self._store.drop_connection(connection_id)

    def watchers(
        self, inbox_id: InboxId, conversation_id: ConversationId, now: datetime
    ) -> tuple[Connection, ...]:
        return self._store.watchers(inbox_id, conversation_id, now)

    def watchers_of(self, conversation_id: ConversationId, now: datetime) -> tuple[Connection, ...]:
        return self._store.watchers_of(conversation_id, now)

    def connections_of(self, agent_id: AgentId, now: datetime) -> tuple[Connection, ...]:
        return self._store.connections_of(agent_id, now)

    def connections_of_visitor(self, visitor_id: VisitorId, now: datetime) -> tuple[Connection, ...]:
        return self._store.connections_of_visitor(visitor_id, now)

    def put_presence(self, presence: Presence) -> None:
        self._store.put_presence(presence)

    def present(self, conversation_id: ConversationId, now: datetime) -> tuple[Presence, ...]:
        return self._store.present(conversation_id, now)

    def at_inbox(self, inbox_id: InboxId, now: datetime) -> tuple[Connection, ...]:
        return self._store.at_inbox(inbox_id, now)

    def count_try(self, key: str, now: datetime, window_seconds: int, by: int = 1) -> int:
        return self._store.count_try(key, now, window_seconds, by)

    def forget_tries(self, key: str) -> None:
        self._store.forget_tries(key)
