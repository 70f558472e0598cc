"""The limits of DynamoDB, checked before anything is written, so that both homes refuse the same things."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.adapters.stored.attribute_values import bytes_of, value_bytes
from chalicelib.adapters.stored.conversation_keys import HEAD
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.domain import limits
from chalicelib.domain.errors import Invalid, TooLarge

KEY_LIMITS = {
    "pk": limits.PARTITION_KEY,
    "sk": limits.SORT_KEY,
    "shelf": limits.PARTITION_KEY,
    "desk": limits.PARTITION_KEY,
    "position": limits.SORT_KEY,
    "contact_id": limits.PARTITION_KEY,
    "due_shard": limits.PARTITION_KEY,
    "due_at": limits.SORT_KEY,
    "arrived_at": limits.SORT_KEY,
}
"""Attributes that are a key of a table or an index, with their most bytes."""


def check_item(item: Plain) -> int:
    """The bytes of an item that may be stored.

    Raises `TooLarge` for an item, a head or a key over its limit, `Invalid` for an empty key and for text
    that is no Unicode (half a surrogate pair).
    """
    try:
        size = bytes_of(item)
    except UnicodeEncodeError as error:
        raise Invalid("Half a character cannot be stored") from error
    for name, most in KEY_LIMITS.items():
        if name in item:
            check_key(name, item[name], most)
    if size > limits.ITEM:
        raise TooLarge(f"{size} bytes are too many for one item of at most {limits.ITEM}")
    if item["sk"] == HEAD and size > limits.HEAD:
        raise TooLarge(f"{size} bytes are too many for the head of a conversation, at most {limits.HEAD}")
    return size


def check_key(name: str, value: object, most: int) -> None:
    """Raises `TooLarge` for a key of more than `most` bytes, `Invalid` for an empty one."""
    if value == "":
        raise Invalid("A key may not be empty", field=name)
    if value_bytes(value) > most:
        raise TooLarge(f"A key of at most {most} bytes", field=name)


def check_transaction(items: Sequence[Plain]) -> None:
    """Raises what `check_item` raises, and `TooLarge` for too many items or bytes at once."""
    if len(items) > limits.TRANSACTION_ITEMS:
        raise TooLarge(f"{len(items)} items are too many at once, at most {limits.TRANSACTION_ITEMS}")
    total = sum(check_item(item) for item in items)
    if total > limits.TRANSACTION:
        raise TooLarge(f"{total} bytes are too many at once, at most {limits.TRANSACTION}")
