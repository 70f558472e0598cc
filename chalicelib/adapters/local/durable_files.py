"""Files that are on the disk when the call returns: temporary name, fsync, rename, fsync of the folder."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

TEMPORARY = ".part-"


def write_durably(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all, and on the disk before this returns."""
    write_pieces_durably(path, [content])


def write_pieces_durably(path: Path, pieces: Iterable[bytes], *, mode: int = 0o600) -> None:
    """Like `write_durably`, for content that comes piece by piece. A failure leaves nothing behind."""
    temporary = path.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
    make_folder_durably(path.parent)
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_folder_durably(folder: Path) -> None:
    """Create the folder and those above it, each known to the folder that holds it."""
    if folder.is_dir():
        return
    make_folder_durably(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
