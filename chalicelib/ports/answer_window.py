"""Whether a conversation's platform takes an answer now, until when, and whether its channel sends any."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chalicelib.domain.answering import Shut, shut_by
from chalicelib.domain.channel_kind import ChannelKind, WindowState
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.errors import NoSuchInbox, WindowClosed
from chalicelib.domain.reason import Reason
from chalicelib.domain.window_opening import opens_window
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import way_out


def wrote_at(ports: Ports, head: Conversation) -> datetime | None:
    """When the person wrote last, `None` if never: one read of heads that are older than their `wrote_at`, or
    to whom nobody has said anything."""
    if head.wrote_at or not head.last_inbound_seq:
        return head.wrote_at
    last = ports.conversations.entry(head.id, head.last_inbound_seq)
    return last.at if opens_window(last) else None


def window_of(ports: Ports, head: Conversation) -> WindowState | None:
    """`None` where people may always be written to; nothing is read then."""
    kind = ports.kinds.get(head.channel_kind)
    if kind is None or kind.window is None:
        return None
    return kind.window.at(wrote_at(ports, head), ports.now())


def shut_of(ports: Ports, head: Conversation, channels: Iterable[Channel]) -> Shut:
    """Whether the channel, one of `channels`, that a conversation is answered on sends any answers."""
    try:
        return shut_by(ports.kinds.get(head.channel_kind), way_out(ports, head, channels))
    except NoSuchInbox:
        return Shut.NO


def check_window(
    ports: Ports, head: Conversation, kind: ChannelKind, *, is_template: bool, by_person: bool = True
) -> None:
    """Raises `WindowClosed` when the platform would refuse what a person, or a program, writes now."""
    state = window_of(ports, head)
    if state is None or state.takes(by_person=by_person, is_template=is_template):
        return
    if state.takes(by_person=True):
        raise WindowClosed(
            f"{kind.kind} takes only what a person writes now, and this token is a program's",
            reason=Reason("window_people_only"),
        )
    told = f"Too long since their last message for {kind.kind} to take an answer."
    if kind.templates:
        raise WindowClosed(f"{told} Send an approved template", reason=Reason("window_closed_template"))
    name = head.contact_name
    raise WindowClosed(f"{told} Wait until {name} writes again", reason=Reason("window_closed", name=name))
