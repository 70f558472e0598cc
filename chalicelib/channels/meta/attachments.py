"""The attachments of a message on Messenger and Instagram: files, places, and what was shared.

Meta's documentation: "messages Webhook Event Reference", "message_echoes Webhook Event Reference", and
"Instagram Messaging: Webhooks".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chalicelib.channels.meta.appointments import booking
from chalicelib.channels.meta.attached import Attachment, address_of, sticker_id, title_of, told, type_of
from chalicelib.channels.meta.content import NOTHING, Content, joined, part, unsupported, where
from chalicelib.channels.meta.loose_json import fields, first, inside, members, plain_words, whole, words
from chalicelib.channels.meta.templates import template
from chalicelib.domain.platform_event import RemoteFile

Reader = Callable[[Attachment], Content]
MOST_WORDS = 1_000  # characters, of what was written for machines
SHARED_IDS = ("reel_video_id", "ig_post_media_id", "post_id", "media_id", "story_media_id", "story_id", "id")


def read_attachments(message: Mapping[str, object], readers: Mapping[str, Reader]) -> Content:
    """Everything attached; `readers` has one for each type, others become parts of the kind unsupported."""
    listed = members(first(message, "attachments", "attachment"))
    attached = [one for found in listed if found is not None for one in _each(fields(found))]
    sticker = first(message, "sticker_id")
    read = [_read(one, readers, sticker) for one in _without_doubles(attached)]
    return joined(read)


def _each(attachment: Attachment) -> list[Attachment]:
    """Some have a list of payloads: each of them is an attachment."""
    payload = attachment.get("payload")
    if not isinstance(payload, list) or not payload:
        return [attachment]
    return [{**attachment, "payload": one} for one in payload]


def _without_doubles(attached: Sequence[Attachment]) -> list[Attachment]:
    """What Meta sends twice, under the same address or id: a post of Instagram as share and as ig_post, a
    sticker as sticker and as image."""
    posts = [_marks(one) for one in attached if type_of(one) == "ig_post"]
    attached = [
        one
        for one in attached
        if type_of(one) != "share" or all(_marks(one).isdisjoint(post) for post in posts)
    ]
    stickers = [one for one in attached if type_of(one) == "sticker"]
    urls = {address_of(one) for one in stickers} | {sticker_id(one) for one in stickers}
    urls.discard("")
    return [
        one for one in attached if type_of(one) == "sticker" or not {address_of(one), sticker_id(one)} & urls
    ]


def _marks(attachment: Attachment) -> set[str]:
    id = words(first(attachment.get("payload"), *SHARED_IDS))
    return {one for one in (address_of(attachment), id) if one}


def _read(attachment: Attachment, readers: Mapping[str, Reader], sticker: object) -> Content:
    kind = type_of(attachment)
    if kind == "image" and (sticker or sticker_id(attachment)):
        kind = "sticker"
    read = readers.get(kind, _unknown)(attachment)
    return read or unsupported(kind, title_of(attachment), address_of(attachment))


def _unknown(attachment: Attachment) -> Content:
    """What is newer than this code, such as a poll, with the words that are in it."""
    payload, url = fields(attachment.get("payload")), address_of(attachment)
    says = title_of(attachment) or ("" if url else plain_words(payload)[:MOST_WORDS])
    return unsupported(type_of(attachment) or "attachment", says, url)


def _file(kind: str) -> Reader:
    def read(attachment: Attachment) -> Content:
        url, payload = address_of(attachment), attachment.get("payload")
        if not url:
            return part("lost_file", title=title_of(attachment) or kind) if payload is not None else NOTHING
        found = RemoteFile(
            kind,
            url=url,
            name=words(told(attachment, "file_name", "filename", "name", "title")),
            content_type=words(told(attachment, "mime_type", "content_type")),
            size=whole(told(attachment, "size", "file_size")),
        )
        return Content(files=(found,))

    return read


def _sticker(attachment: Attachment) -> Content:
    """The like button is a sticker, too. One without an address is at least told of."""
    url = address_of(attachment)
    if url:
        return Content(
            files=(RemoteFile("sticker", url=url, content_type="image/png" if ".png" in url else ""),)
        )
    return unsupported("sticker", sticker_id(attachment))


def _shared(attachment: Attachment) -> Content:
    """A link, post or reel. A share of something that Meta does not tell has neither title nor address."""
    payload = attachment.get("payload")
    title, url = title_of(attachment), address_of(attachment)
    text = words(first(payload, "subtitle", "description", "caption")) or words(attachment.get("description"))
    if not (title or url or text):
        return NOTHING
    return part("shared", title=title, text=text, url=url, payload=words(first(payload, *SHARED_IDS)))


def _location(attachment: Attachment) -> Content:
    payload = attachment.get("payload")
    place = inside(payload, "coordinates") or payload
    found = where(first(place, "lat", "latitude"), first(place, "long", "lng", "longitude"))
    title, url = title_of(attachment), address_of(attachment)
    if not (found or title or url):
        return NOTHING
    return part("location", title=title, text=words(first(payload, "address")), url=url, where=found)


def _story_mention(attachment: Attachment) -> Content:
    return part(
        "story_mention", url=address_of(attachment), payload=words(inside(attachment, "payload", "id"))
    )


def _heart(attachment: Attachment) -> Content:
    """Without an address it is the heart that a double tap sends."""
    return _sticker(attachment) if address_of(attachment) else Content(text="❤️")


ATTACHMENTS: dict[str, Reader] = {
    "image": _file("image"),
    "animated_image": _file("image"),
    "gif": _file("image"),
    "audio": _file("audio"),
    "video": _file("video"),
    "file": _file("file"),
    "sticker": _sticker,
    "like_heart": _heart,
    "location": _location,
    "template": template,
    "product": template,
    "generic_template": template,
    "fallback": _shared,
    "share": _shared,
    "link": _shared,
    "post": _shared,
    "reel": _shared,
    "story": _shared,
    "ig_post": _shared,
    "ig_reel": _shared,
    "ig_story": _shared,
    "media_share": _shared,
    "clip": _shared,
    "xma": _shared,
    "story_mention": _story_mention,
    "appointment_booking": booking,
}
