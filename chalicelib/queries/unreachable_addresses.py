"""Which of the addresses that somebody is about to write to are known to bounce."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.domain import limits
from chalicelib.domain.contact import Contact, Identity, Unreachable
from chalicelib.domain.errors import NoSuchContact, NoSuchConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId
from chalicelib.ports.bundle import Ports


def unreachable_addresses(ports: Ports, addresses: Sequence[str]) -> tuple[Unreachable, ...]:
    """The marks of those at which mail bounced for good and which nobody wrote from since, in order.

    Addresses in lower case. People are read only where an address bounced at some time, so the ordinary
    question is one request.
    """
    wanted = {address: ExternalId.of_bounced(address) for address in addresses}
    ids = list(wanted.values())
    known = {
        id_: row.conversation_id
        for start in range(0, len(ids), limits.TRANSACTION_ITEMS)
        for id_, row in ports.conversations.known(ids[start : start + limits.TRANSACTION_ITEMS]).items()
    }
    found = (_mark(ports, address, known[id_]) for address, id_ in wanted.items() if id_ in known)
    return tuple(mark for mark in found if mark)


def _mark(ports: Ports, address: str, bounced_in: ConversationId) -> Unreachable | None:
    """As whoever is proven to have the address has it; else the person in whose conversation it bounced."""
    for person in _people(ports, address, bounced_in):
        return next((one for one in person.unreachable if one.address == address), None)
    return None


def _people(ports: Ports, address: str, bounced_in: ConversationId) -> Iterator[Contact]:
    if owner := ports.contacts.by_identity(Identity("email", address)):
        yield owner
    try:
        yield ports.contacts.get(ports.conversations.head(bounced_in).contact_id)
    except (NoSuchConversation, NoSuchContact):  # erased since
        return
