"""What a channel of any other platform can do: the program that speaks for it knows the platform's rules."""

from __future__ import annotations

from chalicelib.domain.channel_kind import ChannelKind

CUSTOM = ChannelKind(
    kind="custom",
    file_sizes={"*": 25_000_000},
    quick_replies=10,
    receipts=("delivered", "read"),
    echoes=True,
    knows_repeats=True,
    posts_out=True,
)
