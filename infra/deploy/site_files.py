"""The static pages, put into the bucket that CloudFront reads, so that nobody ever sees half of two versions.

Files with a hash in their name first, pages last, and only then is removed what no page names any more.
"""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "web" / "inbox" / "dist"
HASHED = re.compile(r"assets/.+-[A-Za-z0-9_-]{8}\.(js|css|svg|png|webp)")
FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
ASK_EACH_TIME = "no-cache"
OF_THE_LOCAL_HOME = frozenset({"simulator.html"})
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


def cache_control(name: str) -> str:
    """How long a browser and CloudFront keep a file: what has its hash in its name never changes."""
    if HASHED.fullmatch(name):
        return FOR_EVER
    return A_DAY if name.endswith(".woff2") else ASK_EACH_TIME


def content_type(name: str) -> str:
    """Said the same on every machine: what the system lists as types differs."""
    kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def in_order(names: list[str]) -> list[str]:
    """Pages after everything that they name, `index.html` last."""
    return sorted(names, key=lambda name: (name == "index.html", name.endswith(".html"), name))


def upload(s3: Any, bucket: str, folder: Path = DIST) -> tuple[int, int]:
    """Put the files there and remove old ones; how many of each. Repeating it is safe at every point.

    Raises `FileNotFoundError`, before anything is changed, when the pages are not built.
    """
    if not (folder / "index.html").is_file():
        raise FileNotFoundError(
            f"The pages are not built: there is no {folder / 'index.html'}. Run: make web"
        )
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    wanted = in_order([name for name in names if name not in OF_THE_LOCAL_HOME])
    for name in wanted:
        s3.put_object(
            Bucket=bucket,
            Key=name,
            Body=(folder / name).read_bytes(),
            ContentType=content_type(name),
            CacheControl=cache_control(name),
        )
    return len(wanted), remove(s3, bucket, keep=frozenset(wanted))


def remove(s3: Any, bucket: str, keep: frozenset[str] = frozenset()) -> int:
    """Remove everything but `keep`, and say how many: an empty bucket is what a stack can remove."""
    removed = 0
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        gone = [{"Key": one["Key"]} for one in page.get("Contents", []) if one["Key"] not in keep]
        if gone:
            failed = s3.delete_objects(Bucket=bucket, Delete={"Objects": gone}).get("Errors", [])
            removed += len(gone) - len(failed)
    return removed
