"""The team's side of the house: inboxes, the channels connected to them, and the agents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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

    `event` is the notification as it came (JSON), so that "try again" takes the same way in.
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
