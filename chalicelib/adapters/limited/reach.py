"""What lies within some inboxes: conversations, and with them their people and channels."""

from __future__ import annotations

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.errors import NoSuchChannel, NoSuchContact, NoSuchConversation, NoSuchInbox, NotFound
from chalicelib.domain.ids import ChannelId, ContactId, ConversationId, InboxId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import chain_from

LOOKED_AT = 100


class Reach:
    """Decides for one request. A conversation is where it goes on: once merged, the other one's inbox counts.

    What a conversation needs comes with it, wherever that lies: its person, and the channel it came by, which
    it keeps when it is moved.
    """

    def __init__(self, ports: Ports, inboxes: frozenset[InboxId]) -> None:
        self._ports = ports
        self._inboxes = inboxes
        self._conversations: set[ConversationId] = set()
        self._contacts: set[ContactId] = set()
        self._channels: set[ChannelId] = set()

    def has_inbox(self, inbox_id: InboxId) -> bool:
        return inbox_id in self._inboxes

    def check_inbox(self, inbox_id: InboxId) -> None:
        """Raises `NoSuchInbox`."""
        if not self.has_inbox(inbox_id):
            raise NoSuchInbox(field="inbox")

    def check_conversation(self, conversation_id: ConversationId) -> None:
        """Raises `NoSuchConversation`."""
        if conversation_id in self._conversations:
            return
        chain = chain_from(self._ports, conversation_id)
        if not self.has_inbox(chain[-1].inbox_id):
            raise NoSuchConversation
        for head in chain:
            self._note(head)

    def has_conversation(self, conversation_id: ConversationId) -> bool:
        try:
            self.check_conversation(conversation_id)
        except NotFound:
            return False
        return True

    def check_step(self, step: Step) -> None:
        """Nothing begins in another inbox, or is put there. Raises `NoSuchInbox`, `NoSuchConversation`."""
        if step.before is None:
            self.check_inbox(step.after.inbox_id)
            self._note(step.after)
            return
        self.check_conversation(step.before.id)
        if step.after.inbox_id != step.before.inbox_id:
            self.check_inbox(step.after.inbox_id)

    def check_contact(self, contact_id: ContactId) -> None:
        """Somebody is reached who has a conversation here, among their newest 100. Raises `NoSuchContact`."""
        if contact_id in self._contacts:
            return
        theirs = self._ports.lists.of_contact(contact_id, LOOKED_AT)
        if not any(self.has_conversation(one) for one in theirs):
            raise NoSuchContact

    def check_channel(self, channel_id: ChannelId) -> None:
        """Raises `NoSuchChannel`."""
        if not self.has_channel(channel_id):
            raise NoSuchChannel(field="channel")

    def has_channel(self, channel_id: ChannelId) -> bool:
        if channel_id not in self._channels:
            known = self._ports.workspace.channels()
            self._channels |= {one.id for one in known if self.has_inbox(one.inbox_id)}
        return channel_id in self._channels

    def _note(self, head: Conversation) -> None:
        self._conversations.add(head.id)
        self._contacts.add(head.contact_id)
        self._channels.add(head.channel_id)
