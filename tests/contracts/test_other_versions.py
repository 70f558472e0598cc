"""Code of another version has written here: what this one does not know is passed over, and stays."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Comment, Status, StatusChanged, Unsupported
from chalicelib.domain.workspace import AgentState, Role
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.ports.stores import Commit
from tests.builders import NOW, a_channel, an_agent, an_inbox
from tests.contracts.engines import Home
from tests.contracts.raw_rows import raw_row, rewrite
from tests.contracts.test_conversation_store import SYSTEM, begun

NEWER = {"schema": 7, "shimmer": ["silver", 3], "nothing": None}


def head_row(home: Home, head: Conversation) -> dict[str, object]:
    return raw_row(home, "conversations", f"C#{head.id}", "HEAD")


def test_rows_that_last_say_in_which_form_they_were_written(home: Home) -> None:
    head = begun(home)
    home.workspace.put_inbox(an_inbox())
    home.workspace.put_channel(a_channel())
    home.workspace.add_agent(an_agent())

    entry = raw_row(home, "conversations", f"C#{head.id}", "E#0000000001")
    things = [("inbox", an_inbox().id), ("channel", a_channel().id), ("agent", an_agent().id)]
    rows = [head_row(home, head), entry, *(raw_row(home, "workspace", *key) for key in things)]

    assert [row["schema"] for row in rows] == [1] * 5


def test_a_commit_leaves_what_newer_code_wrote_into_a_head(home: Home) -> None:
    head = begun(home)
    rewrite(home, "conversations", {**head_row(home, head), **NEWER})

    read = home.conversations.head(head.id)
    home.conversations.commit(Commit(read.record(Comment("still here"), NOW, SYSTEM)))

    assert read == head
    row = head_row(home, head)
    assert {name: row[name] for name in NEWER} == NEWER
    assert row["seq"] == head.seq + 1


def test_a_status_of_newer_code_survives_and_can_be_changed(home: Home) -> None:
    head = begun(home)
    row = head_row(home, head)
    shelf = f"{head.inbox_id}#snoozed"
    rewrite(home, "conversations", {**{k: v for k, v in row.items() if k != "desk"}, "shelf": shelf})

    read = home.conversations.head(head.id)
    step = read.set_status(Status.CLOSED, NOW, SYSTEM)
    home.conversations.commit(Commit(step))

    assert read.status == "snoozed"
    assert read.status not in set(Status)
    assert home.conversations.head(head.id).status is Status.CLOSED


def test_an_entry_of_newer_code_is_unsupported_whatever_it_holds(home: Home) -> None:
    head = begun(home)
    row = raw_row(home, "conversations", f"C#{head.id}", "E#0000000001")
    content = {"planet": "Mars", "depth": {"of": [1, {"rings": True}]}}
    rewrite(home, "conversations", {**row, **NEWER, "kind": "hologram", "content": content})

    (entry,) = home.conversations.entries(head.id)

    assert isinstance(entry.content, Unsupported)
    assert entry.kind == "hologram"
    assert raw_row(home, "conversations", f"C#{head.id}", "E#0000000001")["content"] == content


def test_content_with_more_than_this_code_knows_is_read_without_it(home: Home) -> None:
    head = begun(home)
    home.conversations.commit(Commit(head.record(StatusChanged(Status.CLOSED), NOW, SYSTEM)))
    row = raw_row(home, "conversations", f"C#{head.id}", "E#0000000002")
    rewrite(home, "conversations", {**row, "content": {**row["content"], "mood": "calm"}})

    assert home.conversations.entry(head.id, 2).content == StatusChanged(Status.CLOSED)


def test_changing_a_thing_of_the_team_leaves_what_newer_code_wrote(home: Home) -> None:
    agent = an_agent()
    home.workspace.add_agent(agent)
    row = raw_row(home, "workspace", "agent", agent.id)
    rewrite(home, "workspace", {**row, **NEWER, "role": "owner", "state": "on_leave"})

    read = home.workspace.agent(agent.id)
    home.workspace.change_agent(replace(read, name="Ana Maria"))

    assert (read.role, read.state) == ("owner", "on_leave")
    assert read.role not in set(Role)
    assert read.state not in set(AgentState)
    after = raw_row(home, "workspace", "agent", agent.id)
    assert {name: after[name] for name in (*NEWER, "role", "state")} == {
        **NEWER,
        "role": "owner",
        "state": "on_leave",
    }
    assert after["name"] == "Ana Maria"


def test_rows_older_than_the_number_are_read_and_not_refused(home: Home) -> None:
    head, inbox = begun(home), an_inbox()
    home.workspace.put_inbox(inbox)
    for noun, key in (("conversations", (f"C#{head.id}", "HEAD")), ("workspace", ("inbox", inbox.id))):
        row = raw_row(home, noun, *key)
        rewrite(home, noun, {name: value for name, value in row.items() if name != "schema"})

    home.workspace.put_inbox(replace(inbox, name="Help"))
    home.conversations.commit(Commit(home.conversations.head(head.id).record(Comment("older"), NOW, SYSTEM)))

    assert [one.name for one in home.workspace.inboxes()] == ["Help"]
    shelf = Shelf(head.inbox_id, status=Status.OPEN)
    assert [row.id for row in home.lists.page(shelf, after=None, limit=5).rows] == [head.id]
