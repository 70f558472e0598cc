"""What a form can do: nothing but take in. It is answered by mail, to the address that was typed into it."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.channel_kind import ChannelKind

FORM = ChannelKind(
    kind="form",
    file_sizes={"*": limits.FILE},
    receipts=("delivered",),
    shows_address=True,
    mail=True,
    through="email",
)
