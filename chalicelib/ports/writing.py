"""What every written order needs: what a command answered before, who it comes from, long text as a blob."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.entry import Mailbox
from chalicelib.domain.errors import KeyUsedForAnotherRequest
from chalicelib.domain.ids import BlobId
from chalicelib.domain.orders import Order
from chalicelib.domain.receipt import Receipt, Taken
from chalicelib.domain.sending import sender_of
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Agent, Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import BlobStore


def done_before(ports: Ports, order: Order) -> Taken | None:
    """The answer that this command got before, or `None` when it is new or carries no key.

    Raises `KeyUsedForAnotherRequest` when the key belongs to another request.
    """
    if order.command is None:
        return None
    known = ports.conversations.known([order.command.external_id]).get(order.command.external_id)
    if known is None or known.seq is None:
        return None
    answer = Taken(known.conversation_id, known.seq, repeated=True, content_hash=known.content_hash)
    return same_request(answer, order.command)


def same_request(taken: Taken, command: Receipt | None) -> Taken:
    """`taken`, unless it repeats a command whose request was another one."""
    if taken.repeated and command and taken.content_hash != command.content_hash:
        raise KeyUsedForAnotherRequest("Make a new key for every new request", field="Idempotency-Key")
    return taken


def sender_on(ports: Ports, channel: Channel, agent: Agent) -> Mailbox:
    """Who a mail of this agent comes from, as the settings of its channel want it now."""
    inboxes = {inbox.id: inbox for inbox in ports.workspace.inboxes()}
    inbox = inboxes.get(channel.inbox_id)
    return sender_of(channel, agent.name, inbox.language if inbox else "en")


def kept_text(blobs: BlobStore, text: str) -> tuple[str, bool, BlobId | None]:
    """The text as an entry holds it: itself, or its beginning with the whole as a blob (and True)."""
    beginning = fitting(text, limits.INLINE_TEXT)
    whole = text.encode("utf-8", "replace")
    if len(whole) <= limits.INLINE_TEXT:
        return beginning, False, None
    return beginning, True, blobs.put(whole)
