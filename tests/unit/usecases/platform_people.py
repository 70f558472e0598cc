"""A Facebook page of the company, and who writes to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.channels.chat.capabilities import CHAT
from chalicelib.channels.form.capabilities import FORM
from chalicelib.domain.channel_kind import ChannelKind, WindowRule
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Content, Message
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.platform_event import Echo, Person, PlatformMessage
from chalicelib.domain.receipt import Taken
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform_intake import message_at_the_door
from chalicelib.usecases.receive_message import receive_message
from tests.unit.usecases.company import NOON, SUPPORT_INBOX

PAGE = Channel(
    ChannelId("a" * 31 + "9"),
    SUPPORT_INBOX.id,
    "messenger",
    "Company",
    "1020304050",
    platform=PlatformAccount(app_id="77"),
)
CARLA = Person("7001", "Carla Pérez")
WINDOW = WindowRule(open=timedelta(hours=24), people=timedelta(days=7))
KINDS = {
    "email": ChannelKind("email", mail=True),
    "chat": CHAT,
    "form": FORM,
    "messenger": ChannelKind(
        "messenger",
        text_length=2_000,
        file_sizes={"*": 25_000_000},
        quick_replies=13,
        window=WINDOW,
        shows=("typing", "seen"),
    ),
}


def told(text: str = "Is it open?", **changed: Any) -> PlatformMessage:
    """Carla writes; each text under an id of its own."""
    message = PlatformMessage(f"m_{text}", CARLA, NOON, text)
    return replace(message, **changed)


def told_by_us(text: str, **changed: Any) -> PlatformMessage:
    """Somebody of the team writes to Carla in the page's own inbox."""
    return told(text, echo=Echo("263902037430900"), **changed)


def at_the_door(ports: Ports, message: PlatformMessage, channel: Channel = PAGE) -> InboundMessage:
    return message_at_the_door(ports, channel, message).inbound


def received(ports: Ports, message: PlatformMessage, channel: Channel = PAGE) -> Taken:
    return receive_message(ports, at_the_door(ports, message, channel))


def log_of(ports: Ports, conversation: str) -> list[Content]:
    return [entry.content for entry in ports.conversations.entries(_head(ports, conversation).id)]


def texts_of(ports: Ports, conversation: str) -> list[str]:
    return [one.text for one in log_of(ports, conversation) if isinstance(one, Message)]


def _head(ports: Ports, conversation: Any) -> Conversation:
    return ports.conversations.head(conversation)


def later(**time: float) -> datetime:
    return NOON + timedelta(**time)
