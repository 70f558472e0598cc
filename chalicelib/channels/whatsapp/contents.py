"""What a message of WhatsApp says, by its type: words, files, places, cards, choices and forms.

Meta's documentation: the pages under "messages webhook reference", one for each type.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from chalicelib.channels.meta.content import NOTHING, Content, part, unsupported, where
from chalicelib.channels.meta.loose_json import (
    decimal,
    fields,
    first,
    identifier,
    inside,
    link,
    members,
    plain_lines,
    whole,
    words,
)
from chalicelib.channels.meta.referrals import referral_part
from chalicelib.channels.whatsapp.cards import card
from chalicelib.domain.platform_event import RemoteFile

MACHINE_FIELDS = ("flow_token", "wa_flow_response_params")
Reader = Callable[[object], Content]


def content_of(kind: str, under: object, message: object) -> Content:
    """All that the message holds; `under` is what stands under the name of its type, `kind`."""
    reader = CONTENTS.get(kind)
    read = reader(under) if reader else _unknown_file(under)
    read = read or _without_content(kind, under, message)
    return read + _came_by(message) + _about_product(message)


def _without_content(kind: str, under: object, message: object) -> Content:
    """A file that WhatsApp could not keep, or a type that its API, or this code, does not know."""
    why = error_words(next(iter(members(inside(message, "errors"))), None))
    if kind in FILES:
        return part("lost_file", title=FILES[kind], text=why)
    known_as = words(inside(under, "type")) or words(inside(message, "unsupported", "type"))
    named = (kind if kind not in ("unsupported", "unknown") or not known_as else "", known_as)
    title = ": ".join(one for one in named if one) or "message"
    says = words(first(under, "body", "text", "caption", "title", "name"))
    return unsupported(title, why or says or words(inside(message, "text", "body")))


def error_words(error: object) -> str:
    """What an error says, each sentence once. What to do about it is decided by its code, never by this."""
    said = (
        words(first(error, "message", "title")),
        words(inside(error, "error_data", "details")) or words(inside(error, "details")),
    )
    return ": ".join(dict.fromkeys(one for one in said if one))


def _came_by(message: object) -> Content:
    found = referral_part(inside(message, "referral"))
    return Content(parts=(found,)) if found else NOTHING


def _about_product(message: object) -> Content:
    """The product of the catalogue from whose page they write."""
    return _product(inside(message, "context", "referred_product"))


def _product(product: object) -> Content:
    id = words(first(product, "product_retailer_id", "retailer_id", "id"))
    if not id:
        return NOTHING
    title = words(first(product, "title", "name")) or id
    return part("shared", title=title, text=words(first(product, "catalog_id")), payload=id)


def _text(under: object) -> Content:
    return Content(text=words(inside(under, "body")) or words(under))


def _file(kind: str) -> Reader:
    def read(under: object) -> Content:
        id, url = identifier(inside(under, "id")), link(first(under, "link", "url"))
        caption = Content(text=words(inside(under, "caption")))
        if not (id or url):
            return caption + part("lost_file", title=kind) if caption else NOTHING
        found = RemoteFile(
            kind,
            url=url,
            media_id=id,
            name=words(first(under, "filename", "file_name", "name")),
            content_type=words(inside(under, "mime_type")),
            size=whole(first(under, "file_size", "size")),
        )
        return caption + Content(files=(found,))

    return read


def _unknown_file(under: object) -> Content:
    """A kind of file that is newer than this code: it has an id, and says what it is."""
    kind = words(inside(under, "mime_type")).partition("/")[0].lower()
    if not kind or not identifier(inside(under, "id")):
        return NOTHING
    return _file(kind if kind in ("image", "video", "audio") else "file")(under)


def _location(under: object) -> Content:
    place = where(inside(under, "latitude"), inside(under, "longitude"))
    title, address = words(inside(under, "name")), words(inside(under, "address"))
    if not (place or title or address):
        return NOTHING
    said = Content(text=words(inside(under, "caption")))
    return said + part("location", title=title, text=address, url=link(inside(under, "url")), where=place)


def _contacts(under: object) -> Content:
    return Content(parts=tuple(card(one) for one in members(under)))


def _button(under: object) -> Content:
    """The quick reply of a template."""
    title, payload = words(first(under, "text", "title")), words(inside(under, "payload"))
    if not (title or payload):
        return NOTHING
    return Content(text=title) + part("choice", title=title or payload, payload=payload)


def _chosen(under: object) -> Content:
    """A reply button or the row of a list."""
    title, payload = words(inside(under, "title")), words(inside(under, "id"))
    if not (title or payload):
        return NOTHING
    text = words(inside(under, "description"))
    return Content(text=title) + part("choice", title=title or payload, text=text, payload=payload)


def _flow(under: object) -> Content:
    """A flow was filled in; its answers are JSON within the JSON. `body` says "Sent" in some language."""
    answers = inside(under, "response_json")
    if isinstance(answers, str):
        answers = _parsed(answers)
    told = {name: one for name, one in fields(answers).items() if name not in MACHINE_FIELDS}
    text = "\n".join(plain_lines(told)) if told else words(answers)
    return part("form", title=words(inside(under, "name")), text=text or words(inside(under, "body")))


def _parsed(answers: str) -> object:
    try:
        told: object = json.loads(answers)
    except (ValueError, RecursionError):
        return answers
    return told if isinstance(told, dict) else answers


def _call_permission(under: object) -> Content:
    """The person lets the business call them, or does not."""
    return part("choice", title=words(inside(under, "response")), payload="call_permission_reply")


def _enquiry(under: object) -> Content:
    """A product of the catalogue was sent."""
    told = inside(under, "product") or inside(under, "action") or under
    return Content(text=words(inside(under, "body", "text"))) + _product(told)


ANSWERS: dict[str, Reader] = {
    "button_reply": _chosen,
    "list_reply": _chosen,
    "nfm_reply": _flow,
    "call_permission_reply": _call_permission,
}
PRODUCTS = ("product", "product_message")


def _interactive(under: object) -> Content:
    """What was chosen; or, of an echo, the buttons and lists that were offered."""
    kind = words(inside(under, "type"))
    if kind not in ANSWERS:
        kind = next((name for name in ANSWERS if inside(under, name) is not None), kind)
    if kind in ANSWERS:
        return ANSWERS[kind](inside(under, kind))
    if kind in PRODUCTS or inside(under, "product") is not None:
        return _enquiry(under)
    lines = [words(inside(under, name, "text")) for name in ("header", "body", "footer")]
    if not any(lines):
        return NOTHING
    lines += [f"[{one}]" for one in _offered(inside(under, "action"))]
    return part("template", title=kind, text="\n".join(one for one in lines if one not in ("", "[]")))


def _offered(action: object) -> list[str]:
    """What can be pressed: buttons, a link, the rows of a list."""
    titles = [inside(one, "reply", "title") for one in members(inside(action, "buttons"))]
    titles.append(inside(action, "parameters", "display_text"))
    rows = [row for one in members(inside(action, "sections")) for row in members(inside(one, "rows"))]
    return [title for title in map(words, (*titles, *(inside(row, "title") for row in rows))) if title]


def _order(under: object) -> Content:
    lines = [_ordered(one) for one in members(inside(under, "product_items"))]
    text, title = words(inside(under, "text")), words(inside(under, "catalog_id"))
    if not (lines or title):
        return NOTHING
    return Content(text=text) + part("order", title=title, text="\n".join(lines))


def _ordered(product: object) -> str:
    """ "2 × sku-1, 9.90 EUR": the price is that of one."""
    price = decimal(inside(product, "item_price"))
    costs = "" if price is None else f"{price:.2f} {words(inside(product, 'currency'))}".strip()
    what = words(first(product, "product_retailer_id", "name")) or "?"
    amount = words(inside(product, "quantity")) or "1"
    return f"{amount} × {what}" + (f", {costs}" if costs else "")


def _template(under: object) -> Content:
    """By name, with what was filled into it."""
    name = words(first(under, "name", "title"))
    components = members(inside(under, "components"))
    filled = [
        one for component in components for one in (component, *members(inside(component, "parameters")))
    ]
    text = "\n".join(filter(None, (words(inside(one, "text")) for one in filled)))
    return part("template", title=name, text=text) if name else NOTHING


FILES = {
    "image": "image",
    "video": "video",
    "gif": "video",
    "audio": "audio",
    "voice": "audio",
    "document": "file",
    "file": "file",
    "sticker": "sticker",
    "media_placeholder": "file",
}
CONTENTS: dict[str, Reader] = {
    "text": _text,
    **{name: _file(kind) for name, kind in FILES.items()},
    "location": _location,
    "live_location": _location,
    "contacts": _contacts,
    "contact": _contacts,
    "button": _button,
    "interactive": _interactive,
    "order": _order,
    "product": _product,
    "template": _template,
}
