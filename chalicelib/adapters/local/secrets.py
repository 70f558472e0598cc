"""Keys of the local home: one file of 32 random bytes per name, readable by its owner only."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from chalicelib.adapters.local.durable_files import make_folder_durably, sync_folder

NAME = re.compile(r"[a-z0-9_-]{1,60}")
LENGTH = 32


class FileSecrets:
    """Makes a key when it is first asked for, and gives the same one ever after."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, bytes] = {}

    def key(self, name: str) -> bytes:
        if name not in self._known:
            if not NAME.fullmatch(name):
                raise ValueError(f"not a name of a key: {name!r}")
            self._known[name] = self._read_or_make(self._folder / name)
        return self._known[name]

    def _read_or_make(self, path: Path) -> bytes:
        if path.is_file():
            return path.read_bytes()
        make_folder_durably(path.parent)
        fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)  # fails when somebody was faster: then theirs is the key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        sync_folder(path.parent)
        return path.read_bytes()
