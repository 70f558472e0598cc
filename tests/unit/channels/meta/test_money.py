"""A price reads as it was told, in currencies of two places and of three."""

from __future__ import annotations

import pytest

from chalicelib.channels.meta.money import amount, price


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (9.9, "9.90 EUR"),
        ("9.9", "9.90 EUR"),
        (1.255, "1.255 EUR"),
        (0.1 + 0.2, "0.30 EUR"),
        (None, ""),
        ([], ""),
    ],
)
def test_price_has_three_places_only_where_two_would_change_it(value: object, shown: str) -> None:
    assert price(value, "EUR") == shown


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"value": 2500, "offset": 100}, "25.00 INR"),
        ({"value": "1255", "offset": "1000"}, "1.255 INR"),
        ({"value": 7, "offset": 0}, "7.00 INR"),
        ({"value": 7, "offset": [1]}, "7.00 INR"),
        ({"offset": 100}, ""),
        ("2500", ""),
    ],
)
def test_amount_is_told_in_pieces_of_its_currency(told: object, shown: str) -> None:
    assert amount(told, "INR") == shown
