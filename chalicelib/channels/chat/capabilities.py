"""What the chat on a website can do. A visitor who has left gets a mail, so that there is no window."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.channel_kind import ChannelKind

CHAT = ChannelKind(
    kind="chat", file_sizes={"*": limits.FILE}, receipts=("read",), typing=True, through="email"
)
