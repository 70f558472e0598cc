"""What WhatsApp tells of a person or number besides messages: calls, preferences, errors, groups, contacts.

Meta's documentation: "Calling API: Webhooks", "user_preferences", "automatic_events", "history",
"smb_app_state_sync", "Groups API: Webhooks", "Error codes".
"""

from __future__ import annotations

from chalicelib.channels.meta.calls import call_words
from chalicelib.channels.meta.loose_json import (
    fields,
    first,
    inside,
    members,
    plain_words,
    words,
)
from chalicelib.channels.meta.told import LONGEST_NOTE, Events, Told
from chalicelib.channels.meta.whatsapp_new_id import new_id_in
from chalicelib.channels.meta.whatsapp_numbers import number
from chalicelib.channels.whatsapp.cards import app_contact
from chalicelib.channels.whatsapp.contents import error_words
from chalicelib.domain.platform_entries import INCOMING, OPENS, Part
from chalicelib.domain.platform_event import PlatformNote

WANTS = {
    **dict.fromkeys(("stop", "stopped", "opt_out"), "opt_out"),
    **dict.fromkeys(("resume", "resumed", "opt_in"), "opt_in"),
}
CALLED_BY = ("cta_payload", "deeplink_payload")  # the button, or the link or code, by which somebody called
BESIDE = ("id", "wa_id", "timestamp", "request_id")


def call(told: Told) -> Events:
    """A call that began or ended; its connection is no matter of the log. One of theirs lets us answer for a
    day, as their words do ("Service messages")."""
    called_by = [words(inside(told.body, name)) for name in CALLED_BY]
    error = error_words(next(iter(members(inside(told.body, "errors"))), None))
    said = call_words(told.body, *called_by, error)
    theirs = said.startswith(INCOMING)
    return told.note("call", said, (Part("call", text=said, payload=OPENS),) if theirs else ())


def preference(told: Told) -> Events:
    """Somebody wants no more marketing messages, or wants them again; or something that is neither."""
    name = WANTS.get(words(inside(told.body, "value")).lower())
    text = words(first(told.body, "detail", "category"))
    return told.note(name, text) if name else told.unsupported(text)


def number_changed(told: Told) -> Events:
    """Somebody has another number, or another id while theirs is hidden: it stands in the text."""
    new = number(new_id_in(told.body))
    text = (new or words(inside(told.body, "system", "body")))[:LONGEST_NOTE]
    new_id = new if told.person and told.person.id != new else ""
    return (PlatformNote(told.own_id, told.person, told.at, "number_changed", text, new_id=new_id),)


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
