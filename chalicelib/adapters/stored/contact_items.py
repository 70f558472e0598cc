"""Items and keys of the table `contacts`: a person, and the rows that say who is proven to be whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from chalicelib.adapters.stored.plain_form import SCHEMA, SCHEMA_NUMBER, Plain, filled, plain
from chalicelib.domain.contact import Block, Contact, ContactChange, Identity
from chalicelib.domain.ids import ContactId

PROFILE = "PROFILE"
IDENTITY = "I"
UNREACHABLE = "unreachable"
BLOCKED = "blocked"
PICTURE, ASK_AFTER = "picture", "ask_after"

Key = dict[str, str]


def contact_key(contact_id: ContactId) -> Key:
    return {"pk": f"P#{contact_id}", "sk": PROFILE}


def identity_key(identity: Identity) -> Key:
    """The value is hashed: an address may be longer than a key, and is nobody's business in one."""
    digest = hashlib.sha256(identity.value.encode("utf-8", "surrogatepass")).hexdigest()
    return {"pk": f"I#{identity.kind}#{digest}", "sk": IDENTITY}


def contact_item(contact: Contact) -> Plain:
    """The person's profile."""
    stored: Plain = plain(contact)
    del stored["id"]
    return {**contact_key(contact.id), SCHEMA: SCHEMA_NUMBER, **stored}


def identity_items(contact: Contact) -> Iterator[Plain]:
    """One row for each proven address, which no other contact can have."""
    for identity in dict.fromkeys(contact.identities):
        yield identity_item(identity, contact.id)


def identity_item(identity: Identity, contact_id: ContactId) -> Plain:
    """Says whom the identity proves."""
    return {**identity_key(identity), "contact_id": contact_id}


def contact_changes(change: ContactChange) -> tuple[Plain, list[str]]:
    """What to set and what to remove: only where the person can be reached; the rest is left alone."""
    stored = marks_of(change.after)
    return ({UNREACHABLE: stored}, []) if stored else ({}, [UNREACHABLE])


def profile_of(contact: Contact) -> Plain:
    """Who a person is and says to be, as the profile keeps it."""
    stored: Plain = {"name": contact.name, "claimed_email": contact.claimed_email}
    stored["nameless"] = contact.nameless
    return stored | {"consents": plain(contact.consents), "identities": plain(contact.identities)}


def block_changes(block: Block | None) -> tuple[Plain, list[str]]:
    """What to set and what to remove, so that nobody is blocked by an empty attribute."""
    return ({BLOCKED: plain(block)}, []) if block else ({}, [BLOCKED])


def picture_changes(picture: str, ask_after: datetime) -> tuple[Plain, list[str]]:
    """What to set and what to remove: who has no picture lacks the attribute."""
    to_set = {ASK_AFTER: plain(ask_after)}
    return (to_set | {PICTURE: picture}, []) if picture else (to_set, [PICTURE])


def marks_of(contact: Contact) -> list[Plain]:
    """The addresses that bounced, as the profile keeps them; it lacks the attribute where none did."""
    marks: list[Plain] = plain(contact.unreachable)
    return marks


def contact_of(item: Mapping[str, Any]) -> Contact:
    """The person as stored."""
    stored = {name: value for name, value in item.items() if name not in {"pk", "sk"}}
    return filled(Contact, {"id": item["pk"].removeprefix("P#"), **stored})
