"""What is bought, one thing a line. Meta has several names for a price."""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import decimal, first, inside, words

PRICES = ("unit_price", "item_price", "price")


def goods_line(product: object, called: str, currency: object = "") -> str:
    """ "2 × Blue mug, 11.00 EUR"; what is not told is left out. `currency` is that of the whole."""
    amount = words(inside(product, "quantity"))
    costs = price_words(first(product, *PRICES), first(product, "currency") or currency)
    return ", ".join(one for one in (f"{amount} × {called}" if amount else called, costs) if one)


def price_words(price: object, currency: object) -> str:
    """With two places, or three where two would tell another price; "" if no price is told."""
    number = decimal(price)
    shown = words(price) if number is None else f"{number:.3f}".removesuffix("0")
    return f"{shown} {words(currency)}".strip() if shown else ""
