"""The static pages, put into the bucket that CloudFront reads, so that nobody ever sees half of two versions.

Files with a hash in their name first, pages last, and only then is removed what no page names any more. What
an earlier widget was made of stays for a while: pages of customers are open for days, and load it later.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "web" / "inbox" / "dist"
WIDGET_DIST = ROOT / "web" / "widget" / "dist" / "site" / "widget"
WIDGET = "widget/"
WIDGET_STAYS = timedelta(days=30)
HASHED = re.compile(
    r"assets/.+-[A-Za-z0-9_-]{8}\.(js|css|svg|png|webp)|widget/[a-z]+-[A-Za-z0-9]{8,16}(-[a-z]{2})?\.(js|css)"
)
FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
ASK_EACH_TIME = "no-cache"
OF_THE_LOCAL_HOME = frozenset({"simulator.html"})
TYPES = {
    ".js": "text/javascript",
    ".py": "text/plain",  # the example of a guide: to be read, not to be downloaded
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


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


def check_built(pages: Path = DIST, widget: Path = WIDGET_DIST) -> None:
    """Raises `FileNotFoundError`, which says what to do."""
    for what, page in (("pages are", pages / "index.html"), ("chat widget is", widget / "chat.html")):
        if not page.is_file():
            raise FileNotFoundError(f"The {what} not built: there is no {page}. Run: make web")


def upload(s3: Any, bucket: str, pages: Path = DIST, widget: Path = WIDGET_DIST) -> tuple[int, int]:
    """Put the files there and remove old ones; how many of each. Repeating it is safe at every point.

    Raises `FileNotFoundError`, before anything is changed, when pages or widget are not built.
    """
    check_built(pages, widget)
    files = {name: path for name, path in _below(pages).items() if name not in OF_THE_LOCAL_HOME}
    files |= {WIDGET + name: path for name, path in _below(widget).items()}
    for name in in_order([*files]):
        s3.put_object(
            Bucket=bucket,
            Key=name,
            Body=files[name].read_bytes(),
            ContentType=content_type(name),
            CacheControl=cache_control(name),
        )
    return len(files), remove(s3, bucket, frozenset(files), datetime.now(UTC) - WIDGET_STAYS)


def _below(folder: Path) -> Mapping[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def remove(
    s3: Any, bucket: str, keep: frozenset[str] = frozenset(), widget_before: datetime | None = None
) -> int:
    """Remove everything but `keep`, and say how many: an empty bucket is what a stack can remove.

    Files of a widget stay that were put there later than `widget_before`.
    """

    def stays(one: Mapping[str, Any]) -> bool:
        recent = widget_before is not None and one["LastModified"] >= widget_before
        return one["Key"] in keep or recent and one["Key"].startswith(WIDGET)

    removed = 0
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        gone = [{"Key": one["Key"]} for one in page.get("Contents", []) if not stays(one)]
        if gone:
            failed = s3.delete_objects(Bucket=bucket, Delete={"Objects": gone}).get("Errors", [])
            removed += len(gone) - len(failed)
    return removed
