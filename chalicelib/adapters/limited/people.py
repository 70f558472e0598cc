"""People, within some inboxes: those who have a conversation there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.adapters.limited.reach import Reach
from chalicelib.domain.contact import Block, Contact, Identity
from chalicelib.domain.ids import ContactId
from chalicelib.ports.stores import ContactStore


class LimitedContacts:
    """`ContactStore` within some inboxes.

    Who somebody is by an address is found everywhere: whoever writes to them from here must not make them
    a second person. The answers show no more of them than the address that was asked for.
    """

    def __init__(self, store: ContactStore, reach: Reach) -> None:
        self._store = store
        self._reach = reach

    def get(self, contact_id: ContactId) -> Contact:
        self._reach.check_contact(contact_id)
        return self._store.get(contact_id)

    def several(self, ids: Sequence[ContactId]) -> Mapping[ContactId, Contact]:
        """Whoever asks has their ids from within reach: the visitors of its websites."""
        return self._store.several(ids)

    def by_identity(self, identity: Identity) -> Contact | None:
        return self._store.by_identity(identity)

    def add(self, contact: Contact) -> None:
        self._store.add(contact)

    def change_profile(self, contact: Contact) -> None:
        self._reach.check_contact(contact.id)
        self._store.change_profile(contact)

    def set_block(self, contact_id: ContactId, block: Block | None) -> None:
        self._reach.check_contact(contact_id)
        self._store.set_block(contact_id, block)

    def set_picture(self, contact_id: ContactId, picture: str, ask_after: datetime) -> None:
        self._reach.check_contact(contact_id)
        self._store.set_picture(contact_id, picture, ask_after)

    def move_identity(self, identity: Identity, to: ContactId) -> None:
        self._reach.check_contact(to)
        self._store.move_identity(identity, to)
