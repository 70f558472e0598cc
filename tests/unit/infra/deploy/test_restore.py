from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infra.deploy.export import export_files, export_table, write_manifest
from infra.deploy.failures import Stopped
from infra.deploy.restore import checked_manifest, remove_others, restore_files, restore_rows
from tests.unit.infra.deploy.conftest import PLAN, Connect

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
ROWS: list[dict[str, Any]] = [
    {"pk": {"S": "C#1"}, "sk": {"S": f"E#{number}"}, "text": {"S": "ñ 🪔"}} for number in range(60)
] + [
    {"pk": {"S": "C#1"}, "sk": {"S": "HEAD"}, "seq": {"N": "60"}},
    {
        "pk": {"S": "C#1"},
        "sk": {"S": "R#1"},
        "b": {"B": b"\x00\xff"},
        "l": {"L": [{"B": b"x"}, {"NULL": True}]},
    },
]


def table(connect: Connect, name: str) -> Any:
    dynamodb = connect("dynamodb")
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
    )
    return dynamodb


def bucket(connect: Connect, name: str) -> Any:
    s3 = connect("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": PLAN.region})
    return s3


@pytest.fixture
def folder(connect: Connect, tmp_path: Path) -> Path:
    """An export of one table and one file."""
    dynamodb, s3 = table(connect, "old"), bucket(connect, "old")
    for row in ROWS:
        dynamodb.put_item(TableName="old", Item=row)
    s3.put_object(Bucket="old", Key="incoming/m1", Body=b"Hello")
    rows = export_table(dynamodb, "old", tmp_path / "conversations.jsonl")
    files = export_files(s3, "old", tmp_path, lambda count: None)
    write_manifest(tmp_path, "prod", {"conversations": rows}, files, NOON)
    return tmp_path


def rows_in(dynamodb: Any, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dynamodb.scan(TableName=name)["Items"]
    return sorted(found, key=lambda row: str(row["sk"]["S"]))


def test_what_was_exported_is_what_is_restored(connect: Connect, folder: Path) -> None:
    dynamodb, s3 = table(connect, "new"), bucket(connect, "new")

    for _ in range(2):  # repeating it changes nothing
        assert restore_rows(dynamodb, "new", folder / "conversations.jsonl") == len(ROWS)
        assert restore_files(s3, "new", folder) == 1

    assert rows_in(dynamodb, "new") == rows_in(dynamodb, "old")
    assert s3.get_object(Bucket="new", Key="incoming/m1")["Body"].read() == b"Hello"


def test_entries_come_after_the_receipts_of_what_followed_from_them(connect: Connect, folder: Path) -> None:
    dynamodb = table(connect, "new")
    order: list[str] = []
    write = dynamodb.batch_write_item

    def noting(RequestItems: dict[str, Any]) -> Any:  # noqa: N803 - boto's word
        order.extend(one["PutRequest"]["Item"]["sk"]["S"][:2] for one in RequestItems["new"])
        return write(RequestItems=RequestItems)

    dynamodb.batch_write_item = noting
    restore_rows(dynamodb, "new", folder / "conversations.jsonl")

    assert len(order) == len(ROWS)
    assert order.index("E#") == len([one for one in order if one != "E#"])


def test_rows_that_are_not_taken_at_once_are_brought_again(connect: Connect, folder: Path) -> None:
    dynamodb = table(connect, "new")
    write, pauses = dynamodb.batch_write_item, list[float]()

    def only_half(RequestItems: dict[str, Any]) -> Any:  # noqa: N803 - boto's word
        [(name, requests)] = RequestItems.items()
        half = max(len(requests) // 2, 1)
        write(RequestItems={name: requests[:half]})
        return {"UnprocessedItems": {name: requests[half:]} if requests[half:] else {}}

    dynamodb.batch_write_item = only_half
    restore_rows(dynamodb, "new", folder / "conversations.jsonl", pauses.append)

    assert len(rows_in(dynamodb, "new")) == len(ROWS)
    assert pauses


def test_what_a_first_start_made_makes_room(connect: Connect, folder: Path) -> None:
    dynamodb = table(connect, "new")
    dynamodb.put_item(TableName="new", Item={"pk": {"S": "agent"}, "sk": {"S": "first"}})
    dynamodb.put_item(TableName="new", Item=ROWS[0])

    assert remove_others(dynamodb, "new", folder / "conversations.jsonl") == 1
    assert rows_in(dynamodb, "new") == [ROWS[0]]


@pytest.mark.parametrize("damage", ["conversations.jsonl", "files.jsonl"])
def test_an_export_that_is_not_as_it_was_is_refused(folder: Path, damage: str) -> None:
    (folder / damage).write_text("{}\n")

    with pytest.raises(Stopped, match=f"{damage} is not as it was exported"):
        checked_manifest(folder)


def test_half_an_export_is_refused(folder: Path) -> None:
    (folder / "manifest.json").unlink()

    with pytest.raises(Stopped, match="no whole export"):
        checked_manifest(folder)


def test_an_export_of_another_version_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format": 2}))

    with pytest.raises(Stopped, match="another version"):
        checked_manifest(folder)


def test_a_damaged_file_is_not_restored(connect: Connect, folder: Path) -> None:
    (folder / "incoming" / "m1").write_bytes(b"Hullo")

    with pytest.raises(Stopped, match="incoming/m1"):
        restore_files(bucket(connect, "new"), "new", folder)
