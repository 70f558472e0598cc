"""Delivery work of one message of ours: claimed with a lease, tried, settled. Never shown to a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain import limits
from chalicelib.domain.backoff import wait_after
from chalicelib.domain.entry import Delivery
from chalicelib.domain.ids import ConversationId


@dataclass(frozen=True, slots=True)
class DeliveryWork:
    """The row `D#<seq>`. `due_at` is `None` when nothing is to be done any more.

    `claim` names who is sending right now, until `due_at`; `handed_over` says that a claim has begun to
    send, so that after a crash it is not known whether the message went out. `version` counts changes.
    `if_unseen`: they see it where they are, and get it by mail if they have not until it is due.
    `parts` are the provider's ids of what went out of a message that needs several.
    """

    conversation_id: ConversationId
    seq: int
    due_at: datetime | None
    first_due_at: datetime
    attempts: int = 0
    claim: str = ""
    provider_id: str = ""
    outcome: Delivery | None = None
    reason: str = ""
    version: int = 0
    if_unseen: bool = False
    parts: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        return self.outcome is not None

    @property
    def has_begun(self) -> bool:
        """Its newest try was made, or is being made; not so while a person's order to send again waits."""
        return self.outcome is not None or bool(self.claim or self.reason)

    def may_be_claimed(self, now: datetime) -> bool:
        """Due, and either never claimed or the claim was given back."""
        return self.outcome is None and not self.claim and self.due_at is not None and self.due_at <= now

    def lease_ended(self, now: datetime) -> bool:
        """Somebody began to send and never told how it ended."""
        return self.outcome is None and bool(self.claim) and self.due_at is not None and self.due_at <= now

    def claimed(self, claim: str, now: datetime) -> DeliveryWork:
        """Held by `claim` for the length of a lease."""
        return replace(
            self,
            claim=claim,
            attempts=self.attempts + 1,
            due_at=now + timedelta(seconds=limits.LEASE_SECONDS),
            version=self.version + 1,
        )

    def with_part(self, provider_id: str, now: datetime) -> DeliveryWork:
        """One more part went out; the lease begins anew with it."""
        return replace(
            self,
            parts=(*self.parts, provider_id),
            due_at=now + timedelta(seconds=limits.LEASE_SECONDS),
            version=self.version + 1,
        )

    def postponed(self, until: datetime, reason: str) -> DeliveryWork:
        """Given back: surely not sent, to be tried again at `until`."""
        return replace(self, claim="", due_at=until, reason=reason, version=self.version + 1)

    def settled(self, outcome: Delivery, *, provider_id: str = "", reason: str = "") -> DeliveryWork:
        """Done. A later event of the provider may settle it again (sent, then bounced)."""
        return replace(
            self,
            outcome=outcome,
            due_at=None,
            claim="",
            provider_id=provider_id or self.provider_id,
            reason=reason,
            version=self.version + 1,
        )

    def again(self, now: datetime) -> DeliveryWork:
        """A person asked to send it once more; `attempts` goes on counting, so every attempt has a name."""
        return replace(
            self,
            outcome=None,
            due_at=now,
            first_due_at=now,
            claim="",
            reason="",
            version=self.version + 1,
        )

    def next_try(self, now: datetime, at_least: timedelta | None = None) -> datetime | None:
        """When to try again after a refusal for now; `None` when it has been tried long enough.

        After as long as it has been tried already (so the waits double), from 30 seconds to an hour,
        for 24 hours in all. Not before `at_least` has passed, which is what the provider asks for.
        """
        tried_for = now - self.first_due_at
        if tried_for >= timedelta(hours=limits.PROVIDER_BACKOFF_HOURS):
            return None
        return now + wait_after(tried_for, at_least)
