"""People in DynamoDB. Most are written by the commit that first saw them."""

from __future__ import annotations

from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.writers import writer_at
from chalicelib.adapters.stored.contact_items import (
    contact_item,
    contact_key,
    contact_of,
    identity_item,
    identity_items,
    identity_key,
    profile_of,
)
from chalicelib.adapters.stored.size_limits import check_item, check_transaction
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.errors import AlreadyThere, NoSuchContact, StaleConversation
from chalicelib.domain.ids import ContactId

CONTACTS = "contacts"


class DynamoContactStore:
    """`ContactStore` of the deployed home."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._rows = Rows(place, CONTACTS)

    def get(self, contact_id: ContactId) -> Contact:
        item = self._rows.get(contact_key(contact_id))
        if item is None:
            raise NoSuchContact
        return contact_of(item)

    def by_identity(self, identity: Identity) -> Contact | None:
        proven = self._rows.get(identity_key(identity))
        return None if proven is None else self.get(ContactId(proven["contact_id"]))

    def add(self, contact: Contact) -> None:
        made = [contact_item(contact), *identity_items(contact)]
        check_transaction(made)
        write = writer_at(self._place).transaction()
        for item in made:
            write.put(CONTACTS, item)
        if write.commit():
            raise AlreadyThere

    def change_profile(self, contact: Contact) -> None:
        from chalicelib.adapters.aws.dynamodb.writing import PRESENT, changes

        check_item(contact_item(contact))
        actions = changes(profile_of(contact))
        try:
            writer_at(self._place).update(CONTACTS, contact_key(contact.id), actions, PRESENT)
        except StaleConversation as error:
            raise NoSuchContact from error

    def move_identity(self, identity: Identity, to: ContactId) -> None:
        self._rows.write_each([identity_item(identity, to)])
