"""Items and keys of the table `live`: sessions, tickets, sockets, presence and tries. All of them end.

`expires_at` is what reads go by; `ttl` (seconds since 1970) only lets DynamoDB clear away what has ended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.adapters.stored.plain_form import Plain, filled, moment_text, plain
from chalicelib.domain.ids import AgentId, ChannelId, ConversationId, InboxId, VisitorId
from chalicelib.ports.stores import Connection, Presence, Session, VisitorOnSite

Key = dict[str, str]

SESSION = "S#"
CONNECTION = "K#"
VISITOR = "V#"


def key_of(item: Mapping[str, Any]) -> Key:
    """The key of an item."""
    return {"pk": item["pk"], "sk": item["sk"]}


def secret_key(letter: str, secret: str) -> Key:
    """A row that is found by a secret or by text from outside, which must not stand in the table."""
    return {"pk": f"{letter}#{hashlib.sha256(secret.encode()).hexdigest()}", "sk": letter}


def session_key(session_id: str) -> Key:
    return {"pk": f"{SESSION}{session_id}", "sk": "S"}


def ticket_key(ticket: str) -> Key:
    return secret_key("T", ticket)


def tries_key(key: str) -> Key:
    return secret_key("N", key)


def connection_key(connection_id: str) -> Key:
    return {"pk": f"{CONNECTION}{connection_id}", "sk": "K"}


def agent_partition(agent_id: AgentId) -> str:
    """Where the sessions and sockets of an agent are listed."""
    return f"A#{agent_id}"


def visitor_partition(visitor_id: VisitorId) -> str:
    """Where the sockets of a visitor are listed."""
    return f"V#{visitor_id}"


def site_partition(channel_id: ChannelId) -> str:
    """Where those are listed who are on the pages of a chat channel."""
    return f"L#{channel_id}"


def visitor_key(channel_id: ChannelId, visitor_id: VisitorId) -> Key:
    return {"pk": site_partition(channel_id), "sk": f"{VISITOR}{visitor_id}"}


def visitor_item(visitor: VisitorOnSite) -> Plain:
    stored: Plain = plain(visitor) | ending(visitor.expires_at)
    return visitor_key(visitor.channel_id, visitor.visitor_id) | stored


def visitor_of(item: Mapping[str, Any]) -> VisitorOnSite:
    return filled(VisitorOnSite, item)


def inbox_topic(inbox_id: InboxId) -> str:
    """Where the sockets are listed that watch an inbox."""
    return f"W#inbox#{inbox_id}"


def conversation_topic(conversation_id: ConversationId) -> str:
    """Where the sockets are listed that watch a conversation."""
    return f"W#conversation#{conversation_id}"


def presence_partition(conversation_id: ConversationId) -> str:
    """Where those are listed who look at a conversation."""
    return f"P#{conversation_id}"


def ending(moment: datetime) -> Plain:
    """The two attributes that say when a row ends; the clearing away comes a second later."""
    return {"expires_at": moment_text(moment), "ttl": int(moment.timestamp()) + 1}


def session_items(session: Session) -> list[Plain]:
    """The session, and its place in the agent's list."""
    stored: Plain = plain(session) | ending(session.expires_at)
    listed = {"pk": agent_partition(session.agent_id), "sk": f"{SESSION}{session.id}"}
    return [session_key(session.id) | stored, listed | ending(session.expires_at)]


def session_of(item: Mapping[str, Any]) -> Session:
    return filled(Session, item)


def connection_items(connection: Connection) -> list[Plain]:
    """The socket, and its place in the lists of whose it is and of all it watches."""
    stored: Plain = plain(connection) | ending(connection.expires_at)
    owner, visitor = agent_partition(connection.agent_id), connection.visitor_id
    listed_in = [visitor_partition(visitor) if visitor else owner]
    listed_in += map(inbox_topic, dict.fromkeys(connection.inboxes))
    if connection.conversation_id:
        listed_in.append(conversation_topic(connection.conversation_id))
    listed = [{"pk": pk, "sk": f"{CONNECTION}{connection.id}"} for pk in listed_in]
    return [connection_key(connection.id) | stored, *(place | stored for place in listed)]


def connection_of(item: Mapping[str, Any]) -> Connection:
    return filled(Connection, item)


def presence_item(presence: Presence) -> Plain:
    stored: Plain = plain(presence) | ending(presence.expires_at)
    return presence_key(presence) | stored


def presence_key(presence: Presence) -> Key:
    return {
        "pk": presence_partition(presence.conversation_id),
        "sk": f"{CONNECTION}{presence.connection}",
    }


def presence_of(item: Mapping[str, Any]) -> Presence:
    return filled(Presence, item)


def ticket_item(ticket: str, value: str, expires_at: datetime) -> Plain:
    return {**ticket_key(ticket), "value": value, **ending(expires_at)}


def has_ended(item: Mapping[str, Any], now: datetime) -> bool:
    """A row ends at its `expires_at`, cleared away or not."""
    return bool(item["expires_at"] <= moment_text(now))
