"""An export, put into a standing deployment: rows as they were, files under their keys.

Everything can be repeated. Entries come last: what follows from an entry looks for its receipts, and finds
that it has been done.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.export import FORMAT, MANIFEST, sha256_of
from infra.deploy.failures import Stopped

ROWS_AT_ONCE = 25
PAUSE_SECONDS = 0.5
ENTRY = "E#"
NO_EXPORT = (
    "{folder} holds no whole export (there is no {name}): run the export again, it goes on where it was."
)
DAMAGED = "{name} is not as it was exported: take another copy of the export."

Row = dict[str, Any]


def checked_manifest(folder: Path) -> dict[str, Any]:
    """What the export says about itself. Raises `Stopped` when it is not whole."""
    path = folder / MANIFEST
    if not path.is_file():
        raise Stopped(NO_EXPORT.format(folder=folder, name=MANIFEST))
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if manifest.get("format") != FORMAT:
        raise Stopped(f"{folder} was exported by another version of Bandeja: restore it with that one.")
    for name, wanted in manifest["sha256"].items():
        if not (folder / name).is_file() or sha256_of(folder / name) != wanted:
            raise Stopped(DAMAGED.format(name=name))
    return manifest


def restore_rows(dynamodb: Any, table: str, path: Path, pauses: Callable[[float], None] = time.sleep) -> int:
    """Put over what has the same key; how many."""
    done = 0
    for of_entries in (False, True):
        found = (row for row in rows_of(path) if is_entry(row) is of_entries)
        for batch in _batches(found):
            _write(dynamodb, table, [{"PutRequest": {"Item": row}} for row in batch], pauses)
            done += len(batch)
    return done


def remove_others(dynamodb: Any, table: str, path: Path, pauses: Callable[[float], None] = time.sleep) -> int:
    """Rows that the export does not have, such as those of a first start; how many."""
    kept = {key_of(row) for row in rows_of(path)}
    pages = dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    found = (row for page in pages for row in page["Items"] if key_of(row) not in kept)
    removed = 0
    for batch in _batches(found):
        keys = [{"pk": row["pk"], "sk": row["sk"]} for row in batch]
        _write(dynamodb, table, [{"DeleteRequest": {"Key": key}} for key in keys], pauses)
        removed += len(batch)
    return removed


def restore_files(s3: Any, bucket: str, folder: Path) -> int:
    """Those that are not there yet; how many there are. Raises `Stopped` for a damaged one."""
    count = 0
    for line in (folder / "files.jsonl").read_text(encoding="utf-8").splitlines():
        file = json.loads(line)
        if not _is_there(s3, bucket, file):
            path = folder / file["key"]
            if not path.is_file() or sha256_of(path) != file["sha256"]:
                raise Stopped(DAMAGED.format(name=file["key"]))
            s3.put_object(Bucket=bucket, Key=file["key"], Body=path.read_bytes())
        count += 1
    return count


def rows_of(path: Path) -> Iterator[Row]:
    """As boto3 takes them."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield {name: _value(value) for name, value in json.loads(line).items()}


def is_entry(row: Row) -> bool:
    """Whether something follows from the row when it is written."""
    return str(row["sk"].get("S", "")).startswith(ENTRY)


def key_of(row: Row) -> tuple[str, str]:
    """Of a table of the product."""
    return str(row["pk"]["S"]), str(row["sk"]["S"])


def _value(value: Any) -> Any:
    """DynamoDB's JSON has bytes in base64."""
    [(kind, held)] = value.items()
    if kind == "B":
        return {kind: base64.b64decode(held)}
    if kind == "BS":
        return {kind: [base64.b64decode(one) for one in held]}
    if kind == "L":
        return {kind: [_value(one) for one in held]}
    if kind == "M":
        return {kind: {name: _value(one) for name, one in held.items()}}
    return value


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(dynamodb: Any, table: str, requests: list[Any], pauses: Callable[[float], None]) -> None:
    """Until DynamoDB has taken all of them."""
    left = {table: requests}
    while left:
        left = dynamodb.batch_write_item(RequestItems=left)["UnprocessedItems"]
        if left:
            pauses(PAUSE_SECONDS)


def _is_there(s3: Any, bucket: str, file: dict[str, Any]) -> bool:
    try:
        found = s3.head_object(Bucket=bucket, Key=file["key"])
    except ClientError as error:
        if error.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
            return False
        raise
    return int(found["ContentLength"]) == int(file["bytes"])
