"""Everything a deployment keeps, in a folder of plain files: rows as JSON Lines, and the files themselves.

Passwords are not in it: Cognito does not give them out. A run that was cut short goes on where it was.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from infra.deploy.failures import Stopped

FORMAT = 1
MANIFEST = "manifest.json"
TABLES = ("conversations", "contacts", "workspace")  # `live` is true only now
# mail that is taken in meanwhile is a blob by the time the blobs are listed
PREFIXES = ("incoming/", "blobs/")
BLOB_DIGITS = 64
DAMAGED = "{key} is not what its name says: the bucket holds a damaged file. Restore its older version in S3."


def export_table(dynamodb: Any, table: str, path: Path) -> int:
    """One row a line, in DynamoDB's JSON (`{"pk": {"S": …}}`), so that nothing is lost; how many."""
    rows = 0
    with _whole(path) as part, part.open("w", encoding="utf-8") as file:
        for page in dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
            for item in page["Items"]:
                file.write(json.dumps(item, default=_plain, sort_keys=True, ensure_ascii=False) + "\n")
                rows += 1
    return rows


def export_files(s3: Any, bucket: str, folder: Path, seen: Callable[[int], None]) -> list[dict[str, Any]]:
    """Blobs (raw mail among them) and mail that is not taken in yet; key, bytes and sha256 of each.

    A file that is there already is kept if it is whole. Raises `Stopped` for a damaged one.
    """
    found = []
    for key in _keys(s3, bucket):
        path = folder / key
        if not (path.is_file() and _is_whole(key, path)) and not _fetch(s3, bucket, key, path):
            continue
        found.append({"key": key, "bytes": path.stat().st_size, "sha256": sha256_of(path)})
        seen(len(found))
    return found


def write_manifest(
    folder: Path, stage: str, rows: dict[str, int], files: list[dict[str, Any]], at: datetime
) -> None:
    """Last of all: a folder with a manifest is a whole export. It names the sums of everything else."""
    with _whole(folder / "files.jsonl") as part:
        part.write_text("".join(json.dumps(one) + "\n" for one in files), encoding="utf-8")
    names = [*(f"{noun}.jsonl" for noun in rows), "files.jsonl"]
    manifest = {
        "format": FORMAT,
        "stage": stage,
        "exported_at": at.isoformat(),
        "rows": rows,
        "files": len(files),
        "bytes": sum(one["bytes"] for one in files),
        "sha256": {name: sha256_of(folder / name) for name in names},
        "not_included": "passwords (Cognito), sessions, secrets",
    }
    with _whole(folder / MANIFEST) as part:
        part.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def sha256_of(path: Path) -> str:
    """Of a file's content, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keys(s3: Any, bucket: str) -> Iterator[str]:
    for prefix in PREFIXES:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            yield from (one["Key"] for one in page.get("Contents", ()) if not one["Key"].endswith("/"))


def _fetch(s3: Any, bucket: str, key: str, path: Path) -> bool:
    """Whether it was still there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        body = s3.get_object(Bucket=bucket, Key=key)["Body"]
    except s3.exceptions.NoSuchKey:
        return False
    with _whole(path) as part:
        with part.open("wb") as file:
            for piece in body.iter_chunks():
                file.write(piece)
        if not _is_whole(key, part):
            raise Stopped(DAMAGED.format(key=key))
    return True


def _is_whole(key: str, path: Path) -> bool:
    """A blob's name is the sha256 of its content; other files have only been there or not."""
    name = key.rpartition("/")[2]
    return not key.startswith("blobs/") or len(name) != BLOB_DIGITS or sha256_of(path) == name


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; it takes the place of `path` only when it is complete."""
    part = path.with_name(f"{path.name}.part")
    yield part
    part.replace(path)


def _plain(value: Any) -> Any:
    """Bytes as DynamoDB's own JSON has them."""
    return base64.b64encode(bytes(value)).decode("ascii")
