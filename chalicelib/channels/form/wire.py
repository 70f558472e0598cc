"""What pages send of a form, in the three wire formats that a browser or a program may choose.

`application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578) as browsers write them, and a flat
JSON object. A page in another charset than UTF-8 sends its bytes, and seldom says which charset it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_to_bytes

from chalicelib.domain import limits
from chalicelib.domain.form_answers import GivenFile
from chalicelib.domain.shortening import fitting

MOST_PARTS = 300
HEAD_BYTES = 8_192
NAME = 200
BOUNDARY = re.compile(r';\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))', re.IGNORECASE)
PARAMETER = re.compile(
    r';\s*(name|filename|filename\*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))', re.IGNORECASE
)
CHARSET = re.compile(r';\s*charset="?([\w.:-]{1,40})', re.IGNORECASE)
OTHER = re.compile(
    r"windows-125\d|iso-8859-([2-9]|1\d)|koi8-[ru]|shift_jis|euc-(jp|kr)|gbk|gb2312|gb18030|big5"
)
ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Sent:
    """Everything that was sent, under its names; files apart."""

    values: dict[str, list[str]] = field(default_factory=dict)
    files: tuple[GivenFile, ...] = ()


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def sent_in(content_type: str, raw: bytes) -> Sent:
    """Raises `ValueError` for what is not what it says, `KeyError` for another media type."""
    return READERS[media_type(content_type)](content_type, raw)


def _urlencoded(content_type: str, raw: bytes) -> Sent:
    pairs = parse_qsl(  # in Latin-1 each letter is the byte that was sent
        raw.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_PARTS, encoding="latin-1"
    )
    return Sent(_decoded(content_type, [(name.encode("latin-1"), v.encode("latin-1")) for name, v in pairs]))


def _decoded(content_type: str, pairs: list[tuple[bytes, bytes]]) -> dict[str, list[str]]:
    """UTF-8 if it is, or else what the form says (`_charset_`: HTML Standard, 4.10.21.5; RFC 7578, 4.6)."""
    told = dict(pairs).get(b"_charset_", b"").decode("ascii", "replace")
    found = CHARSET.search(content_type)
    charset = told or (found[1] if found else "")
    return _gathered((_text_in(name, charset), _text_in(value, charset)) for name, value in pairs)


def _text_in(raw: bytes, charset: str) -> str:
    """As browsers do, Latin-1 is read as Windows-1252, and so is what names no charset that pages have."""
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-8")
    if OTHER.fullmatch(charset.lower()):
        with suppress(LookupError, UnicodeDecodeError):
            return raw.decode(charset)
    return raw.decode("cp1252", "replace")


def _json(content_type: str, raw: bytes) -> Sent:
    del content_type
    try:
        read = json.loads(raw or b"{}")
    except RecursionError as error:
        raise ValueError("The JSON is nested too deeply") from error
    if not isinstance(read, dict):
        raise ValueError("One JSON object, with a field under each name")
    pairs = [(name, value) for name, given in read.items() for value in _listed(given)]
    if len(pairs) > MOST_PARTS:
        raise ValueError("The form has too many fields")
    return Sent(_gathered((name, _text(value)) for name, value in pairs))


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _multipart(content_type: str, raw: bytes) -> Sent:
    found = BOUNDARY.search(content_type)
    if found is None:
        raise ValueError("The form does not name its boundary")
    edge = b"\r\n--" + (found[1] or found[2]).encode("utf-8", "replace")
    pieces = (b"\r\n" + raw).split(edge, MOST_PARTS + 2)
    if len(pieces) > MOST_PARTS + 1 or not pieces[-1].startswith(b"--"):
        raise ValueError("The form ended too early, or has too many fields")
    pairs: list[tuple[bytes, bytes]] = []
    files: list[GivenFile] = []
    for piece in pieces[1:-1]:
        head, mark, content = piece.partition(b"\r\n\r\n")
        if not mark or len(head) > HEAD_BYTES:
            raise ValueError("A field of the form cannot be read")
        name, file_name, kind = _described(_text_in(head, ""))
        if file_name is None:
            pairs.append((name.encode(), content))
        elif file_name or content:  # an input without a file is sent as one without a name
            files.append(_file(name, file_name, kind, content))
    return Sent(_decoded(content_type, pairs), tuple(files))


def _described(head: str) -> tuple[str, str | None, str]:
    """Name, name of the file (`None` for what is none) and media type of a part."""
    named: dict[str, str] = {}
    kind = ""
    for line in head.split("\r\n"):
        header, _, value = line.partition(":")
        if header.strip().lower() == "content-disposition":
            for parameter, quoted, bare in PARAMETER.findall(value):
                named[parameter.lower()] = _unquoted(quoted) if quoted else bare
        elif header.strip().lower() == "content-type":
            kind = value.strip()
    if "filename*" in named:
        charset, _, encoded = named["filename*"].partition("''")
        is_known = charset.lower() in ("utf-8", "")
        named["filename"] = unquote_to_bytes(encoded).decode("utf-8", "replace") if is_known else encoded
    return named.get("name", ""), named.get("filename"), kind


def _unquoted(text: str) -> str:
    """Browsers write `"` as %22 (HTML Standard, 4.10.21.8), others put a backslash before it."""
    plain = re.sub(r"\\([\"\\])", r"\1", text)
    return re.sub(r"%(22|0D|0A)", lambda one: unquote(one[0]), plain)


def _file(key: str, name: str, kind: str, content: bytes) -> GivenFile:
    return GivenFile(key, *tidy_file(name, kind), len(content), content)


def tidy_file(name: str, content_type: str) -> tuple[str, str]:
    """Name and media type of a file as they are kept: no folders, nothing that a header cannot hold."""
    last = CONTROL.sub("", re.split(r"[/\\]", name)[-1]).replace("\n", " ").replace("\r", " ").strip()
    kind = media_type(content_type)
    is_kind = re.fullmatch(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}", kind)
    return _short(last) or "file", kind if is_kind else "application/octet-stream"


def _short(name: str) -> str:
    """Cut before its ending, by which people and programs know what a file is."""
    ending = ENDING.search(name)
    tail = ending[0] if ending else ""
    return fitting(name.removesuffix(tail), limits.FILE_NAME - len(tail)) + tail


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """By name, in the order in which they came; no controls, and nothing that is no Unicode."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        tidy = fitting(CONTROL.sub("", name), NAME)
        found.setdefault(tidy, []).append(CONTROL.sub("", value).encode("utf-8", "replace").decode())
    return found


JSON = "application/json"
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
READERS: dict[str, Callable[[str, bytes], Sent]] = {
    URLENCODED: _urlencoded,
    MULTIPART: _multipart,
    JSON: _json,
}
