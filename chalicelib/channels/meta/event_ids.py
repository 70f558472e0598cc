"""By what an event of Messenger or Instagram is known again when Meta repeats it."""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import fingerprint, flag, identifier, inside

TAKEN_BACK = ("is_deleted", "is_unsent", "is_unsend")


def event_id(account: str, event: object) -> str:
    """The platform's id of a message or a pressed button. What is done to a message later has none."""
    message = inside(event, "message")
    mid = identifier(inside(message, "mid")) or identifier(inside(event, "postback", "mid"))
    return mid if mid and not is_taken_back(message) else fingerprint(account, event)


def is_taken_back(message: object) -> bool:
    """True if the message says only that it was deleted by whoever wrote it."""
    return any(flag(inside(message, name)) for name in TAKEN_BACK)
