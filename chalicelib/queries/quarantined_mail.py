"""One mail of the quarantine, held or dropped, and what came as it came."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.errors import NoSuchFile, NoSuchQuarantined, NotAllowed
from chalicelib.domain.ids import BlobId
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Quarantined
from chalicelib.ports.bundle import Ports

SHOWN = 256_000


@dataclass(frozen=True, slots=True)
class RawMail:
    """The beginning of a mail as text, `cut` when there is more of it than is shown."""

    text: str
    cut: bool


def quarantined_mail(ports: Ports, item_id: str) -> Quarantined:
    """Raises `NoSuchQuarantined`."""
    try:
        return ports.workspace.quarantined_item(item_id)
    except NoSuchQuarantined:
        return ports.workspace.dropped_item(item_id)


def unlocked_blob(item: Quarantined) -> BlobId:
    """Where its mail is kept. Raises `NotAllowed` for one in which a virus was found."""
    if item.is_locked:
        raise NotAllowed(
            "A virus was found in this mail: it stays locked away", reason=Reason("virus_locked")
        )
    return BlobId(item.raw)


def kept_mail(ports: Ports, item: Quarantined) -> bytes | None:
    """The mail, or `None` when it is locked away or gone."""
    if item.is_locked:
        return None
    try:
        return ports.blobs.get(BlobId(item.raw))
    except NoSuchFile:
        return None


def raw_mail(ports: Ports, item_id: str) -> RawMail:
    """The first 256,000 bytes as they came, for reading only. Raises `NoSuchQuarantined`, `NotAllowed`,
    `NoSuchFile`."""
    raw = ports.blobs.get(unlocked_blob(quarantined_mail(ports, item_id)))
    return RawMail(_readable(raw[:SHOWN]), len(raw) > SHOWN)


def _readable(raw: bytes) -> str:
    """UTF-8, or one character for each byte where it is something else; line ends become one kind."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{SYMBOL FOR NULL}")
