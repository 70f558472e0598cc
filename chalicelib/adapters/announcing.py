"""Tells open browsers what changed: a conversation store that pushes a frame after each commit."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Entry
from chalicelib.domain.ids import ConversationId, InboxId
from chalicelib.domain.receipt import ExternalId, Known, Taken
from chalicelib.ports.outside import Announcer, Clock, Frame, SocketPusher
from chalicelib.ports.stores import Commit, ConversationStore, LiveStore
from chalicelib.ports.tracing import current_trace

log = logging.getLogger(__name__)

MANY_WATCHERS = 100


class WatcherAnnouncer:
    """Pushes `changed` frames to the sockets that watch the inbox or the conversation, best effort."""

    def __init__(self, live: LiveStore, sockets: SocketPusher, clock: Clock) -> None:
        self._live = live
        self._sockets = sockets
        self._clock = clock

    def changed(
        self, inbox_id: str, conversation_id: ConversationId, seqs: tuple[int, int], kinds: tuple[str, ...]
    ) -> None:
        before, after = seqs
        frame: Frame = {
            "type": "changed",
            "inbox": inbox_id,
            "conversation": conversation_id,
            "seq": after,
            "prev": before,
            "kinds": list(kinds),
        }
        watchers = self._live.watchers(InboxId(inbox_id), conversation_id, self._clock())
        if len(watchers) > MANY_WATCHERS:
            log.warning("%d sockets watch one inbox: pushing to them holds up the commit", len(watchers))
        encoded = json.dumps(frame, separators=(",", ":")).encode()
        for gone in self._sockets.push_all([watcher.id for watcher in watchers], encoded):
            self._live.drop_connection(gone)


class AnnouncingConversations:
    """The conversation store that everybody gets: what is committed is told to whoever watches.

    Entries keep which event from outside they follow from, so that their reactions can say so too.
    A push never fails the commit: a client that missed one repairs itself by `seq`.
    """

    def __init__(self, store: ConversationStore, announce: Callable[[Commit, Taken], None]) -> None:
        self._store = store
        self._announce = announce

    def commit(self, commit: Commit) -> Taken:
        taken = self._store.commit(replace(commit, trace=commit.trace or current_trace()))
        if not taken.repeated and not commit.step.is_nothing:
            try:
                self._announce(commit, taken)
            except Exception:
                log.exception("watchers were not told about %s", taken.conversation_id)
        return taken

    def known(self, ids: Sequence[ExternalId]) -> Mapping[ExternalId, Known]:
        return self._store.known(ids)

    def head(self, conversation_id: ConversationId) -> Conversation:
        return self._store.head(conversation_id)

    def thread(self, conversation_id: ConversationId, last: int) -> tuple[Conversation, tuple[Entry, ...]]:
        return self._store.thread(conversation_id, last)

    def entries(
        self, conversation_id: ConversationId, *, after: int = 0, before: int | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        return self._store.entries(conversation_id, after=after, before=before, limit=limit)

    def entry(self, conversation_id: ConversationId, seq: int) -> Entry:
        return self._store.entry(conversation_id, seq)

    def mark_opened(self, conversation_id: ConversationId, through: int) -> None:
        self._store.mark_opened(conversation_id, through)

    def mark_seen(self, conversation_id: ConversationId, through: int) -> None:
        self._store.mark_seen(conversation_id, through)

    def work(self, conversation_id: ConversationId, seqs: Sequence[int]) -> Mapping[int, DeliveryWork]:
        return self._store.work(conversation_id, seqs)

    def unsettled_work(self, conversation_id: ConversationId) -> tuple[DeliveryWork, ...]:
        return self._store.unsettled_work(conversation_id)

    def change_work(self, work: DeliveryWork) -> None:
        self._store.change_work(work)

    def due(self, now: datetime, limit: int = 100) -> tuple[DeliveryWork, ...]:
        return self._store.due(now, limit)


def announce_commit(announcer: Announcer) -> Callable[[Commit, Taken], None]:
    """Tell the watchers of the inbox, and of the one it came from if it moved."""

    def announce(commit: Commit, taken: Taken) -> None:
        for step in commit.steps:
            if not step.is_nothing:
                _announce_step(announcer, step)

    return announce


def _announce_step(announcer: Announcer, step: Step) -> None:
    before, after = step.before, step.after
    inboxes = [after.inbox_id]
    if before and before.inbox_id != after.inbox_id:
        inboxes.append(before.inbox_id)
    kinds = tuple(dict.fromkeys(entry.kind for entry in step.entries))
    for inbox_id in inboxes:
        announcer.changed(inbox_id, after.id, (before.seq if before else 0, after.seq), kinds)
