"""A mail could not become a conversation: keep it where people see it, with the reason and a way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import NoSuchQuarantined
from chalicelib.domain.workspace import Quarantined
from chalicelib.ports.bundle import Ports


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What arrived: the incoming object's name, the raw bytes, and why it went wrong (code and words)."""

    name: str
    raw: bytes
    reason: str
    detail: str
    sender: str
    recipients: tuple[str, ...]
    event: str
    arrived_at: datetime


def quarantine_mail(ports: Ports, mail: Unreadable) -> None:
    """Safe to repeat: one mail is one item, and another failed try counts up.

    What somebody dropped while it was tried once more stays dropped.
    """
    if not _is_dropped(ports, mail.name):
        ports.workspace.quarantine(_item(ports, mail))
    ports.blobs.drop_incoming(mail.name)


def _is_dropped(ports: Ports, item_id: str) -> bool:
    try:
        ports.workspace.dropped_item(item_id)
    except NoSuchQuarantined:
        return False
    return True


def _item(ports: Ports, mail: Unreadable) -> Quarantined:
    try:
        earlier = ports.workspace.quarantined_item(mail.name)
        tries, at = earlier.tries + 1, earlier.at
    except NoSuchQuarantined:
        tries, at = 1, mail.arrived_at
    return Quarantined(
        id=mail.name,
        at=at,
        reason=mail.reason,
        detail=mail.detail,
        sender=mail.sender,
        recipients=mail.recipients[:50],
        size=len(mail.raw),
        raw=ports.blobs.put(mail.raw),
        event=mail.event,
        tries=tries,
    )
