"""What Meta tells about a Facebook page: its conversations in Messenger, and what happens on the page.

Meta's documentation: "Webhook Events Reference" of the Messenger Platform, "Page Webhooks Reference".
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.messaging import is_event, read_event
from chalicelib.channels.meta.page_changes import read_change
from chalicelib.domain.platform_event import PlatformEvent

CONVERSATIONS = ("messaging", "standby")


def read_item(item: Item, received_at: datetime) -> tuple[PlatformEvent, ...]:
    """At least one event of any item, whatever it holds. `received_at` is for where no time is told."""
    if item.kind in CONVERSATIONS or is_event(item.value):
        return read_event(item, received_at)
    return read_change(item, received_at)
