"""The writer of a place, made at the first write: what only reads imports neither of the two.

`docs/decisions/0014-two-writers.md` says why there are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from chalicelib.adapters.aws.dynamodb.conditions import Change, Condition
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.transaction import Key, Transaction
from chalicelib.adapters.stored.plain_form import Plain


class Writer(Protocol):
    """Writes to the tables of one place. Both ask DynamoDB for the same and name its refusals alike."""

    def transaction(self) -> Transaction:
        """An empty one."""
        ...

    def update(
        self, noun: str, key: Key, changes: Sequence[Change], condition: Condition | None = None
    ) -> Plain:
        """Change one row and answer it as it is then. Raises `StaleConversation` when the condition fails."""
        ...


@cache
def writer_at(place: Place) -> Writer:
    """One for each place, shared by all stores of the process."""
    if place.plain_writes:
        from chalicelib.adapters.aws.dynamodb.plain_writer import PlainWriter

        return PlainWriter(place)
    from chalicelib.adapters.aws.dynamodb.pynamodb_writer import PynamoDbWriter

    return PynamoDbWriter(place)
