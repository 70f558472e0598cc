"""Counts every DynamoDB request of a stretch of code and what it costs, by listening to botocore.

The images of items before and after a write are read beside it, by the same client, uncounted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.units import IndexShape, index_units, item_bytes, projection, read_units, write_units

Key = dict[str, Any]
Placed = tuple[str, Key]
SINGLE_WRITES = {"PutItem", "UpdateItem", "DeleteItem"}


@dataclass(slots=True)
class Counted:
    """What a stretch of code cost: operations in order, the tables they touched, read and write units."""

    requests: list[str] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    reads: float = 0
    writes: int = 0


@dataclass(frozen=True, slots=True)
class TableShape:
    """What of a table decides the price of a write."""

    keys: tuple[str, ...]
    indexes: tuple[IndexShape, ...]


class Meter:
    """Listens to one boto3 client. One stretch at a time, in one thread."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._counted: Counted | None = None
        self._asked: dict[str, Any] = {}
        self._before: list[tuple[Placed, Any]] = []
        self._shapes: dict[str, TableShape] = {}
        client.meta.events.register("before-call.dynamodb", self._begins)
        client.meta.events.register("after-call.dynamodb", self._ended)

    @contextmanager
    def counting(self) -> Iterator[Counted]:
        """Everything until the end of the block is counted."""
        self._counted = Counted()
        try:
            yield self._counted
        finally:
            self._counted = None

    @contextmanager
    def _aside(self) -> Iterator[None]:
        counted, self._counted = self._counted, None
        try:
            yield
        finally:
            self._counted = counted

    def _begins(self, model: Any, params: Mapping[str, Any], **_: Any) -> None:
        if self._counted is None:
            return
        self._counted.requests.append(model.name)
        self._asked = json.loads(params["body"])
        self._counted.tables |= tables_of(self._asked)
        with self._aside():
            self._before = [(place, self._image(place)) for place in self._written(model.name)]

    def _ended(self, model: Any, **_: Any) -> None:
        if self._counted is None:
            return
        with self._aside():
            reads = self._reads(model.name)
            writes = sum(self._write(place, before, model.name) for place, before in self._before)
        self._counted.reads += reads
        self._counted.writes += writes

    def _written(self, operation: str) -> list[Placed]:
        """Every row that the request writes or checks."""
        asked = self._asked
        if operation in SINGLE_WRITES:
            return [self._place(asked)]
        if operation == "TransactWriteItems":
            return [self._place(one) for action in asked["TransactItems"] for one in action.values()]
        if operation == "BatchWriteItem":
            return [
                self._place({"TableName": table, "Item": {}} | part)
                for table, requests in asked["RequestItems"].items()
                for request in requests
                for part in request.values()
            ]
        return []

    def _place(self, one: Mapping[str, Any]) -> Placed:
        given = one.get("Key") or one["Item"]
        return one["TableName"], {name: given[name] for name in self._shape(one["TableName"]).keys}

    def _write(self, place: Placed, before: Any, operation: str) -> int:
        after, shape = self._image(place), self._shape(place[0])
        transactional = operation == "TransactWriteItems"
        units = write_units(before, after, transactional=transactional)
        for index in shape.indexes:
            # a global index follows later and is written once; a local one is part of the transaction
            twice = 2 if transactional and index.is_local else 1
            units += twice * index_units(before, after, index, shape.keys)
        return units

    def _reads(self, operation: str) -> float:
        asked = self._asked
        if operation == "GetItem":
            return read_units(
                self._bytes_at((asked["TableName"], asked["Key"])),
                consistent=asked.get("ConsistentRead", False),
            )
        if operation == "BatchGetItem":
            return sum(
                read_units(self._bytes_at((table, key)), consistent=wanted.get("ConsistentRead", False))
                for table, wanted in asked["RequestItems"].items()
                for key in wanted["Keys"]
            )
        if operation == "Query":
            return read_units(self._bytes_passed(), consistent=asked.get("ConsistentRead", False))
        if operation in SINGLE_WRITES or operation in {"TransactWriteItems", "BatchWriteItem"}:
            return 0
        raise ValueError(f"{operation} has no price here")

    def _bytes_at(self, place: Placed) -> int:
        return item_bytes(self._image(place) or {})

    def _bytes_passed(self) -> int:
        """What a query reads: before filters, and whole items of the index whatever it returns."""
        asked = self._asked
        kept = (
            "TableName",
            "IndexName",
            "KeyConditionExpression",
            "ScanIndexForward",
            "Limit",
            "ExclusiveStartKey",
        )
        again = {name: asked[name] for name in kept if name in asked}
        used = again["KeyConditionExpression"]
        for kind in ("ExpressionAttributeValues", "ExpressionAttributeNames"):
            if names := {name: one for name, one in asked.get(kind, {}).items() if name in used}:
                again[kind] = names
        shape = self._shape(asked["TableName"])
        index = next((one for one in shape.indexes if one.name == asked.get("IndexName")), None)
        found = self._client.query(**again)["Items"]
        return sum(item_bytes(projection(item, index, shape.keys) or {} if index else item) for item in found)

    def _image(self, place: Placed) -> Any:
        table, key = place
        return self._client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")

    def _shape(self, table: str) -> TableShape:
        if table not in self._shapes:
            with self._aside():
                self._shapes[table] = shape_of(self._client.describe_table(TableName=table)["Table"])
        return self._shapes[table]


def tables_of(asked: Mapping[str, Any]) -> set[str]:
    """Every table that a request names."""
    actions = [action for one in asked.get("TransactItems", ()) for action in one.values()]
    named = {one["TableName"] for one in (asked, *actions) if "TableName" in one}
    return named | set(asked.get("RequestItems", ()))


def shape_of(table: Mapping[str, Any]) -> TableShape:
    """From the answer of DescribeTable."""
    indexes = tuple(
        IndexShape(
            one["IndexName"],
            names_of(one),
            None
            if one["Projection"]["ProjectionType"] == "ALL"
            else frozenset(one["Projection"].get("NonKeyAttributes", ())),
            is_local=kind == "LocalSecondaryIndexes",
        )
        for kind in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
        for one in table.get(kind, ())
    )
    return TableShape(names_of(table), indexes)


def names_of(described: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key["AttributeName"] for key in described["KeySchema"])
