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
from chalicelib.channels.meta.whatsapp_numbers import common_form, number, same_among
from chalicelib.channels.meta.whatsapp_person import (
    WHO_IN_A_GROUP,
    ids_of,
    ids_of_contact,
    is_ours,
    person_of,
)

SHARED = ("messaging_product", "metadata", "contacts")
OBJECT = "whatsapp_business_account"
MAY_FAIL = ("messages", "message_echoes", "statuses", "calls")
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
    """What is beside the lists. `contacts` are found by each of their ids; `only` is one that is alone and
    nobody's by its ids; `errors` are those beside one thing alone, and so about it."""

    told: Mapping[str, object]
    contacts: Mapping[str, object]
    only: tuple[object, ...]
    errors: object = None

    def beside(self, one: object, *, by_us: bool) -> dict[str, object]:
        """With the contact that belongs to it alone, so that it is the same in whatever company it came."""
        ids = map(common_form, ids_of(one, by_us=by_us))
        known = (self.contacts[id] for id in ids if id in self.contacts)
        contacts = list(islice(chain(known, self.only), 1))
        return {**self.told, "contacts": contacts} if contacts else dict(self.told)

    def with_errors(self, name: str, one: object) -> object:
        """With the errors that are told beside it and not in it: a failure says there why it is one."""
        if not self.errors or name not in MAY_FAIL or not isinstance(one, dict) or one.get("errors"):
            return one
        if name == "statuses" and words(one.get("status")).strip().lower() != "failed":
            return one
        return {**one, "errors": self.errors}


def _shared(value: Mapping[str, object]) -> _Shared:
    contacts = members(value.get("contacts"))
    return _Shared(
        told={name: value[name] for name in SHARED if name in value and name != "contacts"},
        contacts={common_form(id): one for one in reversed(contacts) for id in ids_of_contact(one)},
        only=tuple(contacts) if len(contacts) == 1 and not _is_named(contacts[0], value) else (),
        errors=_errors_of_one(value),
    )


def _errors_of_one(value: Mapping[str, object]) -> object:
    """Beside several it is not known which of them they are about."""
    how_many = sum(len(all_members(value.get(name))) for name in MAY_FAIL)
    return value.get("errors") if how_many == 1 else None


def _is_named(contact: object, value: Mapping[str, object]) -> bool:
    """Something that is told is theirs by its ids: then nothing else is."""
    everything = (one for name in LISTS for one in all_members(value.get(name)))
    ids = ids_of_contact(contact)
    return any(same_among(ids, ids_of(one, by_us=by_us)) for one in everything for by_us in (False, True))


def _alone(batch: Batch, shared: _Shared, name: str, one: object) -> Iterator[Item]:
    yield _item(batch, shared, name, one, {name: [shared.with_errors(name, one)]})


def _of_history(batch: Batch, shared: _Shared, name: str, chunk: object) -> Iterator[Item]:
    """Each message of each thread; or the chunk as it is, which says how far it got or why it did not."""
    found = False
    for thread in _list(inside(chunk, "threads")):
        # the context says by other ids, and by name, who it is
        context = inside(thread, "context")
        who = {"id": inside(thread, "id") or first(context, "wa_id", "user_id")}
        known = {"contacts": [context]} if fields(context) else {}
        for message in _list(inside(thread, "messages")):
            found = True
            alone = {"thread": who, "messages": [message], **known}
            yield _item(batch, shared, "messages", message, alone)
    if not found:
        yield _item(batch, shared, name, chunk, {name: [chunk]})


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _item(batch: Batch, shared: _Shared, name: str, one: object, alone: Mapping[str, object]) -> Item:
    by_us = name in ("message_echoes", "statuses") or is_ours(one, {**shared.told, **alone})
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
        whose = number(first(told, *WHO_IN_A_GROUP))
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
