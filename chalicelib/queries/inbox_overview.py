"""The inboxes with their channels, and how many conversations each view holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.ids import AgentId
from chalicelib.domain.workspace import Channel, Inbox
from chalicelib.ports.bundle import Ports
from chalicelib.queries.conversation_list import shelf_of

COUNTED_TO = 1_000
VIEWS = ("open", "mine", "unassigned", "closed", "spam")


@dataclass(frozen=True, slots=True)
class InboxOverview:
    """`counts` per view and for `unread`, exact below `COUNTED_TO`."""

    inbox: Inbox
    channels: tuple[Channel, ...]
    counts: Mapping[str, int]


def inbox_overview(ports: Ports, agent_id: AgentId) -> list[InboxOverview]:
    """All inboxes in the order of their names: two requests, and one for each count."""
    channels = ports.workspace.channels()
    return [
        InboxOverview(
            inbox,
            tuple(channel for channel in channels if channel.inbox_id == inbox.id),
            _counts(ports, inbox, agent_id),
        )
        for inbox in sorted(ports.workspace.inboxes(), key=lambda inbox: (inbox.name.casefold(), inbox.id))
    ]


def _counts(ports: Ports, inbox: Inbox, agent_id: AgentId) -> dict[str, int]:
    counts = {view: ports.lists.count(shelf_of(view, inbox.id, agent_id), COUNTED_TO) for view in VIEWS}
    counts["unread"] = ports.lists.count_unread(inbox.id, COUNTED_TO)
    return counts
