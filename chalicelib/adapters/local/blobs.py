"""Files of the product in a folder: content under its sha256, raw mail on its way in, uploads."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from chalicelib.adapters.local.durable_files import TEMPORARY, write_durably, write_pieces_durably
from chalicelib.adapters.local.signed import Signer
from chalicelib.domain.errors import NoSuchFile, Throttled, TooLarge
from chalicelib.domain.ids import BlobId
from chalicelib.ports.outside import Clock, Uploaded, UploadSlot

LINK_LASTS = timedelta(minutes=10)
UPLOAD_LASTS = timedelta(hours=1)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
BLOB = re.compile(r"[0-9a-f]{64}")
INCOMING = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True, slots=True)
class ServedFile:
    """What a signed link stands for."""

    path: Path
    name: str
    content_type: str
    inline: bool


class FolderBlobs:
    """The blob store of the local home, below one folder.

    `blobs/aa/<sha256>`, `incoming/<name>`, `uploads/<sha256 of the slot>.{bin,json}`.
    """

    def __init__(self, folder: Path, *, link_key: bytes, clock: Clock) -> None:
        self._blobs = folder / "blobs"
        self._incoming = folder / "incoming"
        self._uploads = folder / "uploads"
        self._links = Signer(hashlib.sha256(b"link" + link_key).digest())
        self._slots = Signer(hashlib.sha256(b"slot" + link_key).digest())
        self._clock = clock

    def put(self, content: bytes) -> BlobId:
        blob = BlobId(hashlib.sha256(content).hexdigest())
        path = self._path(blob)
        if not path.is_file():
            with _full_disk_named():
                write_durably(path, content)
        return blob

    def get(self, blob: BlobId) -> bytes:
        return _content(self._path(blob))

    def has(self, blob: BlobId) -> bool:
        return bool(BLOB.fullmatch(blob)) and self._path(blob).is_file()

    def link(self, blob: BlobId, *, name: str, content_type: str, inline: bool = False) -> str:
        values = {"blob": blob, "name": name, "type": content_type, "inline": "1" if inline else "0"}
        signed = self._links.sign(values, self._clock() + LINK_LASTS)
        del signed["blob"]
        return f"/files/{blob}?{urlencode(signed)}"

    def linked(self, blob: str, query: Mapping[str, str]) -> ServedFile:
        """What a link made by `link` serves. Raises `LinkHasEnded`, `NoSuchFile`."""
        values = self._links.check({**query, "blob": blob}, self._clock())
        path = self._path(BlobId(blob))
        if not path.is_file():
            raise NoSuchFile
        return ServedFile(path, values["name"], values["type"], values["inline"] == "1")

    def put_incoming(self, name: str, raw: bytes) -> None:
        if not INCOMING.fullmatch(name):
            raise ValueError(f"not an id of ours: {name!r}")
        path = self._incoming / name
        with _full_disk_named():
            write_durably(path, raw)
        moment = self._clock().timestamp()
        os.utime(path, (moment, moment))  # "waiting since" is told by the product's clock

    def get_incoming(self, name: str) -> bytes:
        if not INCOMING.fullmatch(name):
            raise NoSuchFile
        return _content(self._incoming / name)

    def drop_incoming(self, name: str) -> None:
        if INCOMING.fullmatch(name):
            (self._incoming / name).unlink(missing_ok=True)

    def incoming_before(self, moment: datetime) -> tuple[str, ...]:
        limit = moment.timestamp()
        return tuple(sorted(path.name for path, changed in _finished(self._incoming) if changed < limit))

    def offer_upload(self, slot: str, *, name: str, content_type: str, size: int) -> UploadSlot:
        values = {"slot": slot, "name": name, "content_type": content_type, "size": str(size)}
        return UploadSlot("/uploads", self._slots.sign(values, self._clock() + UPLOAD_LASTS))

    def take_upload(self, fields: Mapping[str, str], pieces: Iterable[bytes]) -> None:
        """Put a file into the slot that `fields` were signed for; the whole file or nothing.

        Raises `LinkHasEnded` for fields that are not ours, `TooLarge` beyond the size that was asked for.
        """
        values = self._slots.check(fields, self._clock())
        file = self._slot_file(values["slot"])
        about = {"name": values["name"], "content_type": values["content_type"]}
        with _full_disk_named():
            write_pieces_durably(file, _at_most(int(values["size"]), pieces))
            write_durably(file.with_suffix(".json"), json.dumps(about).encode())

    def upload_limit(self, fields: Mapping[str, str]) -> int:
        """How many bytes the slot takes. Raises `LinkHasEnded`."""
        return int(self._slots.check(fields, self._clock())["size"])

    def uploaded(self, slot: str) -> Uploaded:
        file = self._slot_file(slot)
        about = json.loads(_content(file.with_suffix(".json")))
        return Uploaded(_content(file), about["name"], about["content_type"])

    def forget_uploads(self, before: datetime) -> None:
        """Remove uploads since before `before`; what was sent with a message is a blob by now."""
        for path, changed in _finished(self._uploads):
            if changed < before.timestamp():
                path.unlink(missing_ok=True)

    def _slot_file(self, slot: str) -> Path:
        return self._uploads / f"{hashlib.sha256(slot.encode()).hexdigest()}.bin"

    def _path(self, blob: BlobId) -> Path:
        if not BLOB.fullmatch(blob):
            raise NoSuchFile
        return self._blobs / blob[:2] / blob


@contextmanager
def _full_disk_named() -> Iterator[None]:
    """A disk that takes nothing now is "try again later", and no mistake of anybody's."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise Throttled(f"The disk cannot be written now: {error.strerror}") from error
        raise


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NoSuchFile from None


def _finished(folder: Path) -> Iterator[tuple[Path, float]]:
    """The files of a folder with the time of their last change; one that goes away meanwhile is left out."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name.startswith(TEMPORARY):
            continue
        try:
            yield path, path.stat().st_mtime
        except FileNotFoundError:
            continue


def _at_most(size: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    taken = 0
    for piece in pieces:
        taken += len(piece)
        if taken > size:
            raise TooLarge(f"The file is larger than the {size} bytes that were asked for", field="file")
        yield piece
