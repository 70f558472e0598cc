"""A person and their conversations, for the details beside a thread."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.contact import Contact
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.ports.bundle import Ports

SHOWN = 10


@dataclass(frozen=True, slots=True)
class ContactCard:
    contact: Contact
    conversations: tuple[Conversation, ...]


def contact_card(ports: Ports, contact_id: ContactId) -> ContactCard:
    """The person with at most 10 conversations, newest first. Raises `NoSuchContact`."""
    contact = ports.contacts.get(contact_id)
    found = [_head(ports, found_id) for found_id in ports.lists.of_contact(contact_id, SHOWN)]
    return ContactCard(contact, tuple(head for head in found if head))


def _head(ports: Ports, conversation_id: ConversationId) -> Conversation | None:
    try:
        return ports.conversations.head(conversation_id)
    except NoSuchConversation:  # the index lags behind a purge
        return None
