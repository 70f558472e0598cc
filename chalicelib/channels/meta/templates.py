"""What an app sent as a template, as an echo shows it, and the products that somebody asks about.

Meta's documentation: "Messenger Platform: Message Templates" and the page of each, such as "Receipt Template"
and "Coupon Template"; "Instagram Platform: Generic Template", "Product Template".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chalicelib.channels.meta.attached import Attachment, address_of, title_of
from chalicelib.channels.meta.content import NOTHING, Content, joined, part, unsupported
from chalicelib.channels.meta.goods import goods_line, price_words
from chalicelib.channels.meta.loose_json import fields, first, inside, link, members, words

Card = Mapping[str, object]
PRODUCTS = ("product", "products")
DEEPER = ("generic", "button", "media")  # Instagram's are one deeper
WORDS = ("coupon_pre_message", "intro_message", "text", "body", "subtitle")
NAMED = ("order_number", "coupon_code")  # would say nothing without their names
ONLY_BUTTONS = ("button_title", "coupon_url_button_title")
LEADS_TO = ("order_url", "coupon_url")


def template(attachment: Attachment) -> Content:
    """Its words, a line for each card and button, and where the first of its links leads."""
    payload = attachment.get("payload")
    if any(inside(payload, name) is not None for name in PRODUCTS):
        return _products(attachment)
    deeper = first(payload, *DEEPER)
    cards = _cards(payload, deeper)
    currency = inside(payload, "currency")
    lines = [*(_says(payload) or _says(deeper)), *(_card(one, currency) for one in cards)]
    total = price_words(inside(payload, "summary", "total_cost"), currency)
    lines += [f"total_cost: {total}"] if total else []
    lines += [button for one in (payload, deeper, attachment, *cards) for button in _buttons(one)]
    title = title_of(attachment) or words(first(payload, "template_type")) or "template"
    text = "\n".join(one for one in lines if one)
    return part("template", title=title, text=text, url=_leads_to(attachment, cards))


def pressable(buttons: object) -> list[str]:
    """ "[Buy]": what can be pressed. A button that Meta itself writes, as to log in, has only a type."""
    names = (words(first(one, "title", "type", "content_type")) for one in members(buttons))
    return [f"[{name}]" for name in names if name]


def _cards(payload: object, deeper: object) -> list[Card]:
    told = inside(payload, "elements") or inside(deeper, "elements")
    return [fields(one) for one in members(told or (deeper if isinstance(deeper, list) else None))]


def _says(payload: object) -> list[str]:
    said = [words(inside(payload, name)) for name in WORDS]
    named = ((name, words(inside(payload, name))) for name in NAMED)
    return [one for one in said if one] + [f"{name}: {one}" for name, one in named if one]


def _card(card: Card, currency: object) -> str:
    """A card, or one thing of a receipt. Meta does not say whether its price is for one or for all."""
    titles = [one for one in map(words, (card.get("title"), card.get("subtitle"))) if one]
    return goods_line(card, " – ".join(titles) or words(first(card, "retailer_id", "id")), currency)


def _buttons(one: object) -> list[str]:
    alone = (words(inside(one, name)) for name in ONLY_BUTTONS)
    return [*pressable(inside(one, "buttons")), *(f"[{title}]" for title in alone if title)]


def _leads_to(attachment: Attachment, cards: Sequence[Card]) -> str:
    told = [first(attachment.get("payload"), *LEADS_TO)]
    told += [url for card in cards for url in (inside(card, "default_action", "url"), card.get("url"))]
    return address_of(attachment) or next((one for one in map(link, told) if one), "")


def _products(attachment: Attachment) -> Content:
    """A catalogue that the app may not read gives no more than ids."""
    payload = attachment.get("payload")
    told = inside(payload, "product", "elements") or first(payload, *PRODUCTS)
    shared = joined([_product(fields(one)) for one in members(told)])
    return shared or unsupported("product", title_of(attachment), address_of(attachment))


def _product(element: Card) -> Content:
    id = words(first(element, "retailer_id", "id"))
    title, text = words(element.get("title")) or id, words(element.get("subtitle"))
    url = link(first(element, "image_url", "url"))
    if not (title or text or url):
        return NOTHING
    return part("shared", title=title, text=text, url=url, payload=id)
