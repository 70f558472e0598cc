"""What WhatsApp tells of a person or number besides messages: calls, preferences, errors, groups, contacts.

Meta's documentation: "Calling API: Webhooks", "user_preferences", "automatic_events", "history",
"smb_app_state_sync", "Groups API: Webhooks", "Error codes".
"""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import (
    fields,
    first,
    identifier,
    inside,
    members,
    plain_words,
    whole,
    words,
)
from chalicelib.channels.meta.told import Events, Told
from chalicelib.channels.whatsapp.cards import app_contact
from chalicelib.channels.whatsapp.contents import error_words

BESIDE = ("id", "wa_id", "timestamp", "request_id")


def call(told: Told) -> Events:
    """A call that began or ended; its connection is no matter of the log."""
    ways = {"USER_INITIATED": "incoming", "BUSINESS_INITIATED": "outgoing"}
    seconds = whole(inside(told.body, "duration"))
    said = [
        ways.get(words(inside(told.body, "direction")).upper(), ""),
        plain_words(inside(told.body, "event")).lower(),
        plain_words(inside(told.body, "status")).lower(),
        f"{seconds} s" if seconds else "",
        error_words(next(iter(members(inside(told.body, "errors"))), None)),
    ]
    return told.note("call", ", ".join(one for one in said if one))


def preference(told: Told) -> Events:
    """Somebody wants no more marketing messages, or wants them again."""
    stops = words(inside(told.body, "value")).lower() in ("stop", "stopped", "opt_out")
    return told.note("opt_out" if stops else "opt_in", words(first(told.body, "detail", "category")))


def new_user_id(told: Told) -> Events:
    """Somebody whose number is hidden has another id now."""
    return told.note("number_changed", identifier(inside(told.body, "user_id", "current")))


def error(told: Told) -> Events:
    """An error that is about no message."""
    said = (words(inside(told.body, "code")), error_words(told.body))
    return told.note("error", ": ".join(one for one in said if one))


def chunk(told: Told) -> Events:
    """A piece of the history without messages: how far it got, or that the business does not share it."""
    errors = members(inside(told.body, "errors"))
    if errors:
        return told.note("error", "; ".join(filter(None, map(error_words, errors))))
    return told.note("account_update", plain_words(inside(told.body, "metadata")))


def app_contact_changed(told: Told) -> Events:
    """The business changed a contact in its app; nobody's conversation is touched by that."""
    return told.note(
        "account_update", f"{words(inside(told.body, 'action'))} {app_contact(told.body)}".strip()
    )


def other(told: Told) -> Events:
    """What Meta guesses of a conversation, and what happens in groups."""
    return told.unsupported(
        plain_words({name: one for name, one in fields(told.body).items() if name not in BESIDE})
    )
