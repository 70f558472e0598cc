"""The events that Messenger and Instagram have in common, read by what they hold.

Meta's documentation: "Webhook Events Reference" of the Messenger Platform, "Instagram Messaging: Webhooks".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from chalicelib.channels.meta import calls, notices, orders, said
from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.loose_json import fields, plain_words
from chalicelib.channels.meta.parties import parties_of
from chalicelib.channels.meta.times import told_at
from chalicelib.channels.meta.told import Events, Told

# what tells more about an event, and is none
BESIDE = ("sender", "recipient", "timestamp", "prior_message", "hop_context", "message_context")

EVENTS: dict[str, Callable[[Told], Events]] = {
    "message": said.message,
    "postback": said.postback,
    "reaction": said.reaction,
    "message_edit": said.edit,
    "delivery": said.delivery,
    "read": said.read,
    "seen": said.read,
    "referral": notices.referral,
    "optin": notices.opt_in,
    "account_linking": notices.account_linking,
    "pass_thread_control": notices.handover("thread_passed", "new_owner_app_id"),
    "take_thread_control": notices.handover("thread_taken", "new_owner_app_id"),
    "request_thread_control": notices.handover("thread_requested", "requested_owner_app_id"),
    "release_thread_control": notices.handover("thread_passed", "new_owner_app_id"),
    "pass_thread_metadata": notices.thread_metadata,
    "app_roles": notices.app_roles,
    "policy-enforcement": notices.policy,
    "policy_enforcement": notices.policy,
    "response_feedback": notices.feedback,
    "messaging_feedback": notices.feedback,
    "messaging_customer_information": notices.form,
    "customer_information": notices.form,
    "in_thread_lead_form_submit": notices.form,
    "lead_form_submit": notices.form,
    "order": orders.order,
    "call": calls.call,
    "calls": calls.call,
    "call_permission_reply": calls.call_permission,
    "error": notices.error,
    "errors": notices.error,
    "async_error": notices.error,
    "game_play": notices.other,
    "payment": notices.other,
    "pre_checkout": notices.other,
    "checkout_update": notices.other,
}


def read_event(item: Item, received_at: datetime) -> Events:
    """Everything that one event of `messaging[]` or `standby[]` tells; what is unknown as a note."""
    event = fields(item.value)
    who = parties_of(item.account, event)
    at = told_at(event.get("timestamp"), item.at, received_at)
    events: Events = ()
    for name in _names(event):
        told = Told(item, name, event[name], who.outside(), at, who.by_us)
        events += EVENTS.get(name, notices.other)(told)
    if not events:
        nothing = Told(item, item.kind, item.value, who.outside(), at, who.by_us)
        return nothing.unsupported(plain_words({} if event else item.value))
    return events


def _names(event: Mapping[str, object]) -> list[str]:
    """What the event holds that is known; where nothing is, what else there is."""
    known = [name for name in EVENTS if event.get(name) is not None]
    return known or [name for name in event if name not in BESIDE]


def is_event(value: object) -> bool:
    """True if the value of a change has the shape of an event of `messaging[]`."""
    told = fields(value)
    return "sender" in told or "recipient" in told
