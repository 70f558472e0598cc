"""Whoever has a new number or id in WhatsApp: what they are called from now on, and what they were before.

Meta's documentation: "System messages webhook reference", "user_id_update webhook reference",
"Business-scoped user IDs".
"""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import first, identifier, inside, words

# by the type of the system message, where the new one stands; the customer_… is what older versions say
TOLD_IN_A_MESSAGE = {
    "user_changed_number": ("wa_id", "new_wa_id", "user_id"),
    "customer_changed_number": ("wa_id", "new_wa_id", "user_id"),
    "user_changed_user_id": ("user_id", "wa_id", "new_wa_id"),
}
BEFORE = (
    ("system", "previous_user_id"),
    ("system", "customer"),
    ("user_id", "previous"),
    ("parent_user_id", "previous"),
)


def new_id_in(told: object) -> str:
    """The new number or id in a system message or a `user_id_update`; "" if none is told."""
    system = inside(told, "system")
    where = TOLD_IN_A_MESSAGE.get(words(inside(system, "type")).strip().lower(), ())
    return identifier(first(system, *where)) or identifier(inside(told, "user_id", "current"))


def ids_before(told: object) -> list[object]:
    """What such a message says of who the person was: where it is sent without a writer, only that tells."""
    return [inside(told, *path) for path in BEFORE]
