"""The meter on a table in this process, against counts made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from bench.meter import Meter

TABLE = "notes"


@pytest.fixture
def client() -> Iterator[Any]:
    """A table of notes with an index by owner that shows their titles."""
    with mock_aws():
        client = boto3.client("dynamodb", region_name="eu-west-1")
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": one, "AttributeType": "S"} for one in ("pk", "sk", "owner")
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "by_owner",
                    "KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["title"]},
                }
            ],
        )
        yield client


def a_note(number: int, size: int = 500, **attributes: str) -> dict[str, Any]:
    note = {"pk": {"S": "notes"}, "sk": {"S": f"{number:04d}"}, "words": {"S": "w" * (size - 20)}}
    return note | {name: {"S": value} for name, value in attributes.items()}


def key_of(number: int) -> dict[str, Any]:
    return {"pk": {"S": "notes"}, "sk": {"S": f"{number:04d}"}}


def test_a_write_counts_the_item_and_its_place_in_the_index(client: Any) -> None:
    meter = Meter(client)

    with meter.counting() as plain:
        client.put_item(TableName=TABLE, Item=a_note(1, size=2000))
    with meter.counting() as indexed:
        client.put_item(TableName=TABLE, Item=a_note(2, owner="ann", title="First"))
    with meter.counting() as moved:
        client.update_item(
            TableName=TABLE,
            Key=key_of(2),
            UpdateExpression="SET #owner = :bob",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues={":bob": {"S": "bob"}},
        )

    assert (plain.requests, plain.writes, plain.reads) == (["PutItem"], 2, 0)
    assert indexed.writes == 1 + 1
    assert moved.writes == 1 + 2


def test_a_transaction_counts_twice_and_its_index_once(client: Any) -> None:
    meter = Meter(client)
    puts = [{"Put": {"TableName": TABLE, "Item": a_note(number, owner="ann")}} for number in range(3)]

    with meter.counting() as counted:
        client.transact_write_items(TransactItems=puts)

    assert (counted.requests, counted.writes) == (["TransactWriteItems"], 3 * 2 + 3)


def test_a_refused_write_is_paid_too(client: Any) -> None:
    meter = Meter(client)
    client.put_item(TableName=TABLE, Item=a_note(1, size=3000))

    with meter.counting() as counted, pytest.raises(client.exceptions.ConditionalCheckFailedException):
        client.put_item(TableName=TABLE, Item=a_note(1), ConditionExpression="attribute_not_exists(pk)")

    assert counted.writes == 3


def test_a_query_counts_what_it_passes_and_not_what_it_returns(client: Any) -> None:
    meter = Meter(client)
    for number in range(20):
        client.put_item(TableName=TABLE, Item=a_note(number, size=1000, owner="ann", title="Hello"))
    query = {
        "TableName": TABLE,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "notes"}},
    }
    by_owner = {
        **query,
        "IndexName": "by_owner",
        "KeyConditionExpression": "#owner = :pk",
        "ExpressionAttributeNames": {"#owner": "owner"},
        "ExpressionAttributeValues": {":pk": {"S": "ann"}},
    }

    with meter.counting() as whole:
        client.query(**query, ConsistentRead=True)
    with meter.counting() as filtered:
        client.query(**query, FilterExpression="attribute_exists(nothing)", ConsistentRead=True)
    with meter.counting() as some:
        client.query(**query, Limit=4)
    with meter.counting() as index:
        client.query(**by_owner)

    assert whole.reads == 5  # 20 KB
    assert filtered.reads == 5
    assert some.reads == 0.5  # 4 KB, eventually consistent
    assert index.reads == 0.5  # titles only


def test_single_reads_and_batches_round_up_each_item(client: Any) -> None:
    meter = Meter(client)
    client.put_item(TableName=TABLE, Item=a_note(1, size=1500))
    client.put_item(TableName=TABLE, Item=a_note(2, size=6500))

    with meter.counting() as single:
        client.get_item(TableName=TABLE, Key=key_of(2), ConsistentRead=True)
    with meter.counting() as batch:
        keys = [key_of(number) for number in (1, 2, 3)]
        client.batch_get_item(RequestItems={TABLE: {"Keys": keys, "ConsistentRead": True}})

    assert single.reads == 2
    assert batch.reads == 1 + 2 + 1
    assert batch.requests == ["BatchGetItem"]


def test_an_operation_without_a_price_is_refused_and_not_taken_for_free(client: Any) -> None:
    meter = Meter(client)

    with meter.counting(), pytest.raises(ValueError, match="Scan has no price"):
        client.scan(TableName=TABLE)


def test_nothing_is_counted_outside_of_a_stretch(client: Any) -> None:
    meter = Meter(client)

    with meter.counting() as counted:
        pass
    client.put_item(TableName=TABLE, Item=a_note(1))

    assert counted.requests == []
