"""Products of the catalogue that WhatsApp shows: what somebody asks about, and what they order.

Meta's documentation: "Orders webhook reference", "Text messages webhook reference" (`referred_product`).
"""

from __future__ import annotations

from chalicelib.channels.meta.content import NOTHING, Content, part
from chalicelib.channels.meta.goods import counted
from chalicelib.channels.meta.loose_json import first, inside, members, words
from chalicelib.channels.meta.money import price


def product(told: object) -> Content:
    """One product, by its id in the catalogue."""
    id = words(first(told, "product_retailer_id", "retailer_id", "id"))
    if not id:
        return NOTHING
    title = words(first(told, "title", "name")) or id
    return part("shared", title=title, text=words(first(told, "catalog_id")), payload=id)


def enquiry(under: object) -> Content:
    """A product of the catalogue was sent, with words above and below it."""
    told = inside(under, "product") or inside(under, "action") or under
    lines = (words(inside(under, name, "text")) for name in ("body", "footer"))
    return Content(text="\n".join(one for one in lines if one)) + product(told)


def order(under: object) -> Content:
    """What was put into the basket."""
    lines = [_ordered(one) for one in members(inside(under, "product_items"))]
    text, title = words(inside(under, "text")), words(inside(under, "catalog_id"))
    if not (lines or title):
        return NOTHING
    return Content(text=text) + part("order", title=title, text="\n".join(lines))


def _ordered(item: object) -> str:
    costs = price(inside(item, "item_price"), inside(item, "currency"))
    return order_line(item, words(first(item, "product_retailer_id", "name")), costs)


def order_line(item: object, what: str, costs: str) -> str:
    """ "2 × sku-1, 9.90 EUR": the price is that of one."""
    return counted(words(inside(item, "quantity")) or "1", what or "?", costs)
