"""The team's side of the house: inboxes, the channels connected to them, and the agents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chalicelib.domain import limits
from chalicelib.domain.forwarding import Forwarding
from chalicelib.domain.ids import AgentId, ChannelId, InboxId
from chalicelib.domain.platform_account import PlatformAccount

# whether a channel is alive is seen as well from this as from every moment
HEARD_EVERY = timedelta(minutes=10)


class Role(StrEnum):
    ADMIN = "admin"
    AGENT = "agent"


class AgentState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class Agent:
    """A person of the team. `email` (lower case) is what they sign in with.

    Visitors of a website see `public_name` (or the name), `avatar` (the blob of a picture, or "") and
    `meeting_url` with its text. `away`: they have said that they are not there, though they may be signed in.
    """

    id: AgentId
    name: str
    email: str
    role: Role
    state: AgentState
    created_at: datetime
    language: str = ""
    public_name: str = ""
    avatar: str = ""
    meeting_url: str = ""
    meeting_text: str = ""
    away: bool = False

    @property
    def shown_name(self) -> str:
        """What visitors call them."""
        return self.public_name or self.name


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


class FromName(StrEnum):
    """Whose name stands beside the address of an answer."""

    AGENT_AND_COMPANY = "agent_and_company"
    COMPANY = "company"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Channel:
    """One connected address. `address` always takes mail, and is where answers come back to.

    `catch_all` takes mail to any other address of the same domain. `team_address` is the team's own, which
    is forwarded to `address`; `domain_verified` says that its domain lets us send in its name. `company`
    and `from_name` make the name that customers see. `platform` is set for an account on a platform, whose id
    there is `address`; `outbound_url` is where answers are posted to a program that speaks for any other one.
    `paused`: what comes in is kept as ever, and no answers go out. `heard_at` is when its platform told
    something last, up to ten minutes old. `version` counts the changes.
    """

    id: ChannelId
    inbox_id: InboxId
    kind: str
    name: str
    address: str
    catch_all: bool = False
    forwarding_verified: bool = False
    team_address: str = ""
    domain_verified: bool = False
    company: str = ""
    from_name: FromName = FromName.AGENT_AND_COMPANY
    quotes_earlier: bool = True
    forwarding: Forwarding = Forwarding()
    platform: PlatformAccount | None = None
    outbound_url: str = ""
    paused: bool = False
    heard_at: datetime | None = None
    version: int = 0

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address under which people write to it."""
        return tuple(filter(None, (self.address, self.team_address)))

    @property
    def from_address(self) -> str:
        """Where answers come from: the team address while both ways are proven, else the hosted one."""
        is_proven = self.forwarding_verified and self.domain_verified
        return self.team_address if self.team_address and is_proven else self.address

    @property
    def company_name(self) -> str:
        """What stands for `{company}`."""
        return self.company or self.name

    def is_news(self, at: datetime) -> bool:
        """Whether it should be written down that its platform told something at `at`."""
        return self.heard_at is None or self.heard_at + HEARD_EVERY <= at

    def changed(self, **what: Any) -> Channel:
        """The next version of it."""
        return replace(self, **what, version=self.version + 1)

    def with_team_address(self, address: str) -> Channel:
        """Another address, or none (""): nothing that was proven of an earlier one holds any longer."""
        if address == self.team_address:
            return self
        return self.changed(
            team_address=address,
            forwarding_verified=False,
            domain_verified=False,
            forwarding=Forwarding(),
        )


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
        from chalicelib.domain.mail_errors import HasVirus  # only the quarantine asks

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
