"""A visitor is somebody now: all their open tabs may see what is that person's."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection


def know_visitor(
    ports: Ports, connection: Connection, contact_id: ContactId, conversation_id: ConversationId
) -> None:
    """Called after their first words. This socket follows what they began, the others know whose they are,
    and the team sees who is on the site."""
    assert connection.visitor_id and connection.channel_id  # only a visitor's socket says anything
    for other in ports.live.connections_of_visitor(connection.visitor_id, ports.now()):
        if other.id != connection.id and other.contact_id != contact_id:
            ports.live.put_connection(replace(other, contact_id=contact_id))
    ports.live.put_connection(replace(connection, contact_id=contact_id, conversation_id=conversation_id))
    if here := ports.live.visitor(connection.channel_id, connection.visitor_id, ports.now()):
        ports.live.put_visitor(replace(here, contact_id=contact_id, conversation_id=conversation_id))
