"""The email settings of an inbox: what is connected, how far, what was seen, and how answers look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import InboxId
from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.domain.workspace import Channel, Inbox
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.ports.email_channels import email_channel, inbox_of

LOOKED_AT = 5
COMES_BACK_WITHIN = timedelta(minutes=1)
TestState = Literal["none", "awaited", "overdue", "returned"]


@dataclass(frozen=True, slots=True)
class EmailSettingsView:
    """`test` says what became of the newest test mail, `domain` what the last check showed.

    `last_mail_at` is of the newest mail that came in, among the conversations with the newest activity.
    """

    inbox: Inbox
    channel: Channel
    test: TestState
    domain: SendingDomain | None
    last_mail_at: datetime | None


def email_settings(ports: Ports, inbox_id: InboxId) -> EmailSettingsView:
    """Raises `NoSuchInbox`."""
    channel = email_channel(ports, inbox_id)
    domain = channel.team_address.rpartition("@")[2]
    return EmailSettingsView(
        inbox_of(ports, channel),
        channel,
        _test(channel, ports.now()),
        ports.workspace.sending_domain(domain) if domain else None,
        max(filter(None, (_came_in(ports, row) for row in _newest(ports, channel))), default=None),
    )


def _test(channel: Channel, now: datetime) -> TestState:
    forwarding = channel.forwarding
    if forwarding.test_sent_at is None:
        return "none"
    if not forwarding.is_awaited:
        return "returned"
    return "overdue" if now - forwarding.test_sent_at > COMES_BACK_WITHIN else "awaited"


def _newest(ports: Ports, channel: Channel) -> list[Conversation]:
    shelves = [Shelf(channel.inbox_id, status=status) for status in Status]
    rows = [row for shelf in shelves for row in ports.lists.page(shelf, after=None, limit=LOOKED_AT).rows]
    ours = [row for row in rows if row.channel_id == channel.id and row.last_inbound_seq]
    return sorted(ours, key=lambda row: row.last_activity_at, reverse=True)[:LOOKED_AT]


def _came_in(ports: Ports, row: Conversation) -> datetime | None:
    """A conversation with one entry needs no further look."""
    if row.seq == row.last_inbound_seq:
        return row.last_activity_at
    return ports.conversations.entry(row.id, row.last_inbound_seq).at
