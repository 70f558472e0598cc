"""The body of a webhook of Meta, split into the items that it tells of, however many were sent together.

Meta's documentation: "Webhooks from Meta: Getting started" (event notifications), "Messenger Platform:
Webhooks", "Instagram Platform: Webhook Notification Examples", "WhatsApp: Webhooks overview".
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.channels.meta.calls import call_event
from chalicelib.channels.meta.event_ids import event_id
from chalicelib.channels.meta.item import UNKNOWN, Item
from chalicelib.channels.meta.loose_json import (
    all_members,
    fields,
    fingerprint,
    first,
    identifier,
    inside,
    words,
)
from chalicelib.channels.meta.parties import parties_of
from chalicelib.channels.meta.times import moment, sent_at
from chalicelib.channels.meta.whatsapp_items import Batch, is_whatsapp, whatsapp_items
from chalicelib.domain.errors import Invalid, TooLarge

__all__ = ["Item", "Webhook", "items_of"]

MOST_BYTES = 4_000_000  # WhatsApp's largest body is 3 MB
DEEPEST = 64  # the deepest that Meta documents is 12
MOST_DIGITS = 400
# what every entry has, and what says only that it was sent
ABOUT_THE_ENTRY = ("id", "uid", "time", "messaging", "standby", "changes", "calls")


@dataclass(frozen=True, slots=True)
class Webhook:
    """`object` is page, instagram, whatsapp_business_account or another; `items` are in the order told."""

    object: str
    items: tuple[Item, ...]


def items_of(body: bytes) -> Webhook:
    """Every item of the body. One that repeats another, also in another body, has the same id.

    Raises `TooLarge`, and `Invalid` for what is no JSON or nested deeper than anything Meta sends. All other
    JSON is read: what has none of the known shapes is an item of its own, and no entry means no items.
    """
    told = _json(body)
    # an example of Meta's wraps the body in a list
    bodies = [fields(one) for one in told] if isinstance(told, list) else [fields(told)]
    items = tuple(item for one in bodies for item in _items(one))
    return Webhook(next((words(one.get("object")) for one in bodies if one.get("object")), ""), items)


def _json(body: bytes) -> object:
    if len(body) > MOST_BYTES:
        raise TooLarge(f"The body has {len(body)} bytes", field="body")
    try:
        told: object = json.loads(
            body.decode("utf-8-sig", "replace"),
            parse_int=_integer,
            parse_float=_finite,
            parse_constant=lambda _: None,
        )
    except RecursionError as error:
        raise Invalid("The body is nested too deep", field="body") from error
    except ValueError as error:
        raise Invalid("The body is no JSON", field="body") from error
    if _is_deep(told):
        raise Invalid("The body is nested too deep", field="body")
    return told


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < MOST_DIGITS else digits


def _finite(digits: str) -> float | None:
    """What is too large for a number could not be written as JSON again."""
    number = float(digits)
    return number if math.isfinite(number) else None


def _is_deep(told: object) -> bool:
    level = [told]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _held(one) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _held(one: object) -> list[object]:
    if isinstance(one, dict):
        return list(one.values())
    return one if isinstance(one, list) else []


def _items(body: Mapping[str, object]) -> Iterator[Item]:
    entries = body.get("entry", _without_its_envelope(body))
    for entry in all_members(entries):
        yield from _of_entry(words(body.get("object")), entry)


def _without_its_envelope(body: Mapping[str, object]) -> object:
    """The entry in a body that is one, or a piece of one: Meta's dashboard and documentation show such."""
    if "messaging_product" in body:
        return {"changes": [{"field": "", "value": body}]}
    if "sender" in body or "recipient" in body:
        return {"messaging": [body]}
    if "values" in body:  # as Threads tells
        return {"id": body.get("target_id"), "time": body.get("time"), "changes": body["values"]}
    return body if set(body).intersection(("messaging", "standby", "changes", "field")) else None


def _of_entry(kind: str, entry: object) -> Iterator[Item]:
    known = fields(entry)
    account, at = identifier(known.get("id")), moment(known.get("time"))
    found = False
    for name in ("messaging", "standby"):
        for event in _all(known.get(name)):
            found = True
            yield _messaging_item(kind, account, name, event, at)
    for call in _all(known.get("calls")):
        found = True
        yield _messaging_item(kind, account, "calls", call_event(account, call), at)
    for change in _changes(known):
        found = True
        for one in _told_together(change):
            yield from _of_change(kind, account, one, at)
    if not found:
        yield from _of_entry_itself(kind, account, entry, at)


def _of_entry_itself(kind: str, account: str, entry: object, at: datetime | None) -> Iterator[Item]:
    """Some events stand in the entry, as the answer whether one may call does."""
    known = fields(entry)
    event = {name: inner for name, inner in known.items() if name not in ABOUT_THE_ENTRY}
    if "sender" in event or "recipient" in event:
        yield _messaging_item(kind, account, "messaging", event, at)
    elif event or not isinstance(entry, dict):
        yield _unknown(kind, account, entry, at)


def _all(value: object) -> Sequence[object]:
    """The members; also what is neither list nor object is kept."""
    return [value] if isinstance(value, str | int | float) else all_members(value)


def _changes(entry: Mapping[str, object]) -> Sequence[object]:
    """`changes[]`; some examples for Instagram have `field` and `value` in the entry itself."""
    changes = _all(entry.get("changes"))
    if "field" in entry:
        changes = [*changes, {"field": entry.get("field"), "value": entry.get("value")}]
    return changes


def _told_together(change: object) -> list[object]:
    """A change, or one for each object in a list that stands in the place of its value."""
    value = inside(change, "value")
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return [{**fields(change), "value": one} for one in value]
    return [change]


def _of_change(kind: str, entry_id: str, change: object, at: datetime | None) -> Iterator[Item]:
    field, value = words(inside(change, "field")), inside(change, "value")
    if not field and value is None:
        yield _unknown(kind, entry_id, change, at)
    elif is_whatsapp(kind, value):
        yield from whatsapp_items(Batch(kind, entry_id, field, at), value)
    elif "sender" in fields(value) or "recipient" in fields(value):
        yield _messaging_item(kind, entry_id, field, value, at)
    elif field == "calls" and isinstance(value, dict):
        for call in all_members(value.get("calls", value)):
            yield _messaging_item(kind, entry_id, field, call_event(entry_id, call), at)
    else:
        told = sent_at(first(value, "created_time", "timestamp"), at)
        yield Item(kind, entry_id, "", fingerprint(entry_id, field, value), field, value, told)


def _messaging_item(kind: str, entry_id: str, name: str, event: object, at: datetime | None) -> Item:
    told = fields(event)
    who = parties_of(entry_id, told)
    return Item(
        object=kind,
        account=who.account,
        person=who.person,
        id=event_id(who.account, event),
        kind=name,
        value=event,
        at=sent_at(told.get("timestamp"), at),
    )


def _unknown(kind: str, account: str, value: object, at: datetime | None) -> Item:
    """When it was sent is no part of what it is."""
    same = {name: inner for name, inner in fields(value).items() if name != "time"} or value
    return Item(kind, account, "", fingerprint(account, same), UNKNOWN, value, at)
