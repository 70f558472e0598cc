"""Every table, key and index of the product as data. docs/tables.md says the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.stored.conversation_items import (
    LIST_ATTRIBUTES,
    OWNERS_LIST_ATTRIBUTES,
    WORK_ATTRIBUTES,
)

HASH_KEY = "pk"
SORT_KEY = "sk"

KEYS_ONLY: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """A second way in. `projected` are the attributes beside the keys; `None` means all.

    A local index shares the table's partition and is as consistent as the table.
    """

    name: str
    hash_key: str
    sort_key: str
    projected: tuple[str, ...] | None
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its key is `pk` and `sk`. `numbers` are key attributes that are numbers, the rest is text.

    `keeps_words` marks what people wrote: point-in-time recovery. `stream` sends the new image of a row.
    """

    noun: str
    indexes: tuple[Index, ...] = ()
    numbers: frozenset[str] = frozenset()
    ttl: str | None = None
    stream: bool = False
    keeps_words: bool = False


# the keys, and what came later: another projection would replace the index
NOT_IN_DUE = frozenset({"due_shard", "due_at", "if_unseen", "parts"})

CONVERSATIONS = Table(
    "conversations",
    indexes=(
        Index("by_inbox", "shelf", "position", LIST_ATTRIBUTES),
        Index("by_owner", "desk", "position", OWNERS_LIST_ATTRIBUTES),
        Index("by_contact", "contact_id", "started_at", KEYS_ONLY),
        Index(
            "due",
            "due_shard",
            "due_at",
            tuple(name for name in WORK_ATTRIBUTES if name not in NOT_IN_DUE),
        ),
    ),
    numbers=frozenset({"started_at"}),
    ttl="ttl",
    stream=True,
    keeps_words=True,
)
CONTACTS = Table("contacts", keeps_words=True)
WORKSPACE = Table(
    "workspace",
    indexes=(Index("by_arrival", HASH_KEY, "arrived_at", None, is_local=True),),
    keeps_words=True,
)
LIVE = Table("live", ttl="ttl")

TABLES = (CONVERSATIONS, CONTACTS, WORKSPACE, LIVE)


def definition(table: Table) -> dict[str, Any]:
    """The table as CreateTable describes it, without its name. CloudFormation has no `StreamEnabled`."""
    keys = {HASH_KEY, SORT_KEY, *(key for index in table.indexes for key in (index.hash_key, index.sort_key))}
    made: dict[str, Any] = {
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": _schema(HASH_KEY, SORT_KEY),
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": "N" if name in table.numbers else "S"}
            for name in sorted(keys)
        ],
    }
    for kind, is_local in (("GlobalSecondaryIndexes", False), ("LocalSecondaryIndexes", True)):
        if found := [_index(index) for index in table.indexes if index.is_local is is_local]:
            made[kind] = found
    if table.stream:
        made["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    return made


def _schema(hash_key: str, sort_key: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_key, "KeyType": "HASH"},
        {"AttributeName": sort_key, "KeyType": "RANGE"},
    ]


def _index(index: Index) -> dict[str, Any]:
    projection: dict[str, Any] = {"ProjectionType": "ALL"}
    if index.projected is not None:
        projection = {"ProjectionType": "KEYS_ONLY"}
    if index.projected:
        projection = {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.projected)}
    return {
        "IndexName": index.name,
        "KeySchema": _schema(index.hash_key, index.sort_key),
        "Projection": projection,
    }


def create_tables(place: Place) -> None:
    """Make all tables in an emulator and wait until they answer. On AWS the deployment makes them."""
    for table in TABLES:
        place.client.create_table(TableName=place.table(table.noun), **definition(table))
    for table in TABLES:
        name = place.table(table.noun)
        place.client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        if table.ttl:
            specification = {"Enabled": True, "AttributeName": table.ttl}
            place.client.update_time_to_live(TableName=name, TimeToLiveSpecification=specification)
