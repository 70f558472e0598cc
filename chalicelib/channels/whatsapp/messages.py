"""The messages of WhatsApp, and what is done to messages later: reactions, edits, deletions, system messages.

Meta's documentation: "messages webhook reference" and its pages on reaction, edit, revoke and system
messages; "history webhook reference".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from chalicelib.channels.meta.loose_json import first, identifier, inside, words
from chalicelib.channels.meta.referrals import referral_part
from chalicelib.channels.meta.told import Events, Told
from chalicelib.channels.whatsapp.contents import content_of
from chalicelib.channels.whatsapp.notices import number_changed
from chalicelib.channels.whatsapp.spoken import Spoken, spoken
from chalicelib.domain.platform_event import PlatformDeletion, PlatformEdit, PlatformReaction

# a file of the history comes later, in a webhook of its own, if it is not older than this
FILES_FOLLOW = timedelta(days=14)


def read_message(whole: Told, told: object) -> Events:
    """One member of `messages` or `message_echoes`: at least one event, except where another follows."""
    said = spoken(whole, told)
    reader = DONE_LATER.get(said.kind)
    if reader:
        return reader(said)
    if said.kind == "media_placeholder" and whole.at - said.told.at < FILES_FOLLOW:
        return ()
    return said.message(content_of(said.kind, said.under, said.body)) + _never_sent(said)


def _never_sent(said: Spoken) -> Events:
    """The history tells also of what the app could not send, and of that only that it failed."""
    failed = words(inside(said.body.get("history_context"), "status")).strip().upper() == "ERROR"
    if not failed or not said.told.by_us or said.told.person is None:
        return ()
    return said.told.note("error", ": ".join(filter(None, ("not sent", words(inside(said.under, "body"))))))


def _reaction(said: Spoken) -> Events:
    """Without an emoji it was taken back."""
    of, emoji = identifier(inside(said.under, "message_id")), words(inside(said.under, "emoji"))
    if said.told.person is None or not of:
        return said.told.unsupported(emoji)
    return (PlatformReaction(said.told.person, said.told.at, of, emoji, emoji == "", said.told.by_us),)


def _edit(said: Spoken) -> Events:
    """The new text, or the new words under a picture."""
    of, message = _of(said), inside(said.under, "message")
    kind = words(inside(message, "type")) or "text"
    content = content_of(kind, inside(message, kind), message)
    text = (
        content.text or words(first(said.under, "body", "text")) or words(inside(said.body, "text", "body"))
    )
    if said.told.person is None or not of or not (text or content.files):
        return said.told.unsupported(text)
    return (PlatformEdit(said.told.person, said.told.at, of, text, by_us=said.told.by_us),)


def _revoke(said: Spoken) -> Events:
    of = _of(said)
    if said.told.person is None or not of:
        return said.told.unsupported()
    return (PlatformDeletion(said.told.person, said.told.at, of, said.told.by_us),)


def _of(said: Spoken) -> str:
    """The message that it is about."""
    names = ("original_message_id", "message_id", "id")
    return identifier(first(said.under, *names)) or identifier(first(said.body.get("context"), "id"))


# what a system message tells of the person; the customer_… are what older versions of the API say
SYSTEM = {
    "user_changed_number": "number_changed",
    "customer_changed_number": "number_changed",
    "user_changed_user_id": "number_changed",
    "user_identity_changed": "identity_changed",
    "customer_identity_changed": "identity_changed",
}

PREFERENCE = "user_preference_changed"  # marketing messages: stop or resume


def _system(said: Spoken) -> Events:
    """What it says stands in the note; of a new number only that."""
    kind = words(inside(said.under, "type")).strip().lower()
    name = SYSTEM.get(kind, "joined")
    if kind == PREFERENCE:
        name = "opt_out" if words(inside(said.under, "marketing")).lower() == "stop" else "opt_in"
    if name == "number_changed":
        return number_changed(said.told)
    return said.told.note(name, words(inside(said.under, "body")))


def _opened(said: Spoken) -> Events:
    """Somebody opened the chat for the first time, by an ad or by themselves, and has said nothing yet."""
    ad = referral_part(said.body.get("referral"))
    return said.told.note("referral", ad.title or ad.payload, (ad,)) if ad else said.told.note("joined")


DONE_LATER: dict[str, Callable[[Spoken], Events]] = {
    "reaction": _reaction,
    "edit": _edit,
    "edited": _edit,
    "revoke": _revoke,
    "revoked": _revoke,
    "system": _system,
    "request_welcome": _opened,
}
