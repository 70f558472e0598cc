"""The writer of a place, made at the first write: what only reads never imports PynamoDB."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.adapters.aws.dynamodb.place import Place

if TYPE_CHECKING:
    from chalicelib.adapters.aws.dynamodb.writing import Writer


@cache
def writer_at(place: Place) -> Writer:
    """One for each place, shared by all stores of the process."""
    from chalicelib.adapters.aws.dynamodb.writing import Writer

    return Writer(place)
