"""What Messenger can do.

Sources, below developers.facebook.com/documentation/business-messaging/messenger-platform: `send-messages`
(text, windows, tags), `send-messages/saving-assets` (sizes), `send-messages/quick-replies`.
"""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.channel_kind import ChannelKind, WindowRule

MESSENGER = ChannelKind(
    kind="messenger",
    text_length=2_000,
    file_sizes={"image": 8_000_000, "*": 25_000_000},
    quick_replies=13,
    window=WindowRule(open=timedelta(hours=24), people=timedelta(days=7)),
    receipts=("delivered", "read"),
    typing=True,
    shows=("typing", "seen"),
    echoes=True,
)
