"""Messages of ours on their way to a platform, written for these tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.entry import Mailbox
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.workspace import Channel
from chalicelib.ports.outside import Outbound, OutboundFile
from tests.builders import NOW, a_channel, an_answer, an_id

ACCOUNT = "100200300400500"
APP = "700800900"
BUSINESS = "220022002200"
PERSON = "24680135792468"


def a_platform_channel(kind: str, **changed: Any) -> Channel:
    """A connected account of that kind."""
    whole = {
        "id": an_id(),
        "kind": kind,
        "name": "Lamps",
        "address": ACCOUNT,
        "platform": PlatformAccount(app_id=APP, business_id=BUSINESS),
    }
    return a_channel(**{**whole, **changed})


def an_outbound(kind: str = "messenger", text: str = "It is on its way.", **changed: Any) -> Outbound:
    """A message that an agent wrote an hour after the person; `parts` are those of the message."""
    channel = changed.pop("channel", None) or a_platform_channel(kind)
    to = changed.pop("to", PERSON)
    message = an_answer(text, to=(Mailbox(to),), parts=changed.pop("parts", ()))
    whole: dict[str, Any] = {
        "key": f"{'1' * 32}-7",
        "attempt": 1,
        "recipients": (to,) if to else (),
        "wrote_at": NOW - timedelta(hours=1),
    }
    return Outbound(channel=channel, message=message, text=text, **{**whole, **changed})


def a_choice(title: str, payload: str = "") -> Part:
    """Something that may be pressed."""
    return Part("quick_reply", title, payload=payload)


def a_picture(name: str = "lamp.png", size: int = 100) -> OutboundFile:
    """The beginning of a PNG, and nothing that could be seen."""
    return OutboundFile(name, "image/png", b"\x89PNG\r\n\x1a\n".ljust(size, b"\0"))


def a_file(content_type: str, content: bytes = b"content", name: str = "thing") -> OutboundFile:
    return OutboundFile(name, content_type, content)


def ago(**passed: float) -> datetime:
    """A moment before `NOW`."""
    return NOW - timedelta(**passed)
