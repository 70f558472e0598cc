"""The folder of mail that went out of the local home: one `.eml` file each, sorted by time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from chalicelib.adapters.local.durable_files import TEMPORARY, write_durably

ENVELOPE_HEADER = "X-Bandeja-Envelope-To"
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]+")
MESSAGE_ID = re.compile(rb"^message-id:[ \t\r\n]*(<[^<>\r\n]+>)", re.IGNORECASE | re.MULTILINE)


class Outbox:
    """Keeps mail under a key and the number of the attempt; the same twice is one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, mail: bytes, recipients: Sequence[str], name: tuple[str, int], at: datetime) -> None:
        """Write it durably. The first header line tells the addresses of the envelope, bcc included."""
        if self.find(*name) is not None:
            return
        envelope = f"{ENVELOPE_HEADER}: {' '.join(', '.join(recipients).split())}\r\n".encode()
        moment = at.strftime("%Y%m%dT%H%M%S%f")
        write_durably(self._folder / f"{moment}-{_rest_of_name(*name)}", envelope + mail)

    def find(self, key: str, attempt: int) -> Path | None:
        """The file of this attempt, if it was written whole."""
        if not self._folder.is_dir():
            return None
        wanted = _rest_of_name(key, attempt)
        for path in self._folder.iterdir():
            if path.name.partition("-")[2] == wanted and not path.name.startswith(TEMPORARY):
                return path
        return None


def _rest_of_name(key: str, attempt: int) -> str:
    return f"{NOT_IN_NAMES.sub('.', key)}-{attempt}.eml"


def message_id_of(mail: bytes) -> str:
    """The Message-ID of a mail that we built, with angle brackets; "" if it has none."""
    head = mail.partition(b"\r\n\r\n")[0]
    found = MESSAGE_ID.search(head)
    return found.group(1).decode("ascii", "replace") if found else ""
