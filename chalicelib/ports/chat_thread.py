"""Where the words of a chat's visitor belong, and whose they are: no evidence is weighed, they are known."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Assigned, Direction, Message, Why
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ChannelId, ContactId, ConversationId
from chalicelib.domain.inbound import InboundMessage, Said
from chalicelib.domain.shortening import fitting
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on

VISITOR = "visitor"
CHATFLOW = Actor.system("chatflow")


class HeadReadAhead:
    """A head that was read in one request with something else. Good once: who lost a race reads anew."""

    def __init__(self, head: Conversation | None) -> None:
        self._head = head

    def take(self, ports: Ports, conversation_id: ConversationId) -> Conversation:
        """The head, now or from the store. Raises `NoSuchConversation`."""
        head, self._head = self._head, None
        return head if head and head.id == conversation_id else ports.conversations.head(conversation_id)


def is_theirs(head: Conversation, channel_id: ChannelId, contact_id: ContactId | None) -> bool:
    """Whether a visitor of this channel who is this contact may see the conversation."""
    return contact_id is not None and head.contact_id == contact_id and head.channel_id == channel_id


def thread_of_chat(
    ports: Ports, inbound: InboundMessage, said: Said, ahead: HeadReadAhead
) -> Conversation | None:
    """The conversation that goes on, `None` to begin one.

    One that was merged into somebody else's, where the visitor must not read, goes on as a new one.
    Raises `NoSuchConversation` for one that is not theirs.
    """
    if said.conversation_id is None:
        return None
    head = ahead.take(ports, said.conversation_id)
    if not is_theirs(head, inbound.channel.id, said.contact_id):
        raise NoSuchConversation(field="conversation")
    if head.merged_into:
        head = where_it_goes_on(ports, head.id)
    return head if is_theirs(head, inbound.channel.id, said.contact_id) else None


def contact_of_chat(ports: Ports, said: Said) -> tuple[Contact, bool]:
    """Whom the browser proves, and whether they are new. A typed address is a claim and proves nothing."""
    identity = Identity(VISITOR, said.visitor_id)
    if known := ports.contacts.by_identity(identity):
        return known, False
    fresh = Contact(ContactId(ports.new_id()), fitting(said.name, limits.NAME), ports.now(), (identity,))
    claims = replace(fresh, nameless=said.nameless, claimed_email=said.email, consents=said.consents)
    return claims, True


def greeted(step: Step, inbound: InboundMessage, said: Said) -> Step:
    """What the chatflow said comes before the visitor's answer to it: in the log as on their screen."""
    if not said.greeting:
        return step
    words = Message(Direction.OUT, fitting(said.greeting, limits.INLINE_TEXT), automatic=True)
    return step.add(words, inbound.received_at, CHATFLOW)


def assigned_by_chatflow(step: Step, inbound: InboundMessage, said: Said) -> Step:
    """The chatflow says who takes its conversations."""
    if said.assign_to is None:
        return step
    owner = Assigned(said.assign_to, (Why("assigned_by_chatflow"),))
    return step.add(owner, inbound.received_at, CHATFLOW)
