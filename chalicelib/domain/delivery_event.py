"""What a provider tells later about a message that it took from us, its wire format removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.contact import Unreachable
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Content, Delivery
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.inbound import Bounce
from chalicelib.domain.receipt import ExternalId

COMPLAINT = "complaint"
GIVEN_UP = frozenset({Delivery.BOUNCED, Delivery.COMPLAINED, Delivery.FAILED})
OVER = GIVEN_UP | {Delivery.DELIVERED}
# after which outcomes a state says nothing new; a bounce and a complaint always do, once
TOO_LATE_AFTER: dict[Delivery, frozenset[Delivery]] = {
    Delivery.SENT: OVER | {Delivery.SENT, Delivery.DELAYED},
    Delivery.DELAYED: OVER | {Delivery.DELAYED},
    Delivery.DELIVERED: OVER,
    Delivery.FAILED: GIVEN_UP,
}


@dataclass(frozen=True, slots=True)
class DeliveryEvent:
    """The try `attempt` of the message `seq` came to `state`.

    `id` is the same each time the event is told. `sent_as` is the Message-ID the mail went out with, with
    angle brackets. `bounces` has one for each address that the event is about, where it is about some.
    `trace` is the id of the event from outside that the mail itself followed from, or ""; `by` the part
    of the product that heard of it.
    """

    id: str
    conversation_id: ConversationId
    seq: int
    attempt: int
    state: Delivery
    at: datetime
    sent_as: str = ""
    bounces: tuple[Bounce, ...] = ()
    reason: str = ""
    trace: str = ""
    by: str = "mail"

    @property
    def receipt_id(self) -> ExternalId:
        """Under which it is taken once. That it was sent is found again by whoever tried."""
        if self.state is Delivery.SENT:
            return ExternalId.of_sent(f"{self.conversation_id}-{self.seq}", self.attempt)
        return ExternalId.of_event(self.id)

    def settles(self, work: DeliveryWork) -> bool:
        """Whether it says more about the message than is known. Events are repeated and out of order.

        An event about an earlier try says nothing of this one; while a person has ordered another try and
        it has not begun, the earlier one is the past, too.
        """
        if self.attempt != work.attempts or (work.outcome is None and not work.has_begun):
            return False
        if self.state is Delivery.BOUNCED and work.outcome is Delivery.DELIVERED:
            return self._has_evidence
        return work.outcome not in TOO_LATE_AFTER.get(self.state, ())

    @property
    def _has_evidence(self) -> bool:
        """An automatic answer is told as a bounce, too, but no mail system gave a status or a reason."""
        return any(bounce.status or bounce.reason for bounce in self.bounces)

    def marks(self, content: Content) -> tuple[Unreachable, ...]:
        """What to remember of the addresses; only of those that the message went to."""
        if self.state is Delivery.COMPLAINED:
            return self._complaint_marks(content)
        if self.state is not Delivery.BOUNCED:
            return ()
        found = (bounce.mark(content, self.at) for bounce in self.bounces)
        return tuple(mark for mark in found if mark)

    def _complaint_marks(self, content: Content) -> tuple[Unreachable, ...]:
        """Where several may have complained, nobody knows who did."""
        if len(self.bounces) != 1 or not self.bounces[0].may_be_about(content):
            return ()
        (who,) = self.bounces
        return (Unreachable(who.recipient, self.at, "", who.reason, COMPLAINT),) if who.recipient else ()
