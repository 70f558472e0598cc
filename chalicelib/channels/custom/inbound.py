"""What a program of the customer's own tells of its platform. docs/channels/custom.md has the shapes.

The edge has looked at every field already; what comes from a job is read as it was checked. A program
chooses ids as it likes, so within the product they carry the channel before them: none can be an id of mail,
of another platform or of another channel.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.channels.custom.named import named
from chalicelib.channels.meta.item import Item
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import (
    Echo,
    Person,
    PlatformContact,
    PlatformEvent,
    PlatformMessage,
    PlatformStatus,
    RemoteFile,
    StatusState,
)
from chalicelib.domain.platform_key import whole_key

STATES = {
    "delivered": StatusState.DELIVERED,
    "read": StatusState.READ,
    "failed": StatusState.FAILED,
}
DATA = "data:{};base64,{}"


def read_item(item: Item, received_at: datetime) -> tuple[PlatformEvent, ...]:
    """The events of one thing told; none for what is only shown for a moment (typing)."""
    told = item.value
    if not isinstance(told, Mapping):
        return ()
    at = min(item.at or received_at, received_at)  # nothing was said tomorrow
    if item.kind == "message":
        return (_message(item.account, told, at),)
    if item.kind == "status":
        return (_status(item.account, told, at),)
    if item.kind == "contact":
        return (PlatformContact(_person(told["contact"]), at),)
    return ()


def _message(channel: str, told: Mapping[str, Any], at: datetime) -> PlatformMessage:
    choice = told.get("choice") or ""
    return PlatformMessage(
        id=named(channel, told["external_id"]),
        person=_person(told["contact"]),
        at=at,
        text=told.get("text") or "",
        parts=(Part("choice", choice, payload=choice),) if choice else (),
        files=tuple(_file(one) for one in told.get("attachments") or ()),
        reply_to=named(channel, told.get("reply_to") or ""),
        echo=Echo() if told.get("direction") == "out" else None,
        history=bool(told.get("history")),
    )


def _person(told: Mapping[str, Any]) -> Person:
    return Person(told["external_id"], told.get("name") or "", email=told.get("email") or "")


def _file(told: Mapping[str, Any]) -> RemoteFile:
    """At an address, or whole within the webhook."""
    kind = told.get("content_type") or ""
    url = told.get("url") or DATA.format(kind, told.get("content") or "")
    first = kind.partition("/")[0]
    name = first if first in ("image", "audio", "video") else "file"
    return RemoteFile(name, url, name=told.get("name") or "", content_type=kind)


def _status(channel: str, told: Mapping[str, Any], at: datetime) -> PlatformStatus:
    return PlatformStatus(
        person=_person(told["contact"]),
        at=at,
        of=named(channel, told["id"]),
        state=STATES[told["state"]],
        reason=told.get("reason") or "",
        key=whole_key(told["id"]),
    )
