"""Amounts in words, as Meta tells them in orders, receipts and payments.

Meta's documentation: "Orders webhook reference", "Payments API: order details".
"""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import decimal, inside, whole, words


def price(value: object, currency: object) -> str:
    """ "9.90 EUR" of a number; "" of anything else. Dinars have three places: with two, another price would
    stand there."""
    number = decimal(value)
    if number is None:
        return ""
    written = f"{number:.3f}".removesuffix("0")
    return f"{written} {words(currency)}".strip()


def amount(told: object, currency: object) -> str:
    """ "25.00 INR" of `{"value": 2500, "offset": 100}`; "" of anything else."""
    value, offset = decimal(inside(told, "value")), whole(inside(told, "offset")) or 1
    return "" if value is None else price(value / offset, currency)
