"""Old code and new code read and change each other's rows of a conversation."""

from __future__ import annotations

import json
from dataclasses import replace

from chalicelib.adapters.stored import conversation_items as items
from chalicelib.domain.entry import Actor, Assigned, Comment, Status, Unsupported
from chalicelib.domain.ids import AgentId
from tests.builders import AGENT, NOW, a_beginning, a_conversation, a_message, after

NEWER = {"mood": "angry", "tags": ["vip"], "due_shard": "03"}


def test_a_head_of_newer_code_is_read_and_what_it_added_is_left_alone() -> None:
    before = a_beginning().after
    stored = items.head_item(before) | NEWER

    after_it = items.head_of(stored).receive(a_message(), after(minutes=1), Actor.system("t")).after
    to_set, to_remove = items.head_changes(items.head_of(stored), after_it)

    assert NEWER.keys().isdisjoint({*to_set, *to_remove})


def test_only_what_changed_is_written() -> None:
    before = a_conversation(owner=None)

    to_set, to_remove = items.head_changes(before, replace(before, seq=1, owner=AGENT))

    assert to_set == {"seq": 1, "owner": AGENT, "desk": f"{before.inbox_id}#agent#{AGENT}"}
    assert to_remove == []


def test_the_read_mark_is_never_part_of_a_commit() -> None:
    before = a_conversation()

    assert items.head_changes(before, replace(before, opened_through=5)) == ({}, [])


def test_what_is_no_more_is_removed() -> None:
    before = a_conversation(owner=AGENT, waiting_since=NOW)

    to_set, to_remove = items.head_changes(
        before, replace(before, owner=None, waiting_since=None, status=Status.CLOSED)
    )

    assert sorted(to_remove) == ["desk", "owner", "waiting_since"]
    assert to_set == {"shelf": f"{before.inbox_id}#closed"}


def test_a_conversation_in_a_status_of_newer_code_keeps_it() -> None:
    stored = items.head_item(a_conversation(status=Status.CLOSED)) | {"shelf": "inbox#snoozed"}

    head = items.head_of(stored)

    assert (head.status.value, head.status is Status.OPEN) == ("snoozed", False)
    assert items.head_item(head)["shelf"] == "inbox#snoozed"


def test_an_entry_by_an_actor_of_newer_code_keeps_who_it_was() -> None:
    entry = a_beginning().entries[0]
    stored = items.entry_item(entry) | {"actor": "bot#b#1"}

    read = items.entry_of(stored)

    assert (read.actor.kind.value, read.actor.id, read.content) == ("bot", "b#1", entry.content)
    assert items.entry_item(read) == stored


def test_an_entry_of_an_unknown_kind_goes_back_as_it_came() -> None:
    content = {"question": "¿Cuál?", "answers": [{"text": "a", "votes": 3}], "open": True}
    stored = items.entry_item(a_beginning().entries[0]) | {"kind": "poll", "content": content}

    read = items.entry_of(stored)

    assert isinstance(read.content, Unsupported)
    assert json.loads(read.content.stored) == content
    assert items.entry_item(read) == stored


def test_a_known_kind_with_more_in_it_is_read_as_what_is_known() -> None:
    stored = items.entry_item(a_beginning().entries[0]) | {
        "kind": "comment",
        "content": {"text": "Look", "mentions": ["ana"]},
    }

    assert items.entry_of(stored).content == Comment("Look")


def test_an_entry_whose_content_was_erased_is_still_there() -> None:
    stored = items.entry_item(a_beginning().entries[0])
    del stored["content"]

    assert items.entry_of(stored).content == Unsupported("message", "{}")


def test_an_owner_taken_away_is_told_from_one_not_known() -> None:
    step = a_conversation(owner=AGENT)
    entry = a_beginning(step).after.assign(None, NOW, Actor.agent(AgentId("a"))).entries[0]

    assert items.entry_of(items.entry_item(entry)).content == Assigned(None)
