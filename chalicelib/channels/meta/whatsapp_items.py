"""One change of WhatsApp, which may tell of many messages and statuses, split so that each stands alone.

Meta's documentation: "WhatsApp: Webhooks", "messages webhook reference", "history webhook reference".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.loose_json import (
    all_members,
    fields,
    fingerprint,
    first,
    identifier,
    inside,
    members,
    words,
)
from chalicelib.channels.meta.times import sent_at
from chalicelib.channels.meta.whatsapp_person import ids_of, ids_of_contact, is_ours, number, person_of

SHARED = ("messaging_product", "metadata", "contacts")
OBJECT = "whatsapp_business_account"
MOVES_A_MESSAGE = (
    "edit",
    "revoke",
    "media_placeholder",
)  # may carry the id of the message that they are about


@dataclass(frozen=True, slots=True)
class Batch:
    """What all items of a change share."""

    object: str
    business: str
    field: str
    at: datetime | None


def is_whatsapp(kind: str, value: object) -> bool:
    """True if the value of a change has WhatsApp's shape."""
    return kind == OBJECT or inside(value, "messaging_product") == "whatsapp"


def whatsapp_items(batch: Batch, value: object) -> Iterator[Item]:
    """One item for each message, status, error, call and so on; one for all else that stands beside them."""
    rest = dict(fields(value))
    shared = _shared(rest)
    found = False
    for name, alone in LISTS.items():
        for one in all_members(rest.get(name)):
            found = True
            yield from alone(batch, shared, name, one)
        if found:
            rest.pop(name, None)
    if not found:
        yield _whole(batch, value)
    elif any(isinstance(rest[name], dict | list) for name in set(rest).difference(SHARED, LISTS)):
        yield _whole(batch, rest)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is beside the lists. `contacts` are found by each of their ids; `only` is one that is alone."""

    told: Mapping[str, object]
    contacts: Mapping[str, object]
    only: tuple[object, ...]

    def beside(self, one: object, *, by_us: bool) -> dict[str, object]:
        """With the contact that belongs to it alone, so that it is the same in whatever company it came."""
        known = (self.contacts[id] for id in ids_of(one, by_us=by_us) if id in self.contacts)
        contacts = list(islice(chain(known, self.only), 1))
        return {**self.told, "contacts": contacts} if contacts else dict(self.told)


def _shared(value: Mapping[str, object]) -> _Shared:
    contacts = members(value.get("contacts"))
    return _Shared(
        told={name: value[name] for name in SHARED if name in value and name != "contacts"},
        contacts={id: one for one in reversed(contacts) for id in ids_of_contact(one)},
        only=tuple(contacts) if len(contacts) == 1 else (),
    )


def _alone(batch: Batch, shared: _Shared, name: str, one: object) -> Iterator[Item]:
    yield _item(batch, shared, name, one, {name: [one]})


def _of_history(batch: Batch, shared: _Shared, name: str, chunk: object) -> Iterator[Item]:
    """Each message of each thread; or the chunk as it is, which says how far it got or why it did not."""
    found = False
    for thread in _list(inside(chunk, "threads")):
        # the context names by other ids who has no number to be seen
        named = inside(thread, "id") or first(inside(thread, "context"), "wa_id", "user_id")
        who = {"id": named}
        for message in _list(inside(thread, "messages")):
            found = True
            alone = {"thread": who, "messages": [message]}
            yield _item(batch, shared, "messages", message, alone)
    if not found:
        yield _item(batch, shared, name, chunk, {name: [chunk]})


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _item(batch: Batch, shared: _Shared, name: str, one: object, alone: Mapping[str, object]) -> Item:
    by_us = name in ("message_echoes", "statuses") or is_ours(one, shared.told)
    value = {**shared.beside(one, by_us=by_us), **alone}
    person = person_of(one, value, by_us=by_us)
    account = _account(value)
    return Item(
        object=batch.object,
        account=account,
        person=person.id if person else "",
        id=_id(batch.business, account, name, one),
        kind=batch.field,
        value=value,
        at=_time(one, batch.at),
        business=batch.business,
    )


def _whole(batch: Batch, value: object) -> Item:
    sender = first(value, "sender", "user")
    person = person_of(sender, {}, by_us=False)
    return Item(
        object=batch.object,
        account=_account(value),
        person=person.id if person else "",
        id=fingerprint(batch.business, batch.field, value),
        kind=batch.field,
        value=value,
        at=_time(value, batch.at),
        business=batch.business,
    )


def _account(value: object) -> str:
    told = inside(value, "metadata", "phone_number_id") or inside(value, "recipient", "phone_number_id")
    return identifier(told) or identifier(inside(value, "phone_number_id"))


def _id(business: str, account: str, name: str, one: object) -> str:
    """WhatsApp's id of a message; of a status with what it says, and of whom in a group."""
    told, id = fields(one), identifier(inside(one, "id"))
    if name in ("messages", "message_echoes") and id and words(told.get("type")) not in MOVES_A_MESSAGE:
        return id
    if name == "statuses" and id:
        whose = number(first(told, "recipient_participant_id", "participant_recipient_id"))
        return "#".join(part for part in (id, words(told.get("status")).lower(), whose) if part)
    return fingerprint(business, account, name, one)


def _time(one: object, otherwise: datetime | None) -> datetime | None:
    return sent_at(inside(one, "timestamp") or inside(one, "metadata", "timestamp"), otherwise)


LISTS: dict[str, Callable[[Batch, _Shared, str, object], Iterator[Item]]] = {
    "messages": _alone,
    "message_echoes": _alone,
    "statuses": _alone,
    "errors": _alone,
    "calls": _alone,
    "history": _of_history,
    "state_sync": _alone,
    "user_preferences": _alone,
    "user_id_update": _alone,
    "automatic_events": _alone,
    "groups": _alone,
}
