"""A person and their conversations, for the details beside a thread."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.contact import Contact
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on

SHOWN = 10


@dataclass(frozen=True, slots=True)
class ContactCard:
    """`pictures_from`: addresses of theirs whose pictures are always shown."""

    contact: Contact
    conversations: tuple[Conversation, ...]
    pictures_from: frozenset[str] = frozenset()


def contact_card(ports: Ports, contact_id: ContactId) -> ContactCard:
    """The person with at most 10 conversations, newest first; what was merged is where it goes on.

    Raises `NoSuchContact`.
    """
    contact = ports.contacts.get(contact_id)
    found = [_goes_on(ports, found_id) for found_id in ports.lists.of_contact(contact_id, SHOWN)]
    allowed = ports.pictures.allowed(addresses_of(contact))
    each_once = {head.id: head for head in found if head}
    return ContactCard(contact, tuple(each_once.values()), allowed)


def addresses_of(contact: Contact) -> list[str]:
    """Every address they wrote from, as far as it is known, also what was only claimed."""
    proven = [identity.value for identity in contact.identities if identity.kind == "email"]
    return [*proven, *([contact.claimed_email] if contact.claimed_email else [])]


def _goes_on(ports: Ports, conversation_id: ConversationId) -> Conversation | None:
    try:
        return where_it_goes_on(ports, conversation_id)
    except NoSuchConversation:  # the index lags behind a purge
        return None
