from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infra.deploy.export import MANIFEST, export_files, export_table, sha256_of, write_manifest
from infra.deploy.failures import Stopped
from tests.unit.infra.deploy.conftest import PLAN, Connect

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
FILES = {
    f"blobs/{hashlib.sha256(b'lamp').hexdigest()[:2]}/{hashlib.sha256(b'lamp').hexdigest()}": b"lamp",
    "incoming/m1": b"From: a@b.example\n\nHello\n",
    "uploads/half": b"not sent yet",
}


@pytest.fixture
def s3(connect: Connect) -> Any:
    made = connect("s3")
    made.create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": PLAN.region})
    for key, content in FILES.items():
        made.put_object(Bucket="data", Key=key, Body=content)
    return made


def ignored(count: int) -> None:
    del count


def test_rows_are_written_without_loss(connect: Connect, tmp_path: Path) -> None:
    dynamodb = connect("dynamodb")
    dynamodb.create_table(
        TableName="rows",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )
    row = {
        "pk": {"S": "ñ 🪔 \n"},
        "n": {"N": "1.50"},
        "b": {"B": b"\x00\xff"},
        "m": {"M": {"l": {"L": [{"BOOL": True}, {"NULL": True}]}, "ss": {"SS": ["a", "b"]}}},
    }
    dynamodb.put_item(TableName="rows", Item=row)

    assert export_table(dynamodb, "rows", tmp_path / "rows.jsonl") == 1

    [line] = (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    written = json.loads(line)
    assert written == {**row, "b": {"B": "AP8="}}
    assert [path.name for path in tmp_path.iterdir()] == ["rows.jsonl"]


def test_files_are_fetched_and_what_is_unfinished_is_left(s3: Any, tmp_path: Path) -> None:
    found = export_files(s3, "data", tmp_path, ignored)

    assert {one["key"] for one in found} == {key for key in FILES if not key.startswith("uploads/")}
    for one in found:
        content = (tmp_path / one["key"]).read_bytes()
        assert content == FILES[one["key"]]
        assert one["sha256"] == hashlib.sha256(content).hexdigest()


def test_an_export_that_was_cut_short_goes_on_where_it_was(s3: Any, tmp_path: Path) -> None:
    [first, *_] = export_files(s3, "data", tmp_path, ignored)
    blob = next(key for key in FILES if key.startswith("blobs/"))
    (tmp_path / blob).write_bytes(b"la")  # torn by a crash of the machine
    fetched: list[str] = []
    get = s3.get_object

    def noting(**which: Any) -> Any:
        fetched.append(which["Key"])
        return get(**which)

    s3.get_object = noting
    again = export_files(s3, "data", tmp_path, ignored)

    assert first["key"] == "incoming/m1"
    assert fetched == [blob]
    assert (tmp_path / blob).read_bytes() == b"lamp"
    assert len(again) == 2


def test_mail_that_was_taken_in_meanwhile_is_no_failure(s3: Any, tmp_path: Path) -> None:
    get = s3.get_object

    def gone(**which: Any) -> Any:
        if which["Key"].startswith("incoming/"):
            s3.delete_object(**which)
        return get(**which)

    s3.get_object = gone

    assert [one["key"][:6] for one in export_files(s3, "data", tmp_path, ignored)] == ["blobs/"]


def test_a_damaged_file_is_not_taken_for_a_whole_one(s3: Any, tmp_path: Path) -> None:
    s3.put_object(Bucket="data", Key=f"blobs/aa/{'a' * 64}", Body=b"something else")

    with pytest.raises(Stopped, match="damaged"):
        export_files(s3, "data", tmp_path, ignored)


def test_the_manifest_names_the_sum_of_everything(tmp_path: Path) -> None:
    (tmp_path / "contacts.jsonl").write_text("{}\n")

    write_manifest(
        tmp_path, "prod", {"contacts": 1}, [{"key": "incoming/m1", "bytes": 5, "sha256": "0"}], NOON
    )

    manifest = json.loads((tmp_path / MANIFEST).read_text())
    assert (manifest["rows"], manifest["files"], manifest["bytes"]) == ({"contacts": 1}, 1, 5)
    assert manifest["sha256"] == {
        name: sha256_of(tmp_path / name) for name in ("contacts.jsonl", "files.jsonl")
    }
