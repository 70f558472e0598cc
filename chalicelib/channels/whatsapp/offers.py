"""What was offered to somebody, as an echo of it shows: buttons, lists, products, cards, an order to be paid.

Meta's documentation, below "Interactive messages": the pages on reply buttons, lists, URL buttons, flows,
product lists and carousels; "Payments API: order details", "order status"; "Call permission requests".
"""

from __future__ import annotations

from chalicelib.channels.meta.content import NOTHING, Content, joined, part
from chalicelib.channels.meta.loose_json import first, inside, link, members, words
from chalicelib.channels.meta.money import amount
from chalicelib.channels.whatsapp.catalogue import order_line
from chalicelib.channels.whatsapp.files import header_file

WORDS = ("header", "body", "footer")


def offer(kind: str, under: object) -> Content:
    """All that it said and what could be pressed, a line each; `kind` is WhatsApp's name for it."""
    action = inside(under, "action")
    cards = members(inside(action, "cards"))
    lines = [words(inside(under, name, "text")) for name in WORDS]
    lines += [*_to_be_paid(inside(action, "parameters")), *_pressable(action), *map(_card, cards)]
    files = joined([header_file(inside(one, "header")) for one in (under, *cards)])
    text = "\n".join(one for one in lines if one)
    if not (text or files or action):
        return NOTHING
    url = link(inside(action, "parameters", "url"))
    return part("template", title=kind, text=text, url=url) + files


def _pressable(action: object) -> list[str]:
    """What can be pressed: buttons, a link, the rows of a list, products."""
    buttons = members(inside(action, "buttons"))
    titles = [inside(first(one, "reply", "quick_reply"), "title") for one in buttons]
    titles.append(first(inside(action, "parameters"), "display_text", "flow_cta"))
    sections = members(inside(action, "sections"))
    rows = [row for one in sections for row in members(first(one, "rows", "product_items"))]
    titles += [first(row, "title", "product_retailer_id") for row in rows]
    return [f"[{title}]" for title in map(words, titles) if title]


def _card(card: object) -> str:
    """One card of a carousel in one line; each has an address of its own."""
    action = inside(card, "action")
    address = link(inside(action, "parameters", "url"))
    told = (*(words(inside(card, name, "text")) for name in WORDS), *_pressable(action), address)
    return " ".join(one for one in told if one) or words(inside(action, "product_retailer_id"))


def _to_be_paid(parameters: object) -> list[str]:
    """The things of an order, and then which it is, what it costs and how far it is."""
    order, currency = inside(parameters, "order"), inside(parameters, "currency")
    lines = [
        order_line(item, words(first(item, "name", "retailer_id")), amount(inside(item, "amount"), currency))
        for item in members(inside(order, "items"))
    ]
    told = (
        words(inside(parameters, "reference_id")),
        amount(inside(parameters, "total_amount"), currency),
        words(inside(order, "status")),
        words(inside(order, "description")),
    )
    return [*lines, ", ".join(one for one in told if one)]
