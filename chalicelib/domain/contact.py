"""A person who writes to the team: several addresses and platform ids, one history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.ids import ContactId


@dataclass(frozen=True, slots=True)
class Identity:
    """A verified address or platform id: `kind` is `email` here, `value` lower case."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A person. `claimed_email` was typed by somebody and proves nothing (see `Identity`)."""

    id: ContactId
    name: str
    created_at: datetime
    identities: tuple[Identity, ...] = ()
    claimed_email: str = ""

    @property
    def email(self) -> str:
        """The address to show: the first verified one, else the claimed one."""
        verified = [identity.value for identity in self.identities if identity.kind == "email"]
        return verified[0] if verified else self.claimed_email
