"""The team's side of the house: inboxes, the channels connected to them, and the agents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain import limits
from chalicelib.domain.errors import HasVirus
from chalicelib.domain.ids import AgentId, ChannelId, InboxId


class Role(StrEnum):
    ADMIN = "admin"
    AGENT = "agent"


class AgentState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class Agent:
    """A person of the team. `email` (lower case) is what they sign in with."""

    id: AgentId
    name: str
    email: str
    role: Role
    state: AgentState
    created_at: datetime
    language: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """A team's place of work. `signature` ends every mail; `language` (en, es) words what mails say.

    `strangers_may_join` lets somebody who quotes a thread's id become a participant of it.
    """

    id: InboxId
    name: str
    signature: str = ""
    language: str = "en"
    strangers_may_join: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """One connected address. An email channel answers from `address` with `name` beside it.

    `catch_all` takes mail to any other address of the same domain.
    """

    id: ChannelId
    inbox_id: InboxId
    kind: str
    name: str
    address: str
    catch_all: bool = False
    forwarding_verified: bool = False


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something that arrived and could not become a conversation. `raw` names the kept blob.

    `event` is the notification as it came (JSON), so that "try again" takes the same way in. `at` is when
    it arrived, however often it was tried since. Somebody may have dropped it: then `dropped_at` is set,
    with who did and why, and it can be put back for as long as it is kept.
    """

    id: str
    at: datetime
    reason: str
    detail: str
    sender: str
    recipients: tuple[str, ...]
    size: int
    raw: str
    event: str
    tries: int = 1
    dropped_at: datetime | None = None
    dropped_by: AgentId | None = None
    note: str = ""

    @property
    def is_locked(self) -> bool:
        """A virus was found: it is never shown, handed out nor let in."""
        return self.reason == HasVirus.__name__

    @property
    def kept_until(self) -> datetime:
        """Until then nothing is removed by itself."""
        return self.at + timedelta(days=limits.QUARANTINE_DAYS)

    @property
    def is_dropped(self) -> bool:
        return self.dropped_at is not None

    def dropped(self, by: AgentId, at: datetime, note: str) -> Quarantined:
        """Out of the way, with who did it and why."""
        return replace(self, dropped_at=at, dropped_by=by, note=note)

    def put_back(self) -> Quarantined:
        """As it was before somebody dropped it."""
        return replace(self, dropped_at=None, dropped_by=None, note="")
