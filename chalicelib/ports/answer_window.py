"""Whether a conversation's platform takes an answer now, and until when."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.channel_kind import ChannelKind, WindowState
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import WindowClosed
from chalicelib.ports.bundle import Ports


def wrote_at(ports: Ports, head: Conversation) -> datetime | None:
    """When the person wrote last, `None` if never: one read."""
    if not head.last_inbound_seq:
        return None
    return ports.conversations.entry(head.id, head.last_inbound_seq).at


def window_of(ports: Ports, head: Conversation) -> WindowState | None:
    """`None` where people may always be written to; nothing is read then."""
    kind = ports.kinds.get(head.channel_kind)
    if kind is None or kind.window is None:
        return None
    return kind.window.at(wrote_at(ports, head), ports.now())


def check_window(ports: Ports, head: Conversation, kind: ChannelKind, *, is_template: bool) -> None:
    """Raises `WindowClosed` when the platform would refuse what a person writes now."""
    state = window_of(ports, head)
    if state is None or state.takes(by_person=True, is_template=is_template):
        return
    way = "Send an approved template" if kind.templates else f"Wait until {head.contact_name} writes again"
    raise WindowClosed(f"Too long since their last message for {kind.kind} to take an answer. {way}")
