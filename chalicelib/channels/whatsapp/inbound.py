"""What Meta tells about a number or a business account of WhatsApp.

Meta's documentation: "WhatsApp: Webhooks" and the reference page of each field.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.loose_json import first, inside, members
from chalicelib.channels.meta.times import told_at
from chalicelib.channels.meta.told import Events, Told
from chalicelib.channels.meta.whatsapp_person import is_ours, person_of
from chalicelib.channels.whatsapp import notices
from chalicelib.channels.whatsapp.account_notes import read_account
from chalicelib.channels.whatsapp.messages import read_message
from chalicelib.channels.whatsapp.statuses import read_status
from chalicelib.domain.platform_event import PlatformEvent

# what has no business in a conversation, whoever it names
OF_NOBODY = ("groups", "state_sync", "history", "errors")


def read_item(item: Item, received_at: datetime) -> tuple[PlatformEvent, ...]:
    """The events of any item, whatever it holds. `received_at` is for where no time is told.

    None for a file of the history that comes in a webhook of its own.
    """
    events: Events = ()
    found = False
    for name, reader in LISTS.items():
        for one in members(inside(item.value, name)):
            found = True
            events += reader(Told(item, name, item.value, None, received_at), one)
    return events if found else read_account(_of_whole(item, received_at))


def _of_whole(item: Item, received_at: datetime) -> Told:
    who = person_of(first(item.value, "sender", "user"), {}, by_us=False)
    at = told_at(inside(item.value, "timestamp"), item.at, received_at)
    return Told(item, item.kind, item.value, who, at)


def _notice(reader: Callable[[Told], Events]) -> Callable[[Told, object], Events]:
    def read(whole: Told, one: object) -> Events:
        value = whole.item.value
        by_us = is_ours(one, value)
        person = None if whole.name in OF_NOBODY else person_of(one, value, by_us=by_us)
        at = told_at(first(one, "timestamp"), whole.item.at, whole.at)
        return reader(Told(whole.item, whole.name, one, person, at, by_us))

    return read


LISTS: dict[str, Callable[[Told, object], Events]] = {
    "messages": read_message,
    "message_echoes": read_message,
    "statuses": read_status,
    "errors": _notice(notices.error),
    "calls": _notice(notices.call),
    "history": _notice(notices.chunk),
    "state_sync": _notice(notices.app_contact_changed),
    "user_preferences": _notice(notices.preference),
    "user_id_update": _notice(notices.number_changed),
    "automatic_events": _notice(notices.other),
    "groups": _notice(notices.other),
}
