"""Reading rows: each method is one request (more only for what one answer cannot hold), decoded by hand."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.refusals import refusals_named
from chalicelib.adapters.stored.attribute_values import Item, item_of, plain_of
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.domain.errors import Throttled

Key = dict[str, str]

BATCH_TRIES = 6
BATCH_READ = 100
BATCH_WRITE = 25
BATCH_WAIT_SECONDS = 0.05


class Rows:
    """The rows of one table."""

    def __init__(self, place: Place, noun: str) -> None:
        self._place = place
        self.table = place.table(noun)

    @property
    def client(self) -> Any:
        return self._place.client

    def get(self, key: Key) -> Plain | None:
        """One row as it is now."""
        with refusals_named():
            answer = self.client.get_item(TableName=self.table, Key=item_of(key), ConsistentRead=True)
        return plain_of(answer["Item"]) if "Item" in answer else None

    def query(self, condition: str, values: Plain, **options: Any) -> list[Plain]:
        """Rows of one partition as they are now (an index may lag): at most `Limit`, without it all."""
        wanted = options.get("Limit")
        found: list[Plain] = []
        for answer in self.answers(condition, values, **options):
            found += [plain_of(item) for item in answer["Items"]]
            if wanted is not None and len(found) >= wanted:
                return found[:wanted]
        return found

    def answers(self, condition: str, values: Plain, **options: Any) -> Iterator[dict[str, Any]]:
        """The answers to one query, until there are no more rows."""
        asked = {
            "TableName": self.table,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": item_of(values),
            "ConsistentRead": "IndexName" not in options,
            **options,
        }
        while True:
            with refusals_named():
                answer = self.client.query(**asked)
            yield answer
            if "LastEvaluatedKey" not in answer:
                return
            asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def batch(self, keys: Sequence[Key]) -> list[Plain]:
        """Those of the rows that are there, as they are now; one request for up to 100."""
        found: list[Plain] = []
        for start in range(0, len(keys), BATCH_READ):
            asked = {self.table: keys[start : start + BATCH_READ]}
            found += batch_of_tables(self._place, asked)[self.table]
        return found

    def write_each(self, to_put: Sequence[Plain], to_drop: Sequence[Key] = ()) -> None:
        """Put rows, then drop others, each for itself: for what may be half done. Raises `Throttled`."""
        requests: list[dict[str, Any]] = [{"PutRequest": {"Item": item_of(item)}} for item in to_put]
        requests += [{"DeleteRequest": {"Key": item_of(key)}} for key in to_drop]
        for start in range(0, len(requests), BATCH_WRITE):
            asked = {self.table: requests[start : start + BATCH_WRITE]}
            for _ in _tries():
                with refusals_named():
                    answer = self.client.batch_write_item(RequestItems=asked)
                asked = answer.get("UnprocessedItems") or {}
                if not asked:
                    break

    def take_out(self, key: Key) -> Plain | None:
        """Drop a row and answer what it was: of several who try, one gets it."""
        with refusals_named():
            answer = self.client.delete_item(TableName=self.table, Key=item_of(key), ReturnValues="ALL_OLD")
        gone: Item | None = answer.get("Attributes")
        return plain_of(gone) if gone else None


def batch_of_tables(place: Place, keys: Mapping[str, Sequence[Key]]) -> dict[str, list[Plain]]:
    """Those of the rows that are there, as they are now, by the full name of their table; at most 100."""
    asked: dict[str, Any] = {
        table: {"Keys": [item_of(key) for key in wanted], "ConsistentRead": True}
        for table, wanted in keys.items()
    }
    found: dict[str, list[Plain]] = {table: [] for table in keys}
    for _ in _tries():
        with refusals_named():
            answer = place.client.batch_get_item(RequestItems=asked)
        for table, items in answer["Responses"].items():
            found[table] += map(plain_of, items)
        asked = answer.get("UnprocessedKeys") or {}
        if not asked:
            break
    return found


def _tries() -> Iterator[int]:
    for tried in range(BATCH_TRIES):
        if tried:
            time.sleep(random.uniform(0, BATCH_WAIT_SECONDS * 2**tried))
        yield tried
    raise Throttled("The store left a part of the batch undone")
