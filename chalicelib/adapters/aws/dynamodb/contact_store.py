"""People in DynamoDB. They are written by the commit that first saw them."""

from __future__ import annotations

from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.stored.contact_items import contact_key, contact_of, identity_key
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.errors import NoSuchContact
from chalicelib.domain.ids import ContactId


class DynamoContactStore:
    """`ContactStore` of the deployed home."""

    def __init__(self, place: Place) -> None:
        self._rows = Rows(place, "contacts")

    def get(self, contact_id: ContactId) -> Contact:
        item = self._rows.get(contact_key(contact_id))
        if item is None:
            raise NoSuchContact
        return contact_of(item)

    def by_identity(self, identity: Identity) -> Contact | None:
        proven = self._rows.get(identity_key(identity))
        return None if proven is None else self.get(ContactId(proven["contact_id"]))
