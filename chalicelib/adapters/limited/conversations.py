"""Conversations and their lists, within some inboxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.adapters.limited.reach import Reach
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Entry
from chalicelib.domain.ids import ContactId, ConversationId, InboxId
from chalicelib.domain.receipt import BOUNCED, ExternalId, Known, Taken
from chalicelib.ports.conversation_lists import ConversationLists, ListPage, Shelf
from chalicelib.ports.stores import Commit, ConversationStore


class LimitedConversations:
    """`ConversationStore` within some inboxes. Each method says what it checks: none is passed on unseen."""

    def __init__(self, store: ConversationStore, reach: Reach) -> None:
        self._store = store
        self._reach = reach

    def commit(self, commit: Commit) -> Taken:
        for step in commit.steps:
            self._reach.check_step(step)
        return self._store.commit(commit)

    def known(self, ids: Sequence[ExternalId]) -> Mapping[ExternalId, Known]:
        """Where mail to somebody bounced is told of conversations within reach only."""
        found = self._store.known(ids)
        return {
            id_: row
            for id_, row in found.items()
            if id_.scope != BOUNCED or self._reach.has_conversation(row.conversation_id)
        }

    def head(self, conversation_id: ConversationId) -> Conversation:
        self._reach.check_conversation(conversation_id)
        return self._store.head(conversation_id)

    def thread(self, conversation_id: ConversationId, last: int) -> tuple[Conversation, tuple[Entry, ...]]:
        self._reach.check_conversation(conversation_id)
        return self._store.thread(conversation_id, last)

    def entries(
        self, conversation_id: ConversationId, *, after: int = 0, before: int | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        self._reach.check_conversation(conversation_id)
        return self._store.entries(conversation_id, after=after, before=before, limit=limit)

    def entry(self, conversation_id: ConversationId, seq: int) -> Entry:
        self._reach.check_conversation(conversation_id)
        return self._store.entry(conversation_id, seq)

    def mark_opened(self, conversation_id: ConversationId, through: int) -> Conversation:
        self._reach.check_conversation(conversation_id)
        return self._store.mark_opened(conversation_id, through)

    def mark_seen(self, conversation_id: ConversationId, through: int) -> None:
        self._reach.check_conversation(conversation_id)
        self._store.mark_seen(conversation_id, through)

    def work(self, conversation_id: ConversationId, seqs: Sequence[int]) -> Mapping[int, DeliveryWork]:
        self._reach.check_conversation(conversation_id)
        return self._store.work(conversation_id, seqs)

    def unsettled_work(self, conversation_id: ConversationId) -> tuple[DeliveryWork, ...]:
        self._reach.check_conversation(conversation_id)
        return self._store.unsettled_work(conversation_id)

    def change_work(self, work: DeliveryWork) -> None:
        self._reach.check_conversation(work.conversation_id)
        self._store.change_work(work)

    def due(self, now: datetime, limit: int = 100) -> tuple[DeliveryWork, ...]:
        found = self._store.due(now, limit)
        return tuple(work for work in found if self._reach.has_conversation(work.conversation_id))


class LimitedLists:
    """`ConversationLists` within some inboxes."""

    def __init__(self, lists: ConversationLists, reach: Reach) -> None:
        self._lists = lists
        self._reach = reach

    def page(self, shelf: Shelf, *, after: str | None, limit: int) -> ListPage:
        self._reach.check_inbox(shelf.inbox_id)
        return self._lists.page(shelf, after=after, limit=limit)

    def count(self, shelf: Shelf, limit: int) -> int:
        self._reach.check_inbox(shelf.inbox_id)
        return self._lists.count(shelf, limit)

    def count_unread(self, inbox_id: InboxId, limit: int) -> int:
        self._reach.check_inbox(inbox_id)
        return self._lists.count_unread(inbox_id, limit)

    def of_contact(self, contact_id: ContactId, limit: int) -> tuple[ConversationId, ...]:
        """Of their newest ones those within reach: there may be older ones that are not told."""
        found = self._lists.of_contact(contact_id, limit)
        return tuple(one for one in found if self._reach.has_conversation(one))
