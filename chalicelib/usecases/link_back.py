"""A conversation names others that it has to do with: these are to name it too."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Actor, Linked
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.ports.bundle import Ports
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit

SEEN_FROM_THERE = {"made_its_own": "became_its_own"}
UNINVITED = frozenset({"stranger_quoted", "agent_unproven"})


@again_when_stale
def link_back(ports: Ports, conversation_id: ConversationId) -> None:
    """Safe to run at any moment and any number of times: each pair is linked back once."""
    head = ports.conversations.head(conversation_id)
    for link in head.linked:
        _link(ports, head, link)


def _link(ports: Ports, head: Conversation, link: Linked) -> None:
    try:
        other = ports.conversations.head(link.conversation_id)
    except NoSuchConversation:
        return
    if any(one.conversation_id == head.id for one in other.linked):
        return
    if link.reason in UNINVITED and len(other.linked) >= limits.LINKED:
        return  # strangers do not push out what belongs there
    back = replace(
        link,
        conversation_id=head.id,
        number=head.number,
        reason=SEEN_FROM_THERE.get(link.reason, link.reason),
    )
    once = Receipt(ExternalId.of_job(other.id, 0, f"link_back#{head.id}"))
    ports.conversations.commit(Commit(other.record(back, ports.now(), Actor.system("mail")), (once,)))
