"""What went out already of a message that a platform takes in several parts."""

from __future__ import annotations

from chalicelib.domain.conversation import Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import elsewhere, where_it_goes_on
from chalicelib.ports.stores import Commit


class PartsSent:
    """Written down before the next part goes, so that no part goes twice. `work` is as it is stored now."""

    def __init__(self, ports: Ports, work: DeliveryWork) -> None:
        self._ports = ports
        self.work = work

    def keep(self, provider_id: str) -> None:
        """One more part went out, under the platform's id. Raises `StaleConversation`."""
        ports, work = self._ports, self.work.with_part(provider_id, self._ports.now())
        ours = ExternalId.of_ours(provider_id)
        head = where_it_goes_on(ports, work.conversation_id)
        about = elsewhere(head, work.conversation_id)
        told = ports.conversations.known([ours])
        receipts = () if told else (Receipt(ours, of=work.seq, of_conversation=about),)
        ports.conversations.commit(Commit(Step(head, head), receipts, work=(work,)))
        self.work = work

    def has(self, provider_id: str) -> bool:
        """Whether this part is written down already."""
        return provider_id in self.work.parts
