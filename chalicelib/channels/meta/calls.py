"""Calls on Messenger: that somebody called, or was called, and whether they may be.

Meta's documentation: "Messenger Platform: Calling webhooks", "Check and obtain call permissions".
"""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import (
    fields,
    first,
    flag,
    identifier,
    inside,
    members,
    plain_words,
    whole,
    words,
)
from chalicelib.channels.meta.times import moment
from chalicelib.channels.meta.told import Events, Told
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import PlatformMessage

WAYS = {"USER_INITIATED": "incoming", "BUSINESS_INITIATED": "outgoing"}
ONLY_A_STATUS = "call_status"  # an event that says nothing which its status does not


def call_event(account: str, call: object) -> dict[str, object]:
    """A call as an event of `messaging[]`: it names caller and callee itself. What only has a
    `recipient_id` is told of a call of ours."""
    called = identifier(first(call, "to", "recipient_id"))
    caller = identifier(first(call, "from")) or (account if called != account else "")
    return {
        "sender": {"id": caller},
        "recipient": {"id": called},
        "timestamp": inside(call, "timestamp"),
        "call": call,
    }


def call(told: Told) -> Events:
    """A call that began or ended, told as those of WhatsApp are; its connection is no matter of the log."""
    body = fields(told.body)
    event = plain_words(body.get("event")).lower()
    seconds = whole(body.get("duration"))
    error = next(iter(members(body.get("errors"))), None)
    said = (
        WAYS.get(words(first(body, "call_direction", "direction")).upper(), ""),
        event if event != ONLY_A_STATUS else "",
        plain_words(first(body, "status", "call_status")).lower(),
        f"{seconds} s" if seconds else "",
        words(first(error, "message", "title")),
    )
    return told.note("call", ", ".join(one for one in said if one))


def call_permission(told: Told) -> Events:
    """The person lets the page call them, until a day or for good, or does not: they answered, so it is a
    message, in the words that WhatsApp's has."""
    response = words(inside(told.body, "response"))
    if told.person is None:
        return told.unsupported(response)
    until = moment(inside(told.body, "expiration_timestamp"))
    lasts = f"until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    if flag(inside(told.body, "is_permanent")):
        lasts = "permanent"
    text = "Call permission: " + ", ".join(one for one in (response or "?", lasts) if one)
    choice = Part("choice", title=response, payload=told.name)
    return (PlatformMessage(told.mid or told.own_id, told.person, told.at, text, (choice,)),)
