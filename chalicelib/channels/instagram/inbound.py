"""What Meta tells about an Instagram account: its direct messages, and comments and mentions.

Meta's documentation: "Instagram Messaging: Webhooks", "Instagram Platform: Webhook Notification Examples",
"Instagram Webhooks Reference".
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.messaging import is_event, read_event
from chalicelib.channels.meta.page_changes import read_change
from chalicelib.domain.platform_event import PlatformEvent

CONVERSATIONS = ("messaging", "standby")


def read_item(item: Item, received_at: datetime) -> tuple[PlatformEvent, ...]:
    """At least one event of any item, whatever it holds; `received_at` counts where Meta tells no time.

    Direct messages come as events of a conversation or, with Instagram's own login, as changes of that shape.
    An account that writes to itself is both sides of the conversation.
    """
    if item.kind in CONVERSATIONS or is_event(item.value):
        return read_event(item, received_at)
    return read_change(item, received_at)
