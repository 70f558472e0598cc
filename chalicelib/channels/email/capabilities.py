"""What email can do: everything but knowing whether it was read."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.channel_kind import ChannelKind

EMAIL = ChannelKind(
    kind="email", file_sizes={"*": limits.FILE}, receipts=("delivered",), shows_address=True, mail=True
)
