"""A person who writes to the team: several addresses and platform ids, one history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain import limits
from chalicelib.domain.ids import AgentId, ContactId


@dataclass(frozen=True, slots=True)
class Identity:
    """What proves who somebody is: `kind` is `email` (lower case), `visitor` (a browser that wrote in a chat)
    or `user` (`<channel>#<their id at the customer's>`, signed by the customer's server)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """An address at which mail of ours bounced for good: since when, and in whose words.

    `status` is that of RFC 3463; `kind` is the reason in a few words (`unknown address` …).
    """

    address: str
    at: datetime
    status: str = ""
    reason: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to: the words they saw, when, and on which page."""

    text: str
    at: datetime
    page: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """An agent wants no chat with this person: who did it, and when."""

    at: datetime
    by: AgentId


@dataclass(frozen=True, slots=True)
class Contact:
    """A person. `claimed_email` was typed by somebody and proves nothing (see `Identity`).

    `nameless`: they gave no name, and `name` is what the product calls them. `consents` are what they
    agreed to, the newest last. `unreachable` are addresses of theirs, or of others in their
    conversations, that bounced. `blocked`: they can have no chat; what they send by mail is taken in.
    `picture` is a blob, "" for none; their platform is not asked about them again before `ask_after`.
    """

    id: ContactId
    name: str
    created_at: datetime
    identities: tuple[Identity, ...] = ()
    claimed_email: str = ""
    unreachable: tuple[Unreachable, ...] = ()
    consents: tuple[Consent, ...] = ()
    nameless: bool = False
    blocked: Block | None = None
    picture: str = ""
    ask_after: datetime | None = None

    def bounced(self, mark: Unreachable) -> Contact:
        """With the newest bounce of each address; of many addresses the latest ones."""
        others = [one for one in self.unreachable if one.address != mark.address]
        return replace(self, unreachable=(*others, mark)[-limits.UNREACHABLE :])

    def heard_from(self, address: str) -> Contact:
        """Mail came from the address: it works again."""
        return replace(self, unreachable=tuple(one for one in self.unreachable if one.address != address))

    @property
    def asked_from(self) -> datetime | None:
        """When their platform may be asked about them; `None` for never: about a blocked one nothing is."""
        return None if self.blocked else self.ask_after or self.created_at

    @property
    def email(self) -> str:
        """The address to show: the first verified one, else the claimed one."""
        verified = [identity.value for identity in self.identities if identity.kind == "email"]
        return verified[0] if verified else self.claimed_email


@dataclass(frozen=True, slots=True)
class ContactChange:
    """What is known about where a person can be reached, as it was read and as it is now."""

    before: Contact
    after: Contact
