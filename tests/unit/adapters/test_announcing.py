from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.adapters.announcing import AnnouncingConversations, WatcherAnnouncer, announce_commit
from chalicelib.adapters.local.sockets import InProcessSockets, OpenSocket
from chalicelib.domain.entry import Actor, Comment
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.merging import merged
from chalicelib.domain.receipt import Taken
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
    announcer = WatcherAnnouncer(stores.live, sockets, lambda: NOW)
    return AnnouncingConversations(stores.conversations, announce_commit(announcer))


def watching(stores: Stores, sockets: InProcessSockets, name: str = "socket") -> list[dict[str, object]]:
    """The frames that an agent gets who watches the inbox."""
    frames: list[dict[str, object]] = []

    def deliver(frame: bytes) -> bool:
        frames.append(json.loads(frame))
        return True

    sockets.opened(name, OpenSocket(deliver, lambda: None))
    stores.live.put_connection(Connection(name, AGENT, "session", NOW + timedelta(hours=1), (INBOX,)))
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


def test_a_conversation_that_moved_is_told_to_both_inboxes(stores: Stores) -> None:
    told: list[tuple[str, ConversationId]] = []

    class Told:
        def changed(
            self,
            inbox_id: str,
            conversation_id: ConversationId,
            seqs: tuple[int, int],
            kinds: tuple[str, ...],
        ) -> None:
            told.append((inbox_id, conversation_id))

    store = AnnouncingConversations(stores.conversations, announce_commit(Told()))
    taken = store.commit(a_commit())
    commit = a_comment(store, taken)
    moved = replace(commit.step.after, inbox_id=type(INBOX)("another"))
    told.clear()

    store.commit(replace(commit, step=replace(commit.step, after=moved)))

    assert told == [("another", taken.conversation_id), (INBOX, taken.conversation_id)]


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


def test_more_than_a_hundred_watchers_are_all_told_and_it_is_noted(
    stores: Stores,
    sockets: InProcessSockets,
    store: AnnouncingConversations,
    caplog: pytest.LogCaptureFixture,
) -> None:
    everybody = [watching(stores, sockets, f"socket {number}") for number in range(101)]

    store.commit(a_commit())

    assert all(len(frames) == 1 for frames in everybody)
    assert "101 sockets" in caplog.text
