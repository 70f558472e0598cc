"""What is known of a channel's account on a platform such as Messenger, and how it does. No secrets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TOKEN = "token"  # noqa: S105 - the name of a trouble
MISSING = "missing"
UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class PlatformAccount:
    """`app_id` is the app through which we speak; `business_id` the WhatsApp business account.

    `instant_reply` answers the first message of a conversation while `instant_reply_on`; switched off, the
    words stay. `trouble` is `token` when the
    platform takes the token no more (somebody has to connect again), `missing` when scopes or webhook fields
    are not there (`missing` names them), `unchecked` when the platform could not be asked, else "". `detail`
    is what the platform said. `token_ends` is `None` for a token that does not end. `shows_activity`: people
    see when the team types and has read.
    """

    app_id: str = ""
    business_id: str = ""
    instant_reply: str = ""
    picture: str = ""
    trouble: str = ""
    detail: str = ""
    missing: tuple[str, ...] = ()
    token_ends: datetime | None = None
    checked_at: datetime | None = None
    shows_activity: bool = True
    instant_reply_on: bool = True

    @property
    def answers_at_once(self) -> bool:
        """There are words, and they are not switched off."""
        return self.instant_reply_on and bool(self.instant_reply.strip())
