"""The attachments of a message on Messenger and Instagram: files, places, and what was shared.

Meta's documentation: "messages Webhook Event Reference", "message_echoes Webhook Event Reference", and
"Instagram Messaging: Webhooks".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chalicelib.channels.meta.content import NOTHING, Content, joined, part, unsupported, where
from chalicelib.channels.meta.loose_json import (
    fields,
    first,
    inside,
    link,
    members,
    plain_lines,
    whole,
    words,
)
from chalicelib.domain.platform_event import RemoteFile

Attachment = Mapping[str, object]
Reader = Callable[[Attachment], Content]
SHARED_IDS = ("reel_video_id", "ig_post_media_id", "post_id", "media_id", "story_media_id", "story_id", "id")


def read_attachments(message: Mapping[str, object], readers: Mapping[str, Reader]) -> Content:
    """Everything attached; `readers` has one for each type, others become parts of the kind unsupported."""
    attached = [fields(one) for one in members(first(message, "attachments", "attachment"))]
    sticker = first(message, "sticker_id")
    read = [_read(one, readers, sticker) for one in _without_doubles(attached)]
    return joined(read)


def _without_doubles(attached: Sequence[Attachment]) -> list[Attachment]:
    """What Meta sends twice, under the same address or id: a post of Instagram as share and as ig_post, a
    sticker as sticker and as image."""
    posts = [_marks(one) for one in attached if _type(one) == "ig_post"]
    attached = [
        one
        for one in attached
        if _type(one) != "share" or all(_marks(one).isdisjoint(post) for post in posts)
    ]
    stickers = [one for one in attached if _type(one) == "sticker"]
    urls = {_url(one) for one in stickers} | {_sticker_id(one) for one in stickers}
    urls.discard("")
    return [one for one in attached if _type(one) == "sticker" or not {_url(one), _sticker_id(one)} & urls]


def _marks(attachment: Attachment) -> set[str]:
    id = words(first(attachment.get("payload"), *SHARED_IDS))
    return {one for one in (_url(attachment), id) if one}


def _read(attachment: Attachment, readers: Mapping[str, Reader], sticker: object) -> Content:
    kind = _type(attachment)
    if kind == "image" and (sticker or _sticker_id(attachment)):
        kind = "sticker"
    reader = readers.get(kind)
    read = reader(attachment) if reader else NOTHING
    return read or unsupported(kind or "attachment", _title(attachment), _url(attachment))


def _type(attachment: Attachment) -> str:
    return words(attachment.get("type")).strip().lower()


def _sticker_id(attachment: Attachment) -> str:
    return words(inside(attachment, "payload", "sticker_id")) or words(attachment.get("sticker_id"))


def _url(attachment: Attachment) -> str:
    payload = attachment.get("payload")
    candidates = (
        first(payload, "url", "link", "media_url", "story_media_url"),
        first(attachment, "url", "URL"),
        payload,
    )
    return next((one for one in map(link, candidates) if one), "")


def _title(attachment: Attachment) -> str:
    return words(first(attachment.get("payload"), "title", "name")) or words(
        first(attachment, "title", "name")
    )


def _file(kind: str) -> Reader:
    def read(attachment: Attachment) -> Content:
        url, payload = _url(attachment), attachment.get("payload")
        if not url:
            return part("lost_file", title=_title(attachment) or kind) if payload is not None else NOTHING
        found = RemoteFile(
            kind,
            url=url,
            name=words(first(payload, "file_name", "filename", "name", "title"))
            or words(attachment.get("name")),
            content_type=words(first(payload, "mime_type", "content_type")),
            size=whole(first(payload, "size", "file_size")),
        )
        return Content(files=(found,))

    return read


def _sticker(attachment: Attachment) -> Content:
    """The like button is a sticker, too. One without an address is at least told of."""
    url = _url(attachment)
    if url:
        return Content(
            files=(RemoteFile("sticker", url=url, content_type="image/png" if ".png" in url else ""),)
        )
    return unsupported("sticker", _sticker_id(attachment))


def _shared(attachment: Attachment) -> Content:
    """A link, post or reel. A share of something that Meta does not tell has neither title nor address."""
    payload = attachment.get("payload")
    title, url = _title(attachment), _url(attachment)
    text = words(first(payload, "subtitle", "description", "caption")) or words(attachment.get("description"))
    if not (title or url or text):
        return NOTHING
    return part("shared", title=title, text=text, url=url, payload=words(first(payload, *SHARED_IDS)))


def _location(attachment: Attachment) -> Content:
    payload = attachment.get("payload")
    place = inside(payload, "coordinates") or payload
    found = where(first(place, "lat", "latitude"), first(place, "long", "lng", "longitude"))
    title, url = _title(attachment), _url(attachment)
    if not (found or title or url):
        return NOTHING
    return part("location", title=title, text=words(first(payload, "address")), url=url, where=found)


def _template(attachment: Attachment) -> Content:
    """What an app sent, as an echo shows it, or a product that somebody asks about."""
    payload = attachment.get("payload")
    products = inside(payload, "product", "elements") or inside(payload, "products")
    deeper = first(payload, "generic", "button", "media")  # Instagram's are one deeper
    cards = inside(payload, "elements") or inside(deeper, "elements")
    elements = [fields(one) for one in members(products or cards)]
    if products:
        return joined([_product(one) for one in elements])
    lines = [words(first(payload, "text", "body")) or words(first(deeper, "text", "body"))]
    lines += [
        " – ".join(filter(None, map(words, (one.get("title"), one.get("subtitle"))))) for one in elements
    ]
    pressed = [payload, deeper, attachment, *elements]
    buttons = [button for one in pressed for button in members(inside(one, "buttons"))]
    lines += [f"[{words(inside(one, 'title'))}]" for one in buttons if words(inside(one, "title"))]
    title = _title(attachment) or words(first(payload, "template_type")) or "template"
    return part("template", title=title, text="\n".join(filter(None, lines)), url=_url(attachment))


def _product(element: Mapping[str, object]) -> Content:
    return part(
        "shared",
        title=words(element.get("title")),
        text=words(element.get("subtitle")),
        url=link(first(element, "image_url", "url")),
        payload=words(first(element, "retailer_id", "id")),
    )


def _form(attachment: Attachment) -> Content:
    lines = plain_lines(attachment.get("payload"))
    return part("form", title=_type(attachment), text="\n".join(lines)) if lines else NOTHING


def _story_mention(attachment: Attachment) -> Content:
    return part("story_mention", url=_url(attachment), payload=words(inside(attachment, "payload", "id")))


def _heart(attachment: Attachment) -> Content:
    """Without an address it is the heart that a double tap sends."""
    return _sticker(attachment) if _url(attachment) else Content(text="❤️")


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
    "template": _template,
    "product": _template,
    "generic_template": _template,
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
    "appointment_booking": _form,
}
