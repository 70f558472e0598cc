"""A visitor says how a conversation was."""

from __future__ import annotations

from chalicelib.domain.chat_entries import Rated
from chalicelib.domain.entry import Actor
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit


@again_when_stale
def rate_chat(ports: Ports, conversation_id: ConversationId, score: int, text: str) -> Taken:
    """Said twice about the same state of the conversation counts once. Raises `NoSuchConversation`."""
    head = where_it_goes_on(ports, conversation_id)
    receipt = Receipt(ExternalId(f"rating#{head.id}", f"{head.last_message_seq}#{score}#{text}"))
    step = head.record(Rated(score, text), ports.now(), Actor.contact(head.contact_id))
    return ports.conversations.commit(Commit(step, (receipt,)))
