"""How a team's own address comes to be forwarded to its hosted one: what was done, found and proven."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.ids import ConversationId


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a mail provider wrote to ask whether a forwarding is wanted: a code, a link, or both.

    The mail itself stands in the log, as entry `seq` of a conversation that is closed from the beginning.
    """

    at: datetime
    sender: str
    conversation_id: ConversationId
    seq: int
    code: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Forwarding:
    """The steps behind the team address. `added` and `confirmed` are the word of a person.

    `test_sent_at` is when the newest test mail went out, `proven_at` when one last came back.
    """

    added: bool = False
    confirmation: Confirmation | None = None
    confirmed: bool = False
    test_sent_at: datetime | None = None
    proven_at: datetime | None = None

    @property
    def is_awaited(self) -> bool:
        """A test mail is out, and none came back since."""
        if self.test_sent_at is None:
            return False
        return self.proven_at is None or self.proven_at < self.test_sent_at

    def asked(self, confirmation: Confirmation) -> Forwarding:
        """The provider asked, which it does only for a forwarding that was added; the newest code counts."""
        if self.confirmation and self.confirmation.at > confirmation.at:
            return self
        return replace(self, added=True, confirmation=confirmation, confirmed=False)

    def proven(self, at: datetime) -> Forwarding:
        """A test mail came back: whatever was left to do before is done."""
        return replace(self, added=True, confirmed=True, proven_at=at)
