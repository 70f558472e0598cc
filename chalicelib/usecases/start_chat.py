"""An agent speaks to a visitor who is on the site, before they have asked anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.domain import limits
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Assigned, Direction, Mailbox, Message, Why
from chalicelib.domain.errors import Invalid, NoSuchVisitor
from chalicelib.domain.ids import ChannelId, ContactId, ConversationId, VisitorId
from chalicelib.domain.orders import Order
from chalicelib.domain.reason import Reason
from chalicelib.domain.receipt import Taken
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.nameless import nameless
from chalicelib.ports.recent_chats import ChatChannel, recent_chat
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit, Connection, VisitorOnSite
from chalicelib.ports.visits import VISITOR, check_not_blocked
from chalicelib.ports.writing import done_before, kept_text, same_request


@dataclass(frozen=True, slots=True)
class ChatOrder:
    """Say `text` to this visitor of this channel."""

    by: Order
    channel_id: ChannelId
    visitor_id: VisitorId
    text: str


@dataclass(frozen=True, slots=True)
class StartedChat:
    """What was begun, and the open tabs of the visitor, which are to be told."""

    conversation_id: ConversationId
    tabs: tuple[str, ...]


def start_chat(ports: Ports, order: ChatOrder) -> StartedChat:
    """A new conversation that begins with the agent's words, whose owner is the agent.

    The same order again answers the same, and lets the tabs be told again: a crash between the two loses
    nothing. Raises `NoSuchChannel`, `NoSuchVisitor`, `Blocked`, `Invalid`, `KeyUsedForAnotherRequest`.
    """
    taken = _begin(ports, order)
    head = ports.conversations.head(taken.conversation_id)
    now, tabs = ports.now(), []
    for socket in ports.live.connections_of_visitor(order.visitor_id, now):
        ports.live.put_connection(_follows(socket, head))
        tabs.append(socket.id)
    if here := ports.live.visitor(order.channel_id, order.visitor_id, now):
        known = replace(here, contact_id=head.contact_id, conversation_id=here.conversation_id or head.id)
        ports.live.put_visitor(known)
    return StartedChat(head.id, tuple(tabs))


def _follows(socket: Connection, head: Conversation) -> Connection:
    """A tab that shows another conversation goes on with that one, and knows of this one."""
    return replace(socket, contact_id=head.contact_id, conversation_id=socket.conversation_id or head.id)


@again_when_stale
def _begin(ports: Ports, order: ChatOrder) -> Taken:
    if earlier := done_before(ports, order.by):
        return earlier
    if not order.text.strip():
        raise Invalid("Write something", field="text", reason=Reason("nothing_written"))
    chat = recent_chat(ports, order.channel_id)
    here = ports.live.visitor(order.channel_id, order.visitor_id, ports.now())
    if here is None:
        raise NoSuchVisitor()
    contact, is_new = _contact(ports, chat.channel, here)
    check_not_blocked(contact)
    step = _first_words(ports, order, Step.begin(_head(ports, chat.channel, contact, here)), chat)
    commit = Commit(step, order.by.receipts, contact=contact if is_new else None)
    return same_request(ports.conversations.commit(commit), order.by.command)


def _first_words(ports: Ports, order: ChatOrder, step: Step, chat: ChatChannel) -> Step:
    text, cut, full_text = kept_text(ports.blobs, order.text)
    agent, now = order.by.agent, ports.now()
    message = Message(
        Direction.OUT, text, text_cut=cut, full_text=full_text, sender=Mailbox("", agent.shown_name)
    )
    owner = Assigned(agent.id, (Why("assigned_by_reply"),))
    said = step.add(owner, now, Actor.agent(agent.id)).add(message, now, Actor.agent(agent.id))
    unseen_for = timedelta(minutes=chat.settings.continuity_minutes)
    return replace(said.deliver(said.after.seq), deliver_after=unseen_for)


def _contact(ports: Ports, channel: Channel, here: VisitorOnSite) -> tuple[Contact, bool]:
    """Who they are, and whether they become somebody only now."""
    identity = Identity(VISITOR, here.visitor_id)
    if known := ports.contacts.by_identity(identity):
        return known, False
    name = nameless(ports, channel, here.visitor_id)
    return Contact(ContactId(ports.new_id()), name, ports.now(), (identity,), nameless=True), True


def _head(ports: Ports, channel: Channel, contact: Contact, here: VisitorOnSite) -> Conversation:
    now = ports.now()
    title, address = here.pages[0] if here.pages else ("", "")
    return Conversation(
        id=ConversationId(ports.new_id()),
        number=ports.workspace.next_number("conversation"),
        inbox_id=channel.inbox_id,
        channel_id=channel.id,
        channel_kind=channel.kind,
        contact_id=contact.id,
        contact_name=contact.name,
        contact_address=fitting(contact.email, limits.ADDRESS),
        subject=fitting(title or address, limits.SUBJECT),
        started_at=now,
        last_activity_at=now,
    )
