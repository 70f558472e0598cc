"""What is bought, one thing a line. Meta has several names for a price."""

from __future__ import annotations

from chalicelib.channels.meta import money
from chalicelib.channels.meta.loose_json import first, inside, words

PRICES = ("unit_price", "item_price", "price")


def goods_line(product: object, called: str, currency: object = "") -> str:
    """ "2 × Blue mug, 11.00 EUR"; what is not told is left out. `currency` is that of the whole."""
    amount = words(inside(product, "quantity"))
    costs = price_words(first(product, *PRICES), first(product, "currency") or currency)
    return counted(amount, called, costs)


def counted(amount: str, called: str, costs: str) -> str:
    """The same of what is in words already, "" for what is not told."""
    return ", ".join(one for one in (f"{amount} × {called}" if amount else called, costs) if one)


def price_words(price: object, currency: object) -> str:
    """As money; what is no number stands as it is."""
    return money.price(price, currency) or words(price)
