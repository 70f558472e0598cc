"""What is true only now, in DynamoDB. TTL is a hint: every read looks at `expires_at` itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.adapters.aws.dynamodb.conditions import add, after, changes, no_later
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.writers import writer_at
from chalicelib.adapters.stored import live_items as items
from chalicelib.adapters.stored.plain_form import Plain, moment_text
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.errors import StaleConversation
from chalicelib.domain.ids import AgentId, ChannelId, ConversationId, InboxId, VisitorId
from chalicelib.ports.stores import Connection, Presence, Session, VisitorOnSite

LIVE = "live"
LEFT = "left"
WINDOW_TRIES = 10


class DynamoLiveStore:
    """`LiveStore` of the deployed home."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._rows = Rows(place, LIVE)

    def put_session(self, session: Session) -> None:
        """Both rows or none: a session that is not in its agent's list could not be ended."""
        write = writer_at(self._place).transaction()
        for item in items.session_items(session):
            check_item(item)
            write.put(LIVE, item, None)
        write.commit()

    def session(self, session_id: str, now: datetime) -> Session | None:
        item = self._item(items.session_key(session_id), now)
        return None if item is None else items.session_of(item)

    def end_session(self, session_id: str) -> None:
        item = self._rows.take_out(items.session_key(session_id))
        if item:
            self._rows.write_each(
                [], [items.key_of(row) for row in items.session_items(items.session_of(item))]
            )

    def end_sessions_of(self, agent_id: AgentId, keep: str = "") -> None:
        for item in self._listed(items.agent_partition(agent_id), items.SESSION):
            session_id = item["sk"].removeprefix(items.SESSION)
            if session_id != keep:
                self.end_session(session_id)

    def put_ticket(self, ticket: str, value: str, expires_at: datetime) -> None:
        self._put([items.ticket_item(ticket, value, expires_at)])

    def use_ticket(self, ticket: str, now: datetime) -> str | None:
        item = self._rows.take_out(items.ticket_key(ticket))
        return None if item is None or items.has_ended(item, now) else str(item["value"])

    def put_connection(self, connection: Connection) -> None:
        stored = self._rows.get(items.connection_key(connection.id))
        rows = items.connection_items(connection)
        places = [items.key_of(row) for row in rows]
        earlier = items.connection_items(items.connection_of(stored)) if stored else []
        self._put(rows, [key for key in map(items.key_of, earlier) if key not in places])

    def connection(self, connection_id: str, now: datetime) -> Connection | None:
        item = self._item(items.connection_key(connection_id), now)
        return None if item is None else items.connection_of(item)

    def drop_connection(self, connection_id: str) -> None:
        stored = self._rows.get(items.connection_key(connection_id))
        if stored:
            rows = items.connection_items(items.connection_of(stored))
            self._rows.write_each([], [items.key_of(row) for row in rows])

    def watchers(
        self, inbox_id: InboxId, conversation_id: ConversationId, now: datetime
    ) -> tuple[Connection, ...]:
        topics = (items.inbox_topic(inbox_id), items.conversation_topic(conversation_id))
        found = [connection for topic in topics for connection in self._connections(topic, now)]
        return tuple({connection.id: connection for connection in found}.values())

    def watchers_of(self, conversation_id: ConversationId, now: datetime) -> tuple[Connection, ...]:
        return self._connections(items.conversation_topic(conversation_id), now)

    def connections_of(self, agent_id: AgentId, now: datetime) -> tuple[Connection, ...]:
        return self._connections(items.agent_partition(agent_id), now)

    def connections_of_visitor(self, visitor_id: VisitorId, now: datetime) -> tuple[Connection, ...]:
        return self._connections(items.visitor_partition(visitor_id), now)

    def put_visitor(self, visitor: VisitorOnSite) -> None:
        self._put([items.visitor_item(visitor)])

    def visitor(self, channel_id: ChannelId, visitor_id: VisitorId, now: datetime) -> VisitorOnSite | None:
        item = self._item(items.visitor_key(channel_id, visitor_id), now)
        return None if item is None else items.visitor_of(item)

    def visitors(self, channel_id: ChannelId, now: datetime) -> tuple[VisitorOnSite, ...]:
        found = self._listed(items.site_partition(channel_id), items.VISITOR)
        return tuple(items.visitor_of(item) for item in found if not items.has_ended(item, now))

    def _connections(self, pk: str, now: datetime) -> tuple[Connection, ...]:
        found = self._listed(pk, items.CONNECTION)
        return tuple(items.connection_of(item) for item in found if not items.has_ended(item, now))

    def put_presence(self, presence: Presence) -> None:
        if presence.doing == LEFT:
            self._rows.take_out(items.presence_key(presence))
        else:
            self._put([items.presence_item(presence)])

    def present(self, conversation_id: ConversationId, now: datetime) -> tuple[Presence, ...]:
        found = self._listed(items.presence_partition(conversation_id), items.CONNECTION)
        return tuple(items.presence_of(item) for item in found if not items.has_ended(item, now))

    def at_inbox(self, inbox_id: InboxId, now: datetime) -> tuple[Connection, ...]:
        return self._connections(items.inbox_topic(inbox_id), now)

    def count_try(self, key: str, now: datetime, window_seconds: int, by: int = 1) -> int:
        """One atomic ADD while the window lasts; the first try after it begins a new one."""
        row, ends = items.tries_key(key), now + timedelta(seconds=window_seconds)
        writer, moment = writer_at(self._place), moment_text(now)
        for _ in range(WINDOW_TRIES):
            try:
                return int(writer.update(LIVE, row, [add("tries", by)], after("expires_at", moment))["tries"])
            except StaleConversation:
                begun = changes({"tries": by, **items.ending(ends)})
            try:
                return int(writer.update(LIVE, row, begun, no_later("expires_at", moment))["tries"])
            except StaleConversation:
                continue  # somebody else began the window
        raise StaleConversation

    def forget_tries(self, key: str) -> None:
        self._rows.take_out(items.tries_key(key))

    def _item(self, key: items.Key, now: datetime) -> Plain | None:
        item = self._rows.get(key)
        return None if item is None or items.has_ended(item, now) else item

    def _listed(self, pk: str, prefix: str) -> list[Plain]:
        return self._rows.query("pk = :pk AND begins_with(sk, :prefix)", {":pk": pk, ":prefix": prefix})

    def _put(self, rows: list[Plain], to_drop: list[items.Key] | None = None) -> None:
        for item in rows:
            check_item(item)
        self._rows.write_each(rows, to_drop or [])
