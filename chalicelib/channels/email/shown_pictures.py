"""Which files of a mail are pictures in its HTML, also where the references between them are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import islice
from urllib.parse import unquote

from chalicelib.channels.email.inbound_mail import Attachment

LOOKED_AT = 2_000_000
MOST = 1_000
_CID = re.compile(r"cid:([^\s\"'<>)]{1,300}|<[^\s\"'<>]{1,300}>)", re.IGNORECASE)
_SOURCE = re.compile(r"<img\b[^>]{0,2000}?\ssrc\s*=\s*[\"']?([^\s\"'<>]{1,1000})", re.IGNORECASE)
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def shown_pictures(html: str, files: Sequence[Attachment]) -> dict[int, str]:
    """By the index of a file the reference under which the HTML shows it, decoded; the others are not in it.

    A file is meant by its Content-ID, else by its name (as written by programs that forget the id), or by
    its Content-Location (RFC 2557).
    """
    ids, places = _ids(files), _places(files)
    shown: dict[int, str] = {}
    if ids:
        for found in _bounded(_CID, html):
            reference = unquote(unescape(found)).strip("<>")
            name = reference.lower()
            index = ids.get(name, ids.get(name.partition("@")[0]))
            if index is not None:
                shown.setdefault(index, reference)
    if places:
        for found in _bounded(_SOURCE, html):
            index = places.get(unescape(found))
            if index is not None:
                shown.setdefault(index, unescape(found))
    return shown


def _bounded(pattern: re.Pattern[str], html: str) -> Iterator[str]:
    return (found[1] for found in islice(pattern.finditer(html, 0, LOOKED_AT), MOST))


def _ids(files: Sequence[Attachment]) -> Mapping[str, int]:
    """By Content-ID, and by the name where no other file has that as its id; the first of equals counts."""
    found: dict[str, int] = {}
    for index, file in enumerate(files):
        if file.content_id:
            found.setdefault(file.content_id.lower(), index)
    for index, file in enumerate(files):
        if file.name:
            found.setdefault(file.name.lower(), index)
    return found


def _places(files: Sequence[Attachment]) -> Mapping[str, int]:
    """By Content-Location, whole and without the folder."""
    found: dict[str, int] = {}
    for index, file in enumerate(files):
        if file.location:
            found.setdefault(file.location, index)
            found.setdefault(file.location.rpartition("/")[2], index)
    return found


def picture_type(file: Attachment) -> str:
    """The type that the first bytes prove; else what the sender said."""
    for signature, kind in _SIGNATURES:
        if file.content.startswith(signature):
            return kind
    if file.content[:4] == b"RIFF" and file.content[8:12] == b"WEBP":
        return "image/webp"
    return file.content_type
