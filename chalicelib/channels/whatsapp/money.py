"""Amounts in words, as WhatsApp tells them in orders and payments.

Meta's documentation: "Orders webhook reference", "Payments API: order details".
"""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import decimal, inside, whole, words

HALF_OF_THE_THIRD_PLACE = 0.0005


def price(value: object, currency: object) -> str:
    """ "9.90 EUR" of a number; "" of anything else."""
    number = decimal(value)
    return "" if number is None else f"{_written(number)} {words(currency)}".strip()


def amount(told: object, currency: object) -> str:
    """ "25.00 INR" of `{"value": 2500, "offset": 100}`; "" of anything else."""
    value, offset = decimal(inside(told, "value")), whole(inside(told, "offset")) or 1
    return "" if value is None else price(value / offset, currency)


def _written(number: float) -> str:
    """Dinars have three places; with two, another price would stand there."""
    needs_three = abs(number - round(number, 2)) >= HALF_OF_THE_THIRD_PLACE
    return f"{number:.3f}" if needs_three else f"{number:.2f}"
