"""What a message of WhatsApp says, by its type: words, files, places, cards, choices and forms.

Meta's documentation: the pages under "messages webhook reference", one for each type.
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.channels.meta.content import NOTHING, Content, part, unsupported
from chalicelib.channels.meta.loose_json import (
    fields,
    first,
    inside,
    link,
    members,
    plain_lines,
    plain_words,
    words,
)
from chalicelib.channels.meta.referrals import referral_part
from chalicelib.channels.whatsapp.answers import ANSWERS, button, unknown_answer
from chalicelib.channels.whatsapp.cards import card
from chalicelib.channels.whatsapp.catalogue import enquiry, order, product
from chalicelib.channels.whatsapp.echoed_templates import template
from chalicelib.channels.whatsapp.files import FILES, Reader, file_of, unknown_file
from chalicelib.channels.whatsapp.offers import offer
from chalicelib.channels.whatsapp.places import place

PRODUCTS = ("product", "product_message")
SAYS = ("body", "text", "caption", "title", "name", "group_name")
UNREAD = ("type", "id", "sha256", "mime_type")  # says nothing to a person
LEADS_TO = ("url", "link", "invite_link")


def content_of(kind: str, under: object, message: object) -> Content:
    """All that the message holds; `under` is what stands under the name of its type, `kind`."""
    reader = CONTENTS.get(kind)
    read = reader(under) if reader else unknown_file(under)
    read = _with_reason(read, message) if read else _without_content(kind, under, message)
    return read + _came_by(message) + _about_product(message)


def _with_reason(read: Content, message: object) -> Content:
    """The words under a file that WhatsApp could not keep are there: why it could not is said beside them."""
    why = _reason(message)
    parts = (
        replace(one, text=why) if one.kind == "lost_file" and not one.text else one for one in read.parts
    )
    return replace(read, parts=tuple(parts))


def _reason(message: object) -> str:
    return error_words(next(iter(members(inside(message, "errors"))), None))


def _without_content(kind: str, under: object, message: object) -> Content:
    """A file that WhatsApp could not keep, or a type that its API, or this code, does not know."""
    why = _reason(message)
    if kind in FILES:
        return part("lost_file", title=FILES[kind], text=why)
    known_as = words(inside(under, "type")) or words(inside(message, "unsupported", "type"))
    named = (kind if kind not in ("unsupported", "unknown") or not known_as else "", known_as)
    title = ": ".join(one for one in named if one) or "message"
    told = inside(under, known_as) or under
    url = link(first(told, *LEADS_TO))
    return unsupported(title, why or _in_words(told, url) or words(inside(message, "text", "body")), url)


def _in_words(told: object, url: str) -> str:
    """First what reads like words, then each other field by its name."""
    known = fields(told)
    says = next((name for name in SAYS if words(known.get(name))), "")
    left_out = (says, *UNREAD)
    rest = {name: one for name, one in known.items() if name not in left_out and not _is(url, one)}
    lines = [words(known.get(says)), *plain_lines(rest)]
    return "\n".join(one for one in lines if one) if known else plain_words(told)


def _is(url: str, value: object) -> bool:
    return url != "" and link(value) == url


def error_words(error: object) -> str:
    """What an error says, each sentence once. What to do about it is decided by its code, never by this."""
    said = (
        words(first(error, "message", "title")) or words(error),
        words(inside(error, "error_data", "details")) or words(inside(error, "details")),
    )
    return ": ".join(dict.fromkeys(one for one in said if one))


def _came_by(message: object) -> Content:
    found = referral_part(inside(message, "referral"))
    return Content(parts=(found,)) if found else NOTHING


def _about_product(message: object) -> Content:
    """The product of the catalogue from whose page they write."""
    return product(inside(message, "context", "referred_product"))


def _text(under: object) -> Content:
    return Content(text=words(inside(under, "body")) or words(under))


def _contacts(under: object) -> Content:
    return Content(parts=tuple(card(one) for one in members(under)))


def _interactive(under: object) -> Content:
    """What was chosen; or, of an echo, what was offered."""
    kind = words(inside(under, "type"))
    if kind not in ANSWERS:
        kind = next((name for name in ANSWERS if inside(under, name) is not None), kind)
    if kind in ANSWERS:
        return ANSWERS[kind](inside(under, kind))
    if kind in PRODUCTS or inside(under, "product") is not None:
        return enquiry(under)
    return offer(kind, under) or unknown_answer(kind, under)


CONTENTS: dict[str, Reader] = {
    "text": _text,
    **{name: file_of(kind) for name, kind in FILES.items()},
    "location": place,
    "live_location": place,
    "contacts": _contacts,
    "contact": _contacts,
    "button": button,
    "interactive": _interactive,
    "order": order,
    "product": product,
    "template": template,
}
