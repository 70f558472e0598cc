"""What a program of the customer's own tells of its platform. docs/channels/custom.md has the shapes.

The edge has looked at every field already; what comes from a job is read as it was checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.channels.meta.item import Item
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import (
    Echo,
    Person,
    PlatformEvent,
    PlatformMessage,
    PlatformStatus,
    RemoteFile,
    StatusState,
)

STATES = {
    "delivered": StatusState.DELIVERED,
    "read": StatusState.READ,
    "failed": StatusState.FAILED,
}
DATA = "data:{};base64,{}"


def read_item(item: Item, received_at: datetime) -> tuple[PlatformEvent, ...]:
    """The events of one thing told; none for what is only taken note of (typing)."""
    told = item.value
    if not isinstance(told, Mapping):
        return ()
    at = item.at or received_at
    if item.kind == "message":
        return (_message(told, at),)
    if item.kind == "status":
        return (_status(told, at),)
    return ()


def _message(told: Mapping[str, Any], at: datetime) -> PlatformMessage:
    choice = told.get("choice") or ""
    return PlatformMessage(
        id=told["external_id"],
        person=_person(told["contact"]),
        at=at,
        text=told.get("text") or "",
        parts=(Part("choice", choice, payload=choice),) if choice else (),
        files=tuple(_file(one) for one in told.get("attachments") or ()),
        reply_to=told.get("reply_to") or "",
        echo=Echo() if told.get("direction") == "out" else None,
    )


def _person(told: Mapping[str, Any]) -> Person:
    return Person(told["external_id"], told.get("name") or "")


def _file(told: Mapping[str, Any]) -> RemoteFile:
    """At an address, or whole within the webhook."""
    kind = told.get("content_type") or ""
    url = told.get("url") or DATA.format(kind, told.get("content") or "")
    first = kind.partition("/")[0]
    name = first if first in ("image", "audio", "video") else "file"
    return RemoteFile(name, url, name=told.get("name") or "", content_type=kind)


def _status(told: Mapping[str, Any], at: datetime) -> PlatformStatus:
    return PlatformStatus(
        person=_person(told["contact"]),
        at=at,
        of=told["id"],
        state=STATES[told["state"]],
        reason=told.get("reason") or "",
    )
