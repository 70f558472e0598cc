"""Merging, parting and moving, as a browser sees it."""

from __future__ import annotations

from tests.unit.handlers.house import NOBODYS_ID, Browser, House
from tests.unit.usecases.company import SALES_INBOX, SUPPORT_INBOX


def rows(agent: Browser, **asked: str) -> list[str]:
    return [row["id"] for row in agent.get("/conversations", asked).json()["items"]]


def test_a_merge_answers_the_conversation_that_goes_on(house: House, agent: Browser) -> None:
    source, target = house.began(), house.began(number=77)

    answer = agent.post(f"/conversations/{source.id}/merge", {"into": target.id}, key="one")
    again = agent.post(f"/conversations/{source.id}/merge", {"into": target.id}, key="one")

    told = answer.json()
    assert (answer.status, told["id"], again.json()) == (200, target.id, told)
    assert told["merged_from"] == [{"conversation": source.id, "number": source.number}]
    assert told["merged_into"] is None
    old = agent.get(f"/conversations/{source.id}").json()
    assert old["merged_into"] == {"conversation": target.id, "number": 77}
    assert rows(agent) == [target.id]


def test_the_thread_shows_both_and_says_whose_an_entry_is(house: House, agent: Browser) -> None:
    source, target = house.began(), house.began()
    agent.post(f"/conversations/{source.id}/merge", {"into": target.id})

    entries = agent.get(f"/conversations/{target.id}/entries").json()["items"]

    kinds = [(entry["conversation"], entry["kind"]) for entry in entries]
    assert sorted(kinds) == sorted(
        [
            (source.id, "message"),
            (target.id, "message"),
            (target.id, "merged_from"),
            (source.id, "merged_into"),
        ]
    )
    assert {(entry["conversation"], entry["from_number"]) for entry in entries} == {
        (source.id, source.number),
        (target.id, None),
    }
    told = {entry["kind"]: entry["merged"] for entry in entries}
    assert told["merged_from"] == {"conversation": source.id, "number": source.number}
    assert told["merged_into"] == {"conversation": target.id, "number": target.number}


def test_its_pages_lead_to_the_beginning(house: House, agent: Browser) -> None:
    source, target = house.began(), house.began()
    for head in (source, target):
        for _ in range(4):
            house.wrote(head.id)
    agent.post(f"/conversations/{source.id}/merge", {"into": target.id})
    path = f"/conversations/{target.id}/entries"

    seen, page = [], agent.get(path, {"limit": 3}).json()
    while True:
        seen += [(entry["conversation"], entry["seq"]) for entry in page["items"]]
        if page["next"] is None:
            break
        page = agent.get(path, {"limit": 3, "before": page["next"]}).json()

    assert len(seen) == len(set(seen)) == 12


def test_an_undo_answers_the_one_that_is_alone_again(house: House, agent: Browser) -> None:
    source, target = house.began(), house.began()
    agent.post(f"/conversations/{source.id}/merge", {"into": target.id})

    answer = agent.post(f"/conversations/{source.id}/unmerge", {})

    assert (answer.status, answer.json()["id"], answer.json()["merged_into"]) == (200, source.id, None)
    assert agent.get(f"/conversations/{target.id}").json()["merged_from"] == []
    assert sorted(rows(agent)) == sorted([source.id, target.id])


def test_orders_about_what_was_merged_are_refused_and_say_where_it_goes_on(
    house: House, agent: Browser
) -> None:
    source, target = house.began(), house.began(number=77)
    agent.post(f"/conversations/{source.id}/merge", {"into": target.id})

    answer = agent.post(f"/conversations/{source.id}/replies", {"text": "Hello", "last_seq": 2})

    assert answer.problem == (409, "ConversationIsMerged", "")
    assert "#77" in answer.json()["detail"]


def test_what_cannot_be_merged_is_said(house: House, agent: Browser) -> None:
    source = house.began()
    elsewhere = house.began(inbox_id=SALES_INBOX.id)
    path = f"/conversations/{source.id}/merge"

    assert agent.post(path, {"into": source.id}).problem == (409, "CannotMerge", "")
    assert agent.post(path, {"into": elsewhere.id}).problem == (409, "CannotMerge", "")
    assert agent.post(path, {"into": NOBODYS_ID}).problem == (404, "NoSuchConversation", "into")
    assert agent.post(path, {"into": "../x"}).problem == (404, "NoSuchConversation", "into")
    assert agent.post(path, {}).problem == (422, "Invalid", "into")
    assert agent.post(f"/conversations/{NOBODYS_ID}/unmerge", {}).problem[1] == "NoSuchConversation"


def test_a_moved_conversation_is_in_the_other_inbox(house: House, agent: Browser) -> None:
    head = house.began()
    path = f"/conversations/{head.id}/move"

    answer = agent.post(path, {"inbox": SALES_INBOX.id}, key="one")
    again = agent.post(path, {"inbox": SALES_INBOX.id}, key="one")

    assert (answer.status, answer.json()["inbox"], again.json()) == (200, SALES_INBOX.id, answer.json())
    assert rows(agent, inbox=SALES_INBOX.id) == [head.id]
    assert rows(agent, inbox=SUPPORT_INBOX.id) == []
    moved = agent.get(f"/conversations/{head.id}/entries").json()["items"][-1]
    assert (moved["kind"], moved["inbox"], moved["from_inbox"]) == ("moved", SALES_INBOX.id, SUPPORT_INBOX.id)
    assert agent.post(path, {"inbox": "nowhere"}).problem == (404, "NoSuchInbox", "inbox")


def test_a_cursor_with_other_conversations_shows_nothing_of_them(house: House, agent: Browser) -> None:
    head, other = house.began(), house.began()
    house.wrote(other.id)
    forged = agent.get(f"/conversations/{other.id}/entries", {"limit": 1}).json()["next"]

    page = agent.get(f"/conversations/{head.id}/entries", {"before": forged}).json()

    assert all(entry["conversation"] == head.id for entry in page["items"])
