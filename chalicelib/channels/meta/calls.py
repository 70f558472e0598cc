"""Calls on Messenger: that somebody called, or was called, and whether they may be.

Meta's documentation: "Messenger Platform: Calling webhooks", "Check and obtain call permissions".
"""

from __future__ import annotations

from chalicelib.channels.meta.content import Content, part
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
from chalicelib.domain.platform_event import PlatformMessage

WAYS = {"USER_INITIATED": "incoming", "BUSINESS_INITIATED": "outgoing"}
PERMISSION = "call_permission_reply"
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
    """A call that began or ended; its connection is no matter of the log."""
    error = next(iter(members(inside(told.body, "errors"))), None)
    return told.note("call", call_words(told.body, words(first(error, "message", "title"))))


def call_words(told: object, *further: str) -> str:
    """ "incoming, terminate, completed, 62 s", with what else there is to say of it."""
    body = fields(told)
    event = plain_words(body.get("event")).lower()
    seconds = whole(body.get("duration"))
    said = (
        WAYS.get(words(first(body, "call_direction", "direction")).upper(), ""),
        event if event != ONLY_A_STATUS else "",
        plain_words(first(body, "status", "call_status")).lower(),
        f"{seconds} s" if seconds else "",
        *further,
    )
    return ", ".join(one for one in said if one)


def call_permission(told: Told) -> Events:
    """The person lets the page call them, or does not: they answered, so it is a message."""
    if told.person is None:
        return told.unsupported(words(inside(told.body, "response")))
    said = permission(told.body)
    return (PlatformMessage(told.mid or told.own_id, told.person, told.at, said.text, said.parts),)


def permission(told: object) -> Content:
    """Whether one may call them: until a day, or for good."""
    response = words(inside(told, "response"))
    until = moment(inside(told, "expiration_timestamp"))
    how_long = f"until {until:%Y-%m-%d %H:%M} UTC" if until else ""
    if flag(inside(told, "is_permanent")):
        how_long = "permanent"
    text = "Call permission: " + ", ".join(one for one in (response or "?", how_long) if one)
    return Content(text=text) + part("choice", title=response, payload=PERMISSION)
