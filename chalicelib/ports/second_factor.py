"""The second factor of sign-in: what changes every 30 seconds, and what helps who has lost it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.domain.ids import AgentId


@dataclass(frozen=True, slots=True)
class Begun:
    """A factor that is not on yet. `secret` (base32) is for the app, `ticket` for `confirm`."""

    secret: str = field(repr=False)
    ticket: str = field(repr=False)


class SecondFactor(Protocol):
    """Codes by RFC 6238: SHA-1, six digits, 30 seconds. Every method may raise `Throttled`.

    Passwords are handed in because Cognito tells nothing without them; whoever calls has checked them.
    """

    def is_on(self, agent_id: AgentId) -> bool: ...

    def begin(self, agent_id: AgentId, password: str) -> Begun:
        """A new secret, which counts for nothing until it is confirmed.

        Raises `AlreadyThere` when the factor is on, `WrongPassword` for the field `password`.
        """
        ...

    def confirm(self, agent_id: AgentId, ticket: str, code: str) -> bool:
        """Whether the code was right: then the factor is on.

        Raises `SecondFactorNotBegun` for a ticket that holds no longer (a few minutes on AWS).
        """
        ...

    def matches(self, agent_id: AgentId, password: str, code: str) -> bool:
        """Whether this is the code now, or one step away. Each is right once, and none while it is off."""
        ...

    def switch_off(self, agent_id: AgentId) -> None:
        """Off already is fine."""
        ...


class RecoveryCodeStore(Protocol):
    """Hashes of recovery codes, by agent."""

    def replace(self, agent_id: AgentId, hashes: Collection[str]) -> None:
        """These hold from now on, and no earlier ones."""
        ...

    def use(self, agent_id: AgentId, hashed: str) -> bool:
        """Whether it held; from now on it does not. Of several who use one at once, one gets in."""
        ...
