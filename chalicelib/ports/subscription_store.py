"""Where subscriptions, and how far each was told, are kept: the promises that both homes keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.ids import ConversationId

if TYPE_CHECKING:  # most of the product is loaded without it
    from chalicelib.domain.subscription import Subscription
    from chalicelib.domain.telling import Telling


class SubscriptionStore(Protocol):
    """Webhooks of events: small, and read with every batch of new entries."""

    def subscriptions(self) -> tuple[Subscription, ...]:
        """All of them, in the order in which they were made."""
        ...

    def put_subscription(self, subscription: Subscription) -> None:
        """A new one, or an order of somebody: under the condition that the stored `version` is one less.

        Raises `ChangedMeanwhile`.
        """
        ...

    def note_subscription(self, subscription: Subscription) -> None:
        """How it does (`state`, `failing_since`, `detail`), unless somebody gave an order meanwhile, or it is
        gone: then nothing."""
        ...

    def drop_subscription(self, subscription_id: str) -> None:
        """Gone already is fine."""
        ...


class TellingStore(Protocol):
    """How far each subscription was told of each conversation."""

    def of(self, conversation_id: ConversationId) -> Mapping[str, Telling]:
        """By subscription; those that were told nothing yet are not there."""
        ...

    def put(self, telling: Telling) -> None:
        """Under the condition that the stored `version` is one less. Raises `StaleConversation`."""
        ...

    def due(self, now: datetime, limit: int = 100) -> Sequence[Telling]:
        """Those to be tried again, whose time has come, the longest first; may lag a little."""
        ...

    def parked(self, subscription_id: str, limit: int = 500) -> Sequence[Telling]:
        """Those that wait for the end of a pause, the longest first; may lag a little."""
        ...
