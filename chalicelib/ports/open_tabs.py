"""The open tabs of a visitor, or of everybody who is the same person."""

from __future__ import annotations

from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.ids import VisitorId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import VisitorOnSite
from chalicelib.ports.visits import VISITOR

CHAT = "chat"


def cut_off(ports: Ports, visitor_id: VisitorId) -> None:
    """Close all sockets of this browser: what it sends from now on is nobody's."""
    for socket in ports.live.connections_of_visitor(visitor_id, ports.now()):
        ports.live.drop_connection(socket.id)
        ports.sockets.close(socket.id)


def browsers_of(ports: Ports, contact: Contact) -> set[VisitorId]:
    """Every browser by which they wrote first, or have the chat open now."""
    known = {VisitorId(one.value) for one in contact.identities if one.kind == VISITOR}
    here = {one.visitor_id for one in everybody_on_site(ports) if is_the_same(one, contact)}
    return known | here


def everybody_on_site(ports: Ports) -> list[VisitorOnSite]:
    """The visitors of the last minutes on every chat channel, in no order."""
    now = ports.now()
    chats = [channel.id for channel in ports.workspace.channels() if channel.kind == CHAT]
    return [visitor for channel_id in chats for visitor in ports.live.visitors(channel_id, now)]


def is_the_same(visitor: VisitorOnSite, contact: Contact) -> bool:
    """Whether this visitor is this person, as far as anybody knows."""
    if visitor.contact_id:
        return visitor.contact_id == contact.id
    return Identity(VISITOR, visitor.visitor_id) in contact.identities
