"""People in the local database. They are written by the commit that first saw them."""

from __future__ import annotations

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in
from chalicelib.adapters.stored.contact_items import contact_key, contact_of, identity_key
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.errors import NoSuchContact
from chalicelib.domain.ids import ContactId


class SqliteContactStore:
    """`ContactStore` of the local home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, contact_id: ContactId) -> Contact:
        with self._database.reading() as read:
            found = read.execute(
                "SELECT item FROM contacts WHERE pk = ?", (contact_key(contact_id)["pk"],)
            ).fetchone()
        if found is None:
            raise NoSuchContact
        return contact_of(item_in(found["item"]))

    def by_identity(self, identity: Identity) -> Contact | None:
        with self._database.reading() as read:
            found = read.execute(
                "SELECT contact_id FROM identities WHERE pk = ?", (identity_key(identity)["pk"],)
            ).fetchone()
        return None if found is None else self.get(ContactId(found["contact_id"]))
