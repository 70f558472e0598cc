"""One attachment while it is read: what it is, where it is, and what it is called.

Meta tells these in the payload, beside it, or in both. Meta's documentation: "messages Webhook Event
Reference".
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.channels.meta.loose_json import first, inside, link, words

Attachment = Mapping[str, object]


def type_of(attachment: Attachment) -> str:
    """What Meta calls its kind, in small letters."""
    return words(attachment.get("type")).strip().lower()


def sticker_id(attachment: Attachment) -> str:
    """Which sticker it is; "" for what is none."""
    return words(inside(attachment, "payload", "sticker_id")) or words(attachment.get("sticker_id"))


def address_of(attachment: Attachment) -> str:
    """Where it can be had or seen, "" if nowhere. Some payloads are nothing but the address."""
    payload = attachment.get("payload")
    candidates = (
        first(payload, "url", "link", "media_url", "story_media_url"),
        first(attachment, "url", "URL"),
        payload,
    )
    return next((one for one in map(link, candidates) if one), "")


def title_of(attachment: Attachment) -> str:
    """What it is called."""
    return words(told(attachment, "title", "name"))


def told(attachment: Attachment, *names: str) -> object:
    """The first of the fields that holds anything: in the payload, else beside it."""
    inner = first(attachment.get("payload"), *names)
    return first(attachment, *names) if inner is None else inner
