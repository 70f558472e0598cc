"""A chat as agents see it: who wrote, how it was for the visitor, and who they turned out to be."""

from __future__ import annotations

from typing import Any

from tests.unit.handlers.chatting import visit
from tests.unit.handlers.house import Browser, House
from tests.unit.usecases.company import ANA


def entries(agent: Browser, conversation: str) -> list[Any]:
    found = agent.get(f"/conversations/{conversation}/entries").json()["items"]
    assert isinstance(found, list)
    return found


def test_a_rating_stands_in_the_log_with_its_score_and_its_words(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    tab = guest.tab()
    conversation = guest.starts(tab)

    tab.send({"type": "rate", "conversation": conversation, "score": 4, "text": "Quick"})

    last = entries(agent, conversation)[-1]
    assert (last["kind"], last["score"], last["text"]) == ("rated", 4, "Quick")
    assert last["actor"]["kind"] == "contact"


def test_an_address_that_was_typed_is_shown_as_a_claim(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    conversation = guest.starts(guest.tab())

    answer = guest.post(
        "email", {"email": "Carla@Customer.test", "name": "Carla", "conversation": conversation}
    )

    assert answer.status == 200
    last = entries(agent, conversation)[-1]
    told = {name: last[name] for name in ("kind", "name", "address", "proven")}
    assert told == {
        "kind": "recognised",
        "name": "Carla",
        "address": "carla@customer.test",
        "proven": False,
    }


def test_a_visitor_who_closes_is_named_as_the_reason(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    tab = guest.tab()
    conversation = guest.starts(tab)

    tab.send({"type": "close", "conversation": conversation})

    assert entries(agent, conversation)[-1]["why"] == [{"code": "closed_by_visitor", "about": ""}]


def test_how_far_the_visitor_has_read_is_told_with_the_conversation_and_at_once(
    shop: House, agent: Browser
) -> None:
    guest = visit(shop)
    tab = guest.tab()
    conversation = guest.starts(tab)
    watching = shop.socket(ANA)
    watching.send({"type": "watch", "inboxes": [], "conversation": conversation})
    assert agent.get(f"/conversations/{conversation}").json()["seen_through"] == 0
    answer = agent.post(f"/conversations/{conversation}/replies", {"last_seq": 1, "text": "It is."}).json()

    tab.send({"type": "seen", "conversation": conversation, "seq": answer["seq"]})

    assert watching.got[-1] == {"type": "visitor_seen", "conversation": conversation, "seq": answer["seq"]}
    assert agent.get(f"/conversations/{conversation}").json()["seen_through"] == answer["seq"]


def test_what_was_said_in_the_chat_is_told_apart_from_mail(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    conversation = guest.starts(guest.tab())
    mailed = shop.began()
    agent.post(f"/conversations/{conversation}/replies", {"last_seq": 1, "text": "It is."})
    agent.post(f"/conversations/{mailed.id}/replies", {"last_seq": 1, "text": "It left today."})

    said = [one["chat"] for one in entries(agent, conversation) if one["kind"] == "message"]
    written = [one["chat"] for one in entries(agent, mailed.id) if one["kind"] == "message"]

    assert said == [True, True]
    assert written[-1] is False
