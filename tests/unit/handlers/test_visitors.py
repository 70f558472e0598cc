"""Who is on the website, as the team sees them: listed, known, spoken to first, or wanted no more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from chalicelib.domain import identity_token
from chalicelib.domain.contact import Consent
from chalicelib.domain.ids import ContactId, VisitorId
from chalicelib.ports.stores import Connection, LiveStore, VisitorOnSite
from chalicelib.ports.visits import KEY
from chalicelib.usecases.leave_live import leave_live
from tests.unit.handlers.chatting import CHAT, PHONE, Guest, visit
from tests.unit.handlers.house import Browser, House
from tests.unit.handlers.signing import signed
from tests.unit.usecases.company import ANA, NOON, SALES_INBOX, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock

LAMPS = {"url": "https://shop.example/lamps?utm=1#top", "title": "Lamps"}


def on_site(agent: Browser, inbox: str = "") -> list[Any]:
    found = agent.get("/visitors", {"inbox": inbox} if inbox else None).json()["items"]
    assert isinstance(found, list)
    return found


def card(agent: Browser, conversation: str) -> dict[str, Any]:
    told = agent.get(f"/conversations/{conversation}/visitor").json()
    assert isinstance(told, dict)
    return told


def speak(agent: Browser, guest: Guest, text: str = "May I help?", key: str = "") -> Any:
    return agent.post(f"/visitors/{CHAT.id}/{guest.id}/chat", {"text": text}, key=key)


def test_whoever_has_the_chat_open_is_listed_with_their_page_and_device(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    tab = guest.tab()

    tab.send({"type": "page", **LAMPS})

    assert on_site(agent) == [
        {
            "channel": CHAT.id,
            "channel_name": "Website",
            "inbox": SUPPORT_INBOX.id,
            "visitor": guest.id,
            "here": True,
            "since": "2026-11-22T12:00:00Z",
            "seen_at": "2026-11-22T12:00:00Z",
            "page": {"url": "https://shop.example/lamps", "title": "Lamps"},
            "seen": 1,
            "country": "",
            "device": "phone",
            "language": "es-ES",
            "contact": None,
            "name": "",
            "email": "",
            "conversation": None,
        }
    ]


def test_who_came_last_is_first_and_who_left_long_ago_is_gone(
    shop: House, agent: Browser, clock: Clock
) -> None:
    first = visit(shop)
    tab = first.tab()
    clock.ahead(minutes=3)
    second = visit(shop)
    second.tab()

    assert [one["visitor"] for one in on_site(agent)] == [second.id, first.id]
    assert [one["here"] for one in on_site(agent)] == [True, False]

    tab.send({"type": "ping"})
    assert [one["here"] for one in on_site(agent)] == [True, True]

    clock.ahead(minutes=5, seconds=1)
    assert on_site(agent) == []


def test_who_closes_the_last_tab_is_here_no_longer_and_is_again_who_comes_back(
    shop: House, agent: Browser, clock: Clock
) -> None:
    guest, other = visit(shop), visit(shop)
    first, second = guest.tab(), guest.tab()
    other.tab()
    first.send({"type": "page", **LAMPS})

    def here() -> dict[str, bool]:
        return {one["visitor"]: one["here"] for one in on_site(agent)}

    clock.ahead(seconds=5)
    first.leave()
    assert here() == {guest.id: True, other.id: True}
    second.leave()
    assert here() == {guest.id: False, other.id: True}
    told = next(one for one in on_site(agent) if one["visitor"] == guest.id)
    assert (told["page"]["title"], told["seen_at"]) == ("Lamps", "2026-11-22T12:00:00Z")

    guest.tab()
    assert here() == {guest.id: True, other.id: True}


@dataclass
class OpenedMeanwhile:
    """The live table, on which a tab is opened right before its visitor is said to have left."""

    live: LiveStore
    tab: Connection

    def put_visitor(self, visitor: VisitorOnSite) -> None:
        if visitor.left:
            self.live.put_connection(self.tab)
        self.live.put_visitor(visitor)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.live, name)


def test_who_opens_a_tab_while_the_last_one_is_told_to_be_closed_is_here(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    tab = guest.tab()
    known = shop.ports.live.connection(tab.id, NOON)
    assert known
    meanwhile = OpenedMeanwhile(shop.ports.live, replace(known, id="another"))

    leave_live(replace(shop.ports, live=cast(LiveStore, meanwhile)), tab.id)

    assert [one["here"] for one in on_site(agent)] == [True]


def test_what_a_tab_says_counts_more_than_the_end_of_another_that_is_told_late(
    shop: House, agent: Browser
) -> None:
    guest = visit(shop)
    tab = guest.tab()
    left = shop.ports.live.visitor(CHAT.id, VisitorId(guest.id), NOON)
    assert left
    shop.ports.live.put_visitor(replace(left, left=True))

    tab.send({"type": "ping"})

    assert [one["here"] for one in on_site(agent)] == [True]


def test_an_inbox_shows_the_visitors_of_its_own_websites(shop: House, agent: Browser) -> None:
    visit(shop).tab()

    assert len(on_site(agent, SUPPORT_INBOX.id)) == 1
    assert on_site(agent, SALES_INBOX.id) == []


def test_who_has_written_is_listed_by_name_with_the_conversation(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    tab = guest.tab()
    conversation = guest.starts(tab, name="Carla")

    (one,) = on_site(agent)

    assert (one["name"], one["conversation"]) == ("Carla", conversation)


def test_the_card_of_a_chat_tells_who_they_say_to_be_and_where_they_are(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    tab = guest.tab()
    tab.send({"type": "page", "url": "https://shop.example/", "title": "Shop"})
    tab.send({"type": "page", **LAMPS})
    conversation = guest.starts(tab, email="Carla@customer.test")

    told = card(agent, conversation)

    assert (told["name"], told["email"], told["email_proven"]) == ("", "carla@customer.test", False)
    assert [page["title"] for page in told["pages"]] == ["Lamps", "Shop"]
    assert (told["online"], told["device"], told["visitor"]) == (True, "phone", guest.id)

    tab.leave()
    assert card(agent, conversation)["online"] is False


def test_who_is_proven_by_the_website_is_found_by_whichever_browser_they_came(
    shop: House, agent: Browser, clock: Clock
) -> None:
    guest = visit(shop)
    conversation = guest.starts(guest.tab())
    prove(shop, guest)
    clock.ahead(minutes=1)
    other = visit(shop)
    prove(shop, other)
    other.tab()

    told = card(agent, conversation)

    assert (told["visitor"], told["online"]) == (other.id, True)
    assert (told["email"], told["email_proven"], told["identified"]) == ("carla@customer.test", True, True)


def prove(shop: House, guest: Guest) -> Any:
    """The shop's own server says that the visitor is its customer 7."""
    key = identity_token.key_for(shop.ports.secrets.key(KEY), CHAT.id, 1)
    claims = {"sub": "7", "email": "carla@customer.test", "name": "Carla"}
    return guest.post("identify", {"token": signed(key, claims, shop.ports.now())})


