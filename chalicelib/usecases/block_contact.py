"""An agent wants no more chat with somebody: their sockets close, and nothing they send there is taken."""

from __future__ import annotations

from chalicelib.domain.contact import Block
from chalicelib.domain.ids import AgentId, ContactId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.open_tabs import browsers_of, cut_off


def block_contact(ports: Ports, contact_id: ContactId, by: AgentId) -> None:
    """Doing it again closes what is open again. Raises `NoSuchContact`.

    It is kept before the sockets are closed, so that no tab comes back in between. Mail is another matter.
    """
    contact = ports.contacts.get(contact_id)
    if contact.blocked is None:
        ports.contacts.set_block(contact_id, Block(ports.now(), by))
    for visitor_id in browsers_of(ports, contact):
        cut_off(ports, visitor_id)


def unblock_contact(ports: Ports, contact_id: ContactId) -> None:
    """Their browsers may open a chat again. Raises `NoSuchContact`."""
    ports.contacts.set_block(contact_id, None)
