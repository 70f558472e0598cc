"""What a fetched file is and what it is called: pictures by their first bytes, the rest as it was told.

A page or a drawing with scripts is only ever a file to download.
"""

from __future__ import annotations

import mimetypes
import re
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote

from chalicelib.domain import limits
from chalicelib.domain.shortening import fitting

ANY = "application/octet-stream"
KIND = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,100}")
STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
RUNS = ("html", "xml", "script", "svg")


def kind_of(content: bytes, told: str) -> str:
    """The media type that may be believed."""
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    said = told.partition(";")[0].strip().lower()
    if not KIND.fullmatch(said) or said.startswith("image/") or any(word in said for word in RUNS):
        return ANY
    return said


def name_of(disposition: str, path: str, kind: str) -> str:
    """What the platform calls it, else the end of its address, else what it is; never a path."""
    told = Message()
    told["content-disposition"] = disposition.replace("\r", "").replace("\n", "") or "attachment"
    called = told.get_filename() or unquote(PurePosixPath(path).name)
    plain = "".join(sign for sign in called if sign.isprintable()).replace("\\", "/").rpartition("/")[2]
    plain = plain.strip(". ")
    ending = mimetypes.guess_extension(kind) or ""
    if not plain:
        return f"file{ending}"
    if "." not in plain and kind != ANY:
        plain = f"{fitting(plain, limits.FILE_NAME - len(ending))}{ending}"
    return fitting(plain, limits.FILE_NAME)
