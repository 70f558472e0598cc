"""People in DynamoDB. Most are written by the commit that first saw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.adapters.aws.dynamodb.conditions import PRESENT, changes
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.writers import writer_at
from chalicelib.adapters.stored.contact_items import (
    block_changes,
    contact_item,
    contact_key,
    contact_of,
    identity_item,
    identity_items,
    identity_key,
    picture_changes,
    profile_of,
)
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.adapters.stored.size_limits import check_item, check_transaction
from chalicelib.domain.contact import Block, Contact, Identity
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

    def several(self, ids: Sequence[ContactId]) -> Mapping[ContactId, Contact]:
        found = self._rows.batch([contact_key(one) for one in dict.fromkeys(ids)])
        return {contact.id: contact for contact in map(contact_of, found)}

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
        check_item(contact_item(contact))
        self._change(contact.id, profile_of(contact))

    def set_block(self, contact_id: ContactId, block: Block | None) -> None:
        self._change(contact_id, *block_changes(block))

    def set_picture(self, contact_id: ContactId, picture: str, ask_after: datetime) -> None:
        self._change(contact_id, *picture_changes(picture, ask_after))

    def _change(self, contact_id: ContactId, to_set: Plain, to_remove: Sequence[str] = ()) -> None:
        actions = changes(to_set, to_remove)
        try:
            writer_at(self._place).update(CONTACTS, contact_key(contact_id), actions, PRESENT)
        except StaleConversation as error:
            raise NoSuchContact from error

    def move_identity(self, identity: Identity, to: ContactId) -> None:
        self._rows.write_each([identity_item(identity, to)])
