"""The ports as somebody has them who may reach some inboxes only: here, and not in each view.

Whatever is asked of them about another inbox is not there. Made for one request: it remembers what that
request was found to reach.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from chalicelib.adapters.limited.conversations import LimitedConversations, LimitedLists
from chalicelib.adapters.limited.live import LimitedLive
from chalicelib.adapters.limited.people import LimitedContacts
from chalicelib.adapters.limited.reach import Reach
from chalicelib.adapters.limited.workspace import LimitedWorkspace
from chalicelib.domain.ids import InboxId
from chalicelib.ports.bundle import Ports


def limited_to(ports: Ports, inboxes: Collection[InboxId]) -> Ports:
    """These ports, within these inboxes."""
    reach = Reach(ports, frozenset(inboxes))
    return replace(
        ports,
        conversations=LimitedConversations(ports.conversations, reach),
        lists=LimitedLists(ports.lists, reach),
        contacts=LimitedContacts(ports.contacts, reach),
        workspace=LimitedWorkspace(ports.workspace, reach),
        live=LimitedLive(ports.live, reach),
    )
