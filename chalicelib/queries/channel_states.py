"""How each connected address does: when something last happened there, and what waits to go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain import limits
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Status
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf

LOOKED_AT = 25
MOST_WAITING = 50
ALL_THAT_WAITS = timedelta(hours=limits.PROVIDER_BACKOFF_HOURS + 1)


@dataclass(frozen=True, slots=True)
class ChannelState:
    """`last_activity_at` is of the newest conversation among the inbox's newest; `None`: none of them.

    `waiting` counts messages that are not handed over yet, the oldest of them due since `waiting_since`;
    at most 50 of the whole house are looked at.
    """

    channel: Channel
    last_activity_at: datetime | None
    waiting: int
    waiting_since: datetime | None


def channel_states(ports: Ports) -> list[ChannelState]:
    """All channels by their address: three requests for each, and one for each message that waits.

    Those of inboxes within reach: whoever is limited to some is shown no others.
    """
    reached = {inbox.id for inbox in ports.workspace.inboxes()}
    found = (channel for channel in ports.workspace.channels() if channel.inbox_id in reached)
    channels = sorted(found, key=lambda channel: (channel.address, channel.id))
    waiting = _waiting_by_channel(ports)
    return [_state(ports, channel, waiting.get(channel.id, [])) for channel in channels]


def _state(ports: Ports, channel: Channel, waiting: list[DeliveryWork]) -> ChannelState:
    return ChannelState(
        channel,
        max(_activity(ports, channel), default=None),
        len(waiting),
        min((work.first_due_at for work in waiting), default=None),
    )


def _activity(ports: Ports, channel: Channel) -> Iterable[datetime]:
    for status in Status:
        shelf = Shelf(channel.inbox_id, status=status)
        for row in ports.lists.page(shelf, after=None, limit=LOOKED_AT).rows:
            if row.channel_id == channel.id:
                yield row.last_activity_at
                break


def _waiting_by_channel(ports: Ports) -> dict[ChannelId, list[DeliveryWork]]:
    found: dict[ChannelId, list[DeliveryWork]] = {}
    for work in ports.conversations.due(ports.now() + ALL_THAT_WAITS, MOST_WAITING):
        if channel_id := _channel_of(ports, work.conversation_id):
            found.setdefault(channel_id, []).append(work)
    return found


def _channel_of(ports: Ports, conversation_id: ConversationId) -> ChannelId | None:
    """The index by due time may name one that is gone."""
    try:
        return ports.conversations.head(conversation_id).channel_id
    except NoSuchConversation:
        return None
