"""A mail could not become a conversation: keep it where people see it, with the reason and a way back."""

from __future__ import annotations

from dataclasses import dataclass

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


def quarantine_mail(ports: Ports, mail: Unreadable) -> None:
    """Safe to repeat: one mail is one item, and another failed try counts up."""
    try:
        tries = ports.workspace.quarantined_item(mail.name).tries + 1
    except NoSuchQuarantined:
        tries = 1
    item = Quarantined(
        id=mail.name,
        at=ports.now(),
        reason=mail.reason,
        detail=mail.detail,
        sender=mail.sender,
        recipients=mail.recipients[:50],
        size=len(mail.raw),
        raw=ports.blobs.put(mail.raw),
        event=mail.event,
        tries=tries,
    )
    ports.workspace.quarantine(item)
    ports.blobs.drop_incoming(mail.name)
