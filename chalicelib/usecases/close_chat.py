"""A visitor is done: the conversation is closed by them, and opens again when they write."""

from __future__ import annotations

from chalicelib.domain.entry import Actor, Status, Why
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit


@again_when_stale
def close_chat(ports: Ports, conversation_id: ConversationId) -> Taken:
    """Closing a closed one, or one in Spam, changes nothing. Raises `NoSuchConversation`."""
    head = where_it_goes_on(ports, conversation_id)
    if head.status is not Status.OPEN:
        return Taken(head.id, head.seq)
    why = (Why("closed_by_visitor"),)
    step = head.set_status(Status.CLOSED, ports.now(), Actor.contact(head.contact_id), why)
    return ports.conversations.commit(Commit(step))
