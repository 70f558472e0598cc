"""What a visitor sees: their conversations as a list, and a stretch of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Direction, Entry, Message, Status
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ChannelId, ContactId, ConversationId, is_identifier
from chalicelib.domain.visitor_view import VisitorEntry, shown_entry
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_thread import is_theirs
from chalicelib.ports.faces import face_of

MOST_LISTED = 20
AT_ONCE = 100
MOST_UNREAD = 30


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation as a line of a list. `unread` counts what the team said and the visitor has not seen."""

    head: Conversation
    unread: int


@dataclass(frozen=True, slots=True)
class VisitorStretch:
    """What the visitor sees after some `seq`, in order. `more`: there is more after the last of `entries`.

    `through` is the last `seq` that was looked at.
    """

    head: Conversation
    entries: tuple[VisitorEntry, ...]
    through: int
    more: bool


def visitor_conversations(
    ports: Ports, channel_id: ChannelId, contact_id: ContactId | None
) -> tuple[Summary, ...]:
    """Those of this contact on this channel, the newest activity first; nobody has any before they write."""
    if contact_id is None:
        return ()
    heads = [_head(ports, one) for one in ports.lists.of_contact(contact_id, MOST_LISTED)]
    theirs = [head for head in heads if head and is_theirs(head, channel_id, contact_id)]
    shown = [head for head in theirs if head.merged_into is None and head.status is not Status.SPAM]
    in_order = sorted(shown, key=lambda head: head.last_activity_at, reverse=True)
    return tuple(Summary(head, _unread(ports, head)) for head in in_order)


def visitor_stretch(ports: Ports, head: Conversation, after: int) -> VisitorStretch:
    """The entries after `after`, as far as the visitor may see them.

    A stretch with `more` is never empty: what the team does among itself, however long, is passed over, since
    the next one is asked for after the last entry of this one.
    """
    while True:
        entries = ports.conversations.entries(head.id, after=after, limit=AT_ONCE)
        through = entries[-1].seq if entries else after
        more = through < head.seq and bool(entries)
        shown = _shown(ports, entries)
        if shown or not more:
            return VisitorStretch(head, shown, through, more)
        after = through


def own_conversation(
    ports: Ports, channel_id: ChannelId, contact_id: ContactId | None, conversation_id: str
) -> Conversation:
    """The head, when it is theirs. Raises `NoSuchConversation`."""
    if not is_identifier(conversation_id):
        raise NoSuchConversation(field="conversation")
    head = ports.conversations.head(ConversationId(conversation_id))
    if not is_theirs(head, channel_id, contact_id):
        raise NoSuchConversation(field="conversation")
    return head


def _shown(ports: Ports, entries: Iterable[Entry]) -> tuple[VisitorEntry, ...]:
    faces = {agent.id: face_of(agent) for agent in ports.workspace.agents()}
    return tuple(shown for entry in entries if (shown := shown_entry(entry, faces)))


def _unread(ports: Ports, head: Conversation) -> int:
    """Nothing is read for a conversation in which nothing was said since."""
    if head.last_message_seq <= head.seen_through:
        return 0
    newer = ports.conversations.entries(head.id, after=head.seen_through, limit=MOST_UNREAD)
    return sum(isinstance(one.content, Message) and one.content.direction is Direction.OUT for one in newer)


def _head(ports: Ports, conversation_id: ConversationId) -> Conversation | None:
    try:
        return ports.conversations.head(conversation_id)
    except NoSuchConversation:
        return None
