"""Tells open browsers what changed: a conversation store that pushes a frame after each commit."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Entry
from chalicelib.domain.ids import ConversationId, InboxId
from chalicelib.domain.receipt import ExternalId, Known, Taken
from chalicelib.domain.visitor_view import Faces, entry_form, shown_entry
from chalicelib.ports.outside import Announcer, Clock, Frame, Job, JobQueue, SocketPusher
from chalicelib.ports.stores import Commit, Connection, ConversationStore, LiveStore
from chalicelib.ports.tracing import current_trace

log = logging.getLogger(__name__)


MANY_WATCHERS = 100


@dataclass(frozen=True, slots=True)
class Team:
    """What has to be known beside the step: the time, and how visitors see the team."""

    clock: Clock
    faces: Callable[[], Faces]


class WatcherAnnouncer:
    """Pushes frames to the sockets that watch the inbox or the conversation, best effort.

    Agents get `changed`, and fetch what they want to see. The visitor of a chat gets the entries
    themselves, as far as they are theirs to see.
    """

    def __init__(self, live: LiveStore, sockets: SocketPusher, jobs: JobQueue, team: Team) -> None:
        self._live = live
        self._sockets = sockets
        self._jobs = jobs
        self._team = team

    def changed(self, step: Step) -> None:
        before, after = step.before, step.after
        inboxes = [after.inbox_id]
        if before and before.inbox_id != after.inbox_id:
            inboxes.append(before.inbox_id)
        visitors: dict[str, Connection] = {}
        for inbox_id in inboxes:
            watchers = self._live.watchers(inbox_id, after.id, self._team.clock())
            visitors |= {one.id: one for one in watchers if one.visitor_id}
            self._push([one.id for one in watchers if not one.visitor_id], changed_frame(inbox_id, step))
        if visitors:
            for frame in self._entry_frames(step):
                self._push(list(visitors), frame)

    def _entry_frames(self, step: Step) -> Iterator[Frame]:
        faces = self._team.faces()
        prev = step.before.shown_seq if step.before else 0
        for entry in step.entries:
            if shown := shown_entry(entry, faces):
                form = entry_form(step.after.id, shown)
                yield {"type": "entry", "conversation": step.after.id, "prev": prev, "entry": form}
                prev = entry.seq

    def _push(self, connections: list[str], frame: Frame) -> None:
        """So many that the commit would wait for them are told by a job, a hundred in each."""
        if len(connections) > MANY_WATCHERS:
            for start in range(0, len(connections), MANY_WATCHERS):
                told = {"push": frame, "to": connections[start : start + MANY_WATCHERS]}
                self._jobs.send(Job("followups", json.dumps(told)))
            return
        encoded = json.dumps(frame, separators=(",", ":")).encode()
        for gone in self._sockets.push_all(connections, encoded):
            self._live.drop_connection(gone)


def changed_frame(inbox_id: InboxId, step: Step) -> Frame:
    """What agents get (`ChangedFrame`)."""
    return {
        "type": "changed",
        "inbox": inbox_id,
        "conversation": step.after.id,
        "seq": step.after.seq,
        "prev": step.before.seq if step.before else 0,
        "kinds": list(dict.fromkeys(entry.kind for entry in step.entries)),
    }


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

    def mark_opened(self, conversation_id: ConversationId, through: int) -> Conversation:
        return self._store.mark_opened(conversation_id, through)

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
    """Tell the watchers of every conversation that the commit changed."""

    def announce(commit: Commit, taken: Taken) -> None:
        for step in commit.steps:
            if not step.is_nothing:
                announcer.changed(step)

    return announce