def test_an_agent_can_speak_first_and_every_tab_hears_it_at_once(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    tabs = [guest.tab(), guest.tab()]
    tabs[0].send({"type": "page", **LAMPS})

    answer = speak(agent, guest)

    made = answer.json()
    assert answer.status == 201
    assert (made["owner"], made["subject"], made["channel_kind"]) == (ANA.id, "Lamps", "chat")
    assert made["waiting_since"] is None
    for tab in tabs:
        joined, said = (frame for frame in tab.got if frame["type"] == "entry")
        assert (joined["entry"]["kind"], joined["prev"]) == ("joined", 0)
        assert (said["entry"]["text"], said["entry"]["by"]) == ("May I help?", "agent")
        assert (said["conversation"], said["prev"]) == (made["id"], joined["entry"]["seq"])


def test_the_visitor_answers_into_the_conversation_that_the_agent_began(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    tab, other = guest.tab(), guest.tab()
    made = speak(agent, guest).json()

    said = tab.send({"type": "say", "id": "a1", "text": "Yes, please"})

    assert (said["type"], said["conversation"]) == ("said", made["id"])
    assert other.got[-1]["entry"]["text"] == "Yes, please"
    assert agent.get(f"/conversations/{made['id']}").json()["contact"]["name"] == f"Visitor {guest.id[-4:]}"


def test_a_tab_that_shows_another_conversation_keeps_it_and_hears_of_the_new_one(
    shop: House, agent: Browser
) -> None:
    guest = visit(shop)
    tab = guest.tab()
    earlier = guest.starts(tab)

    made = speak(agent, guest).json()

    assert tab.got[-1]["conversation"] == made["id"] != earlier
    assert tab.send({"type": "say", "id": "a1", "text": "One moment"})["conversation"] == earlier


def test_the_same_order_twice_begins_one_conversation(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    guest.tab()

    first, again = speak(agent, guest, key="k1").json(), speak(agent, guest, key="k1").json()

    assert first["id"] == again["id"]
    assert speak(agent, guest, "Another text", key="k1").problem[:2] == (409, "KeyUsedForAnotherRequest")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nobody_is_spoken_to_without_words(shop: House, agent: Browser, text: str) -> None:
    guest = visit(shop)
    guest.tab()

    assert speak(agent, guest, text).problem == (422, "Invalid", "text")


def test_whoever_has_left_the_site_cannot_be_spoken_to(shop: House, agent: Browser, clock: Clock) -> None:
    guest = visit(shop)
    guest.tab()
    clock.ahead(minutes=6)

    assert speak(agent, guest).problem == (404, "NoSuchVisitor", "")
    assert agent.post(f"/visitors/{'0' * 32}/{guest.id}/chat", {"text": "Hi"}).problem[0] == 404


@pytest.mark.parametrize("id_", ["x", "0" * 2_000, "%00", "9"])
def test_a_visitor_who_cannot_be_is_not_on_the_site(shop: House, agent: Browser, id_: str) -> None:
    assert agent.post(f"/visitors/{CHAT.id}/{id_}/chat", {"text": "Hi"}).problem[:2] == (404, "NoSuchVisitor")


def test_what_the_visitor_agreed_to_stands_in_the_words_that_they_saw(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    conversation = guest.starts(guest.tab())
    contact = shop.ports.contacts.get(ContactId(card(agent, conversation)["contact"]))
    agreed = Consent("You may keep what I write.", NOON, "https://shop.example/lamps")

    shop.ports.contacts.change_profile(replace(contact, consents=(agreed,)))

    assert card(agent, conversation)["consents"] == [
        {
            "text": "You may keep what I write.",
            "at": "2026-11-22T12:00:00Z",
            "page": "https://shop.example/lamps",
        }
    ]


@pytest.fixture
def blocked(shop: House, agent: Browser) -> tuple[Guest, Any, str]:
    """A visitor with an open tab whom Ana blocks; their conversation."""
    guest = visit(shop)
    tab = guest.tab()
    conversation = guest.starts(tab)
    assert agent.post(f"/contacts/{card(agent, conversation)['contact']}/block").status == 204
    return guest, tab, conversation


def test_who_is_blocked_loses_their_sockets_and_gets_no_other(
    shop: House, agent: Browser, blocked: tuple[Guest, Any, str]
) -> None:
    guest, tab, conversation = blocked

    assert not tab.is_open
    assert guest.post("ticket").problem[:2] == (403, "Blocked")
    opened = guest.browser.post("/chat/session", {"channel": CHAT.id, "token": guest.token})
    assert opened.problem[:2] == (403, "Blocked")
    assert guest.post("email", {"email": "x@y.test", "conversation": conversation}).problem[0] == 403
    assert on_site(agent) == []
    assert card(agent, conversation)["blocked"] == {"at": "2026-11-22T12:00:00Z", "by": ANA.id}
    assert speak(agent, guest).problem[:2] == (403, "Blocked")


def test_nothing_that_a_blocked_visitor_sends_is_taken(
    shop: House, agent: Browser, blocked: tuple[Guest, Any, str]
) -> None:
    guest, tab, conversation = blocked
    before = agent.get(f"/conversations/{conversation}").json()["seq"]

    tab.send({"type": "say", "id": "late", "conversation": conversation, "text": "Hello?"})
    away = guest.post("away", {"id": "a1", "text": "Hello?", "email": "x@y.test"})

    assert away.problem[:2] == (403, "Blocked")
    assert agent.get(f"/conversations/{conversation}").json()["seq"] == before


def test_a_ticket_from_before_opens_no_socket_after(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    conversation = guest.starts(guest.tab())
    ticket = guest.post("ticket").json()["ticket"]
    agent.post(f"/contacts/{card(agent, conversation)['contact']}/block")

    status, _ = shop.connect(ticket, {"Host": "127.0.0.1:8000", "Origin": "https://shop.example"})

    assert status == 403


def test_who_is_unblocked_comes_back_to_their_conversation(
    shop: House, agent: Browser, blocked: tuple[Guest, Any, str]
) -> None:
    guest, _, conversation = blocked

    agent.post(f"/contacts/{card(agent, conversation)['contact']}/unblock")

    said = guest.tab().send({"type": "say", "id": "a2", "conversation": conversation, "text": "Sorry"})
    assert said["type"] == "said"
    assert card(agent, conversation)["blocked"] is None


def test_a_block_holds_for_the_person_on_every_browser(shop: House, agent: Browser) -> None:
    guest = visit(shop)
    conversation = guest.starts(guest.tab())
    prove(shop, guest)
    agent.post(f"/contacts/{card(agent, conversation)['contact']}/block")
    other = visit(shop)
    tab = other.tab(User_Agent=PHONE)

    assert prove(shop, other).problem[:2] == (403, "Blocked")

    assert not tab.is_open
    assert other.post("ticket").problem[:2] == (403, "Blocked")


def test_what_is_said_of_oneself_meanwhile_takes_no_block_away(
    shop: House, agent: Browser, blocked: tuple[Guest, Any, str]
) -> None:
    _, _, conversation = blocked
    contact = shop.ports.contacts.get(ContactId(card(agent, conversation)["contact"]))

    shop.ports.contacts.change_profile(contact)

    assert card(agent, conversation)["blocked"] is not None


def test_only_who_may_work_on_conversations_may_block(nobody: Browser) -> None:
    assert nobody.post(f"/contacts/{'0' * 32}/block").status == 401
