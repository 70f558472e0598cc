"""What WhatsApp tells about the business account, its numbers and templates, and about whose turn it is.

Meta's documentation: "WhatsApp Business Account webhooks", one page for each field.
"""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import (
    fields,
    first,
    identifier,
    inside,
    plain_lines,
    plain_words,
    words,
)
from chalicelib.channels.meta.told import Events, Told

TEMPLATES = (
    "message_template_status_update",
    "message_template_quality_update",
    "message_template_components_update",
    "template_category_update",
    "template_correct_category_detection",
)
ACCOUNT = (
    "account_update",
    "account_alerts",
    "account_review_update",
    "account_settings_update",
    "account_offboarded",
    "account_reconnected",
    "business_capability_update",
    "business_status_update",
    "business_username_update",
    "flows",
    "partner_solutions",
    "payment_configuration_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "smb_app_state_sync",
)
FIELDS = dict.fromkeys(TEMPLATES, "template_status") | dict.fromkeys(ACCOUNT, "account_update")
# how a handover is named, in the fields or values that WhatsApp and Messenger have for it
TURNS = {
    "pass": "thread_passed",
    "request": "thread_requested",
    "taken": "thread_taken",
    "take_": "thread_taken",
}
NEW_OWNERS = ("new_owner_app_id", "requested_owner_app_id", "app_id")
BESIDE = ("messaging_product", "metadata", "contacts")


def read_account(told: Told) -> Events:
    """The whole value of a change that is neither message nor status, by the field that was subscribed."""
    if told.item.kind == "messaging_handovers":
        return _handover(told)
    value = {name: one for name, one in fields(told.body).items() if name not in BESIDE}
    name = FIELDS.get(told.item.kind, "unsupported")
    if name == "template_status":
        return told.note(name, _template(value))
    text = "\n".join(plain_lines(value)) or plain_words({} if value else told.body)
    return told.note(name, text) if name == "account_update" else told.unsupported(text)


def _template(value: object) -> str:
    """ "order_shipped (en_US): APPROVED"; of one that was refused, paused or switched off the reason, too."""
    name = words(first(value, "message_template_name", "template_name", "message_template_id"))
    language = words(first(value, "message_template_language", "language"))
    now = first(value, "event", "new_quality_score", "new_category", "correct_category")
    reason = words(inside(value, "reason"))
    before = words(first(value, "previous_quality_score", "previous_category"))
    soon = words(inside(value, "correct_category")) if inside(value, "new_category") else ""
    more = plain_words(
        [
            first(inside(value, "other_info"), "description", "title"),
            [inside(value, "rejection_info", one) for one in ("reason", "recommendation")],
            inside(value, "disable_info", "disable_date"),
            [inside(value, f"message_template_{one}") for one in ("title", "element", "footer")],
        ]
    )
    why = reason if reason.upper() != "NONE" else ""
    changed = " → ".join(one for one in (before, words(now), soon) if one)
    what = " – ".join(one for one in (changed, why, more) if one)
    return ": ".join(one for one in (f"{name} ({language})" if language else name, what) if one)


def _handover(told: Told) -> Events:
    value = fields(told.body)
    signs = [*value, *(words(one) for one in value.values() if isinstance(one, str))]
    for sign in signs:
        name = next((name for part, name in TURNS.items() if part in sign.lower()), None)
        if name:
            detail = value.get(sign)
            owner = identifier(first(detail, *NEW_OWNERS)) or identifier(first(value, *NEW_OWNERS))
            text = words(inside(detail, "metadata")) or words(value.get("metadata"))
            return told.note(name, text, app_id=owner)
    return told.unsupported(plain_words(told.body))
