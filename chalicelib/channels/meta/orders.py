"""A cart that somebody sent to the page: an order, for which they expect an answer.

Meta's documentation: "Messenger Platform: Webhooks", field send_cart.
"""

from __future__ import annotations

from chalicelib.channels.meta.goods import goods_line
from chalicelib.channels.meta.loose_json import first, inside, members, plain_words, words
from chalicelib.channels.meta.told import Events, Told
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import Echo, PlatformMessage

CALLED = ("name", "title", "retailer_id", "id")


def order(told: Told) -> Events:
    """What was ordered, one thing a line, and what they wrote beside it."""
    if told.person is None:
        return told.unsupported(plain_words(told.body))
    products = members(inside(told.body, "products"))
    lines = [goods_line(one, words(first(one, *CALLED)) or "?") for one in products]
    return (
        PlatformMessage(
            id=told.mid or told.own_id,
            person=told.person,
            at=told.at,
            text=words(inside(told.body, "note")),
            parts=(Part("order", text="\n".join(lines)),),
            echo=Echo() if told.by_us else None,
        ),
    )
