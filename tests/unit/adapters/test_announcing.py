from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters.announcing import (
    AnnouncingConversations,
    Team,
    WatcherAnnouncer,
    announce_commit,
)
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.adapters.local.sockets import InProcessSockets, OpenSocket
from chalicelib.domain.entry import Actor, Comment
from chalicelib.domain.ids import InboxId
from chalicelib.domain.merging import merged
from chalicelib.domain.receipt import Taken
from chalicelib.ports.faces import RecentFaces
from chalicelib.ports.stores import Commit, Connection
from tests.builders import AGENT, INBOX, NOW, Stores, a_beginning, a_receipt, memory_stores


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


@pytest.fixture
def sockets() -> InProcessSockets:
    return InProcessSockets()


@pytest.fixture
def store(stores: Stores, sockets: InProcessSockets) -> AnnouncingConversations:
    return announcing(stores, sockets, SqliteJobs(None, lambda: NOW))


def announcing(stores: Stores, sockets: InProcessSockets, jobs: SqliteJobs) -> AnnouncingConversations:
    team = Team(lambda: NOW, RecentFaces(stores.workspace, lambda: NOW))
    announcer = WatcherAnnouncer(stores.live, sockets, jobs, team)
    return AnnouncingConversations(stores.conversations, announce_commit(announcer))


def watching(
    stores: Stores, sockets: InProcessSockets, name: str = "socket", inbox: InboxId = INBOX
) -> list[dict[str, object]]:
    """The frames that an agent gets who watches the inbox."""
    frames: list[dict[str, object]] = []

    def deliver(frame: bytes) -> bool:
        frames.append(json.loads(frame))
        return True

    sockets.opened(name, OpenSocket(deliver, lambda: None))
    stores.live.put_connection(Connection(name, AGENT, "session", NOW + timedelta(hours=1), (inbox,)))
    return frames


def a_commit() -> Commit:
    return Commit(a_beginning(), (a_receipt(),))


def a_comment(store: AnnouncingConversations, taken: Taken) -> Commit:
    head = store.head(taken.conversation_id)
    return Commit(head.record(Comment("a note"), NOW, Actor.agent(AGENT)))


def test_who_watches_the_inbox_is_told_what_changed(
    stores: Stores, sockets: InProcessSockets, store: AnnouncingConversations
) -> None:
    frames = watching(stores, sockets)

    taken = store.commit(a_commit())
    store.commit(a_comment(store, taken))

    assert frames == [
        {
            "type": "changed",
            "inbox": INBOX,
            "conversation": taken.conversation_id,
            "seq": 1,
            "prev": 0,
            "kinds": ["message"],
        },
        {
            "type": "changed",
            "inbox": INBOX,
            "conversation": taken.conversation_id,
            "seq": 2,
            "prev": 1,
            "kinds": ["comment"],
        },
    ]


def test_a_repeat_tells_nobody(
    stores: Stores, sockets: InProcessSockets, store: AnnouncingConversations
) -> None:
    commit = a_commit()
    store.commit(commit)
    frames = watching(stores, sockets)

    assert store.commit(commit).repeated
    assert frames == []


def test_a_conversation_that_moved_is_told_to_both_inboxes(
    stores: Stores, sockets: InProcessSockets, store: AnnouncingConversations
) -> None:
    taken = store.commit(a_commit())
    commit = a_comment(store, taken)
    moved = replace(commit.step.after, inbox_id=type(INBOX)("another"))
    frames = watching(stores, sockets)
    there = watching(stores, sockets, "there", inbox=moved.inbox_id)

    store.commit(replace(commit, step=replace(commit.step, after=moved)))

    assert [[frame["inbox"] for frame in got] for got in (frames, there)] == [[INBOX], ["another"]]


def test_both_conversations_of_a_merge_are_told(
    stores: Stores, sockets: InProcessSockets, store: AnnouncingConversations
) -> None:
    source, target = (store.head(store.commit(a_commit()).conversation_id) for _ in range(2))
    frames = watching(stores, sockets)
    into, away = merged(source, target, NOW, Actor.system("test"))

    store.commit(Commit(into, also=(away,)))

    assert [(frame["conversation"], frame["prev"], frame["seq"], frame["kinds"]) for frame in frames] == [
        (target.id, 1, 2, ["merged_from"]),
        (source.id, 1, 2, ["merged_into"]),
    ]


def test_a_push_that_fails_does_not_fail_the_commit(stores: Stores, sockets: InProcessSockets) -> None:
    def breaks(commit: Commit, taken: Taken) -> None:
        raise RuntimeError("no line")

    store = AnnouncingConversations(stores.conversations, breaks)

    taken = store.commit(a_commit())

    assert store.head(taken.conversation_id).seq == 1


def test_a_socket_that_is_gone_is_forgotten(
    stores: Stores, sockets: InProcessSockets, store: AnnouncingConversations
) -> None:
    watching(stores, sockets, "gone")
    frames = watching(stores, sockets, "there")
    sockets.forget("gone")

    store.commit(a_commit())

    assert len(frames) == 1
    assert stores.live.connection("gone", NOW) is None
    assert stores.live.connection("there", NOW) is not None


def test_more_than_a_hundred_watchers_are_told_by_jobs_of_a_hundred(
    stores: Stores, sockets: InProcessSockets
) -> None:
    jobs = SqliteJobs(None, lambda: NOW)
    names = [f"socket {number:03}" for number in range(201)]
    frames = [watching(stores, sockets, name) for name in names]

    taken = announcing(stores, sockets, jobs).commit(a_commit())

    assert not any(frames)  # the commit does not wait for them
    told = [json.loads(job.body) for job in jobs.receive("followups", count=10, visibility_seconds=1)]
    assert [len(job["to"]) for job in told] == [100, 100, 1]
    assert sorted(name for job in told for name in job["to"]) == names
    assert {(job["push"]["type"], job["push"]["conversation"]) for job in told} == {
        ("changed", taken.conversation_id)
    }
