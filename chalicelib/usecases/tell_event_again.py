"""One event is told once more because somebody asked for it: one try, whatever comes of it is in the log."""

from __future__ import annotations

from chalicelib.domain.errors import NoSuchConversation, NoSuchEntry
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.subscription import NoSuchSubscription, events_of, taken_apart
from chalicelib.ports import event_calls
from chalicelib.ports.bundle import Ports
from chalicelib.ports.event_subscriptions import subscription_of


def tell_event_again(ports: Ports, subscription_id: str, event_id: str, site: str) -> bool:
    """Whether it was taken; false, too, for what is no longer there. Raises nothing for the other side."""
    found = taken_apart(event_id)
    if found is None:
        return False
    conversation_id, seq, event = ConversationId(found[0]), found[1], found[2]
    try:
        subscription = subscription_of(ports, subscription_id)
        head = ports.conversations.head(conversation_id)
        entry = ports.conversations.entry(conversation_id, seq)
    except (NoSuchSubscription, NoSuchConversation, NoSuchEntry):
        return False
    if event not in events_of(entry):
        return False
    happening = event_calls.happening_of(ports, event, entry, head, site)
    answer = event_calls.called(ports, subscription, happening)
    event_calls.note(ports, subscription, happening, answer, (1, None))
    return answer.is_taken
