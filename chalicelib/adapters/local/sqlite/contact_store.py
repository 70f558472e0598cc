"""People in the local database. Most are written by the commit that first saw them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in, text_of
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
from chalicelib.domain.errors import AlreadyThere, NoSuchContact
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

    def several(self, ids: Sequence[ContactId]) -> Mapping[ContactId, Contact]:
        wanted = [contact_key(one)["pk"] for one in dict.fromkeys(ids)]
        with self._database.reading() as read:
            rows = [read.execute("SELECT item FROM contacts WHERE pk = ?", (pk,)).fetchone() for pk in wanted]
        found = [contact_of(item_in(row["item"])) for row in rows if row is not None]
        return {contact.id: contact for contact in found}

    def by_identity(self, identity: Identity) -> Contact | None:
        with self._database.reading() as read:
            found = read.execute(
                "SELECT contact_id FROM identities WHERE pk = ?", (identity_key(identity)["pk"],)
            ).fetchone()
        return None if found is None else self.get(ContactId(found["contact_id"]))

    def add(self, contact: Contact) -> None:
        item, identities = contact_item(contact), list(identity_items(contact))
        check_transaction([item, *identities])
        try:
            with self._database.writing() as write:
                write.execute("INSERT INTO contacts (pk, item) VALUES (?, ?)", (item["pk"], text_of(item)))
                for row in identities:
                    proven = (row["pk"], row["contact_id"])
                    write.execute("INSERT INTO identities (pk, contact_id) VALUES (?, ?)", proven)
        except sqlite3.IntegrityError as error:
            raise AlreadyThere from error

    def change_profile(self, contact: Contact) -> None:
        check_item(contact_item(contact))
        self._change(contact.id, profile_of(contact))

    def set_block(self, contact_id: ContactId, block: Block | None) -> None:
        self._change(contact_id, *block_changes(block))

    def set_picture(self, contact_id: ContactId, picture: str, ask_after: datetime) -> None:
        self._change(contact_id, *picture_changes(picture, ask_after))

    def _change(self, contact_id: ContactId, to_set: Plain, to_remove: Sequence[str] = ()) -> None:
        where = (contact_key(contact_id)["pk"],)
        with self._database.writing() as write:
            found = write.execute("SELECT item FROM contacts WHERE pk = ?", where).fetchone()
            if found is None:
                raise NoSuchContact
            item = item_in(found["item"]) | to_set
            for name in to_remove:
                item.pop(name, None)
            write.execute("UPDATE contacts SET item = ? WHERE pk = ?", (text_of(item), *where))

    def move_identity(self, identity: Identity, to: ContactId) -> None:
        row = identity_item(identity, to)
        with self._database.writing() as write:
            proven = (row["pk"], row["contact_id"])
            write.execute("INSERT OR REPLACE INTO identities (pk, contact_id) VALUES (?, ?)", proven)
