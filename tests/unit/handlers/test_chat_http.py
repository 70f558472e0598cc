"""What a visitor's page asks over HTTP: from which sites, with which token, about whose conversations."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.domain import identity_token
from chalicelib.domain.chat_settings import Availability
from chalicelib.domain.contact import Identity
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.visits import KEY
from chalicelib.queries.visitor_conversations import AT_ONCE
from tests.unit.domain.test_identity_token import a_token
from tests.unit.handlers.house import SITE, Browser, House
from tests.unit.handlers.website import CHAT, PAGE, SHOP, Visitor, answered, of_type, texts, watching
from tests.unit.usecases.company import ANA, SUPPORT
from tests.unit.usecases.conftest import Clock, RecordingGateway


def allow_only(house: House, *sites: str) -> None:
    settings = house.ports.workspace.chat_settings(CHAT.id)
    house.ports.workspace.put_chat_settings(settings.changed(origins=sites))


def identity_of(house: House, clock: Clock, **claims: Any) -> str:
    """A token as the shop's own server would make it."""
    key = identity_token.key_for(house.ports.secrets.key(KEY), CHAT.id, 1)
    return a_token(key, exp=int(clock().timestamp()) + 600, **claims)


def test_a_page_gets_a_visitor_and_keeps_it_by_its_token(visitor: Visitor) -> None:
    first = visitor.session().json()
    again = visitor.session().json()

    assert (first["visitor"], first["channel"]) == (again["visitor"], CHAT.id)
    assert first["conversations"] == []
    assert not first["identified"]


@pytest.mark.parametrize("token", ["", "x", "é" * 50, "A" * 71])
def test_a_token_that_is_bad_makes_a_new_visitor_and_no_error(token: str, visitor: Visitor) -> None:
    known = visitor.session().json()["visitor"]
    visitor.token = token
    del visitor.browser.headers["x-bandeja-visitor"]

    assert visitor.session().json()["visitor"] != known


def test_a_token_that_has_ended_opens_nothing_and_a_session_makes_a_new_one(
    visitor: Visitor, clock: Clock
) -> None:
    visitor.chatting()
    clock.ahead(days=181)

    assert visitor.browser.post("/chat/ticket").problem == (401, "NotSignedIn", "")
    assert visitor.session().json()["conversations"] == []


def test_a_session_renews_the_token(visitor: Visitor, clock: Clock) -> None:
    visitor.chatting()
    for _ in range(3):
        clock.ahead(days=100)
        assert len(visitor.session().json()["conversations"]) == 1


def test_what_is_no_chat_has_no_session(site: House, visitor: Visitor) -> None:
    for channel in (SUPPORT.id, "0" * 32, "x"):
        assert visitor.session(channel).problem == (404, "NoSuchChannel", "channel")


def test_any_site_may_show_a_chat_that_names_none(site: House) -> None:
    for page in (SHOP, "http://localhost:3000", "https://other.example"):
        assert Visitor(site, page).session().status == 200


def test_only_the_sites_that_are_named_may_show_the_chat(site: House) -> None:
    shop, other = Visitor(site), Visitor(site, "https://other.example")
    shop.session()
    allow_only(site, SHOP)

    assert shop.session().status == 200
    assert other.session().problem == (403, "WrongOrigin", "")
    assert Visitor(site, SITE).session().status == 200  # a page of our own, such as the preview
    assert Visitor(site, "null").session().problem[:2] == (403, "WrongOrigin")
    other.token = shop.token
    other.browser.headers["x-bandeja-visitor"] = shop.token
    assert other.browser.post("/chat/ticket").problem[:2] == (403, "WrongOrigin")
    assert other.handshake(shop.ticket())[0] == 403
    assert shop.handshake(shop.ticket())[0] == 200


def test_a_preflight_allows_what_the_page_wants_to_send_and_no_cookie(visitor: Visitor) -> None:
    for path in ("/chat/session", "/chat/ticket", f"/chat/conversations/{'0' * 32}"):
        asked = {"access-control-request-method": "POST", "content-type": ""}
        answer = visitor.browser.send("OPTIONS", path, headers=asked)

        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert "x-bandeja-visitor" in answer.headers["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in answer.headers


def test_the_page_may_read_every_answer_also_that_it_was_refused(visitor: Visitor) -> None:
    refused = visitor.browser.post("/chat/ticket")

    assert refused.problem == (401, "NotSignedIn", "")
    for answer in (refused, visitor.session()):
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert answer.headers["vary"] == "Origin"
        assert "set-cookie" not in answer.headers


def test_other_routes_are_shared_with_no_site(agent: Browser) -> None:
    agent.headers["origin"] = SHOP

    assert "access-control-allow-origin" not in agent.get("/me").headers
    assert "access-control-allow-methods" not in agent.send("OPTIONS", "/me").headers


def test_an_agents_cookie_makes_nobody_a_visitor(site: House) -> None:
    assert site.browser(ANA).post("/chat/ticket").problem == (401, "NotSignedIn", "")


def test_a_ticket_opens_one_socket_once_and_ends(site: House, visitor: Visitor, clock: Clock) -> None:
    used, late = visitor.ticket(), visitor.ticket()

    assert [visitor.handshake(used)[0], visitor.handshake(used)[0]] == [200, 403]
    clock.ahead(seconds=31)
    assert visitor.handshake(late)[0] == 403


def test_the_socket_is_at_the_address_of_the_site(visitor: Visitor) -> None:
    visitor.session()
    answer = visitor.browser.post("/chat/ticket").json()

    assert answer["socket_url"] == f"ws://127.0.0.1:8000/socket?ticket={answer['ticket']}"


def test_new_visitors_of_one_address_are_bounded_and_known_ones_are_not(
    site: House, visitor: Visitor, clock: Clock
) -> None:
    visitor.session()
    answers = [Visitor(site).session() for _ in range(70)]

    assert [answer.status for answer in answers].count(200) == 59
    assert answers[-1].problem[:2] == (429, "TooManyTries")
    assert visitor.session().status == 200
    clock.ahead(minutes=11)
    assert Visitor(site).session().status == 200


def test_tickets_of_one_visitor_are_bounded(visitor: Visitor) -> None:
    visitor.session()
    answers = [visitor.browser.post("/chat/ticket").status for _ in range(125)]

    assert (answers.count(201), answers.count(429)) == (120, 5)


def test_what_one_visitor_may_leave_claim_and_upload_is_bounded(visitor: Visitor, clock: Clock) -> None:
    visitor.session()
    asked: list[tuple[str, dict[str, object]]] = [
        ("/chat/away", {"text": "Call me"}),
        ("/chat/uploads", {"name": "a", "size": 1}),
        ("/chat/identify", {"token": "x"}),
    ]

    for (path, body), most in zip(asked, (20, 60, 30), strict=True):
        more = {"id": "m"} if path == "/chat/away" else {}
        answers = [visitor.browser.post(path, body | more).status for _ in range(most + 1)]
        assert (429 in answers[:most], answers[most]) == (False, 429), path
    clock.ahead(minutes=11)
    assert visitor.browser.post("/chat/uploads", {"name": "a", "size": 1}).status == 201


def test_the_address_of_a_visitor_stands_nowhere_in_the_clear(site: House, visitor: Visitor) -> None:
    visitor.chatting()

    database = site.ports.live._database  # type: ignore[attr-defined]  # the rows themselves are looked at
    with database.reading() as read:
        tables = [row["name"] for row in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [str(tuple(row)) for table in tables for row in read.execute(f"SELECT * FROM {table}")]
    assert rows
    assert not [row for row in rows if "127.0.0.1" in row]


def test_an_earlier_conversation_is_read_in_stretches(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    answered(site, conversation, "Yes.")

    whole = visitor.browser.get(f"/chat/conversations/{conversation}").json()
    rest = visitor.browser.get(f"/chat/conversations/{conversation}", {"after": 1}).json()

    assert [entry["kind"] for entry in whole["entries"]] == ["message", "joined", "message"]
    assert rest["entries"] == whole["entries"][1:]
    assert (whole["seq"], whole["closed"], whole["more"]) == (3, False, False)


def test_what_was_said_behind_a_long_talk_among_the_team_is_reached(site: House, visitor: Visitor) -> None:
    tab, conversation = visitor.chatting()
    ana, path = site.browser(ANA), f"/conversations/{conversation}/comments"
    for number in range(AT_ONCE):
        assert ana.post(path, {"text": f"Hm {number}"}).status == 201
    answered(site, conversation, "Yes.")

    told = tab.send({"type": "resume", "conversation": conversation, "after": 1})
    seen = list(told["entries"])
    while told["more"]:
        told = tab.send({"type": "resume", "conversation": conversation, "after": seen[-1]["seq"]})
        seen += told["entries"]

    assert [entry["text"] for entry in seen if entry["kind"] == "message"] == ["Yes."]
    assert seen[-1]["seq"] == told["seq"]


def test_nobody_reads_a_conversation_of_somebody_else(site: House, visitor: Visitor) -> None:
    _, theirs = visitor.chatting()
    stranger = Visitor(site)
    stranger.chatting()

    for conversation in (theirs, site.began().id):
        answer = stranger.browser.get(f"/chat/conversations/{conversation}")
        assert answer.problem == (404, "NoSuchConversation", "conversation")


def test_a_file_goes_both_ways(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    slot = visitor.browser.post("/chat/uploads", {"name": "crack.txt", "size": 5}).json()
    site.upload(slot, b"crack")

    socket.send({"type": "say", "id": "f", "text": "", "files": [slot["id"]]})

    (file,) = of_type(socket, "entry")[-1]["entry"]["files"]
    assert (file["name"], file["size"]) == ("crack.txt", 5)
    link = visitor.browser.get(f"/chat/attachments/{file['id']}").json()["url"]
    assert link.startswith(f"{SITE}/files/")
    assert slot["url"].startswith(SITE)  # the page is another site's
    stranger = Visitor(site)
    stranger.chatting()
    assert stranger.browser.get(f"/chat/attachments/{file['id']}").status == 404
    assert visitor.browser.get(f"/chat/attachments/{conversation}-9-0").status == 404
    assert visitor.browser.get(f"/chat/attachments/{conversation}-2-raw").status == 404


def test_the_file_of_one_visitor_cannot_be_sent_by_another(site: House, visitor: Visitor) -> None:
    visitor.session()
    slot = visitor.browser.post("/chat/uploads", {"name": "a", "size": 1}).json()
    site.upload(slot, b"a")

    answer = Visitor(site).socket().send({"type": "say", "id": "f", "text": "x", "files": [slot["id"]]})

    assert (answer["code"], answer["field"]) == ("Invalid", "files[0]")


def test_no_file_is_taken_where_the_channel_takes_none(site: House, visitor: Visitor) -> None:
    settings = site.ports.workspace.chat_settings(CHAT.id)
    site.ports.workspace.put_chat_settings(settings.changed(uploads=False))
    visitor.session()

    assert visitor.browser.post("/chat/uploads", {"name": "a", "size": 1}).problem[:2] == (422, "Invalid")


def test_who_leaves_an_address_is_shown_with_it_and_it_proves_nothing(site: House, visitor: Visitor) -> None:
    _, conversation = visitor.chatting()

    answer = visitor.browser.post("/chat/email", {"email": "Eva@Example.com", "conversation": conversation})

    head = site.ports.conversations.head(ConversationId(conversation))
    assert answer.json() == {"name": "", "email": "eva@example.com", "identified": False}
    assert (head.contact_name, head.contact_address) == ("eva@example.com", "eva@example.com")
    assert site.ports.contacts.by_identity(Identity("email", "eva@example.com")) is None


@pytest.mark.parametrize("email", ["", " ", "eva", "@x", "eva@", "e va@x.test"])
def test_an_address_that_cannot_be_one_is_named(email: str, visitor: Visitor) -> None:
    _, conversation = visitor.chatting()

    answer = visitor.browser.post("/chat/email", {"email": email, "conversation": conversation})

    assert answer.problem == (422, "Invalid", "email")


def test_a_person_who_is_identified_finds_their_history_on_another_browser(
    site: House, visitor: Visitor, clock: Clock
) -> None:
    _, conversation = visitor.chatting("Written before anybody knew me")
    token = identity_of(site, clock, sub="42", email="eva@example.com", name="Eva")

    known = visitor.browser.post("/chat/identify", {"token": token})
    laptop = Visitor(site)
    laptop.session()
    laptop.browser.post("/chat/identify", {"token": token})

    assert known.json() == {"name": "Eva", "email": "eva@example.com", "identified": True}
    (there,) = laptop.session().json()["conversations"]
    assert there["id"] == conversation
    head = site.ports.conversations.head(ConversationId(conversation))
    assert (head.contact_name, head.contact_address) == ("Eva", "eva@example.com")


def test_two_people_on_one_browser_do_not_see_each_other(site: House, visitor: Visitor, clock: Clock) -> None:
    visitor.session()
    visitor.browser.post("/chat/identify", {"token": identity_of(site, clock, sub="eva")})
    visitor.chatting("From Eva")

    visitor.browser.post("/chat/identify", {"token": identity_of(site, clock, sub="bruno")})

    assert visitor.session().json()["conversations"] == []
    visitor.browser.post("/chat/identify", {"token": identity_of(site, clock, sub="eva")})
    assert len(visitor.session().json()["conversations"]) == 1


def test_an_open_tab_becomes_the_person_who_is_identified(
    site: House, visitor: Visitor, clock: Clock
) -> None:
    socket, conversation = visitor.chatting()

    visitor.browser.post("/chat/identify", {"token": identity_of(site, clock, sub="42")})

    assert socket.send({"type": "say", "id": "b", "text": "still me", "conversation": conversation})["seq"]


def test_a_mail_that_was_proven_and_a_chat_that_is_identified_are_one_person(
    site: House, visitor: Visitor, clock: Clock
) -> None:
    mail = site.began()
    address = site.ports.contacts.get(mail.contact_id).email
    _, conversation = visitor.chatting()

    visitor.browser.post("/chat/identify", {"token": identity_of(site, clock, sub="7", email=address)})

    head = site.ports.conversations.head(ConversationId(conversation))
    assert head.contact_id == mail.contact_id
    assert [one["id"] for one in visitor.session().json()["conversations"]] == [conversation]  # no mail


def test_a_wrong_identity_changes_nothing(site: House, visitor: Visitor) -> None:
    visitor.session()

    answer = visitor.browser.post("/chat/identify", {"token": a_token(key="x" * 64)})

    assert answer.problem == (422, "Invalid", "token")
    assert not visitor.session().json()["identified"]


def test_what_was_said_is_mailed_to_the_known_address_and_no_more_than_three_times_an_hour(
    site: House, visitor: Visitor, gateway: RecordingGateway
) -> None:
    _, conversation = visitor.chatting("Is it waterproof?")
    answered(site, conversation, "Yes.")
    asked = {"conversation": conversation}
    assert visitor.browser.post("/chat/transcript", asked).problem == (422, "Invalid", "email")
    visitor.browser.post("/chat/email", {"email": "eva@example.com", **asked})

    answers = [visitor.browser.post("/chat/transcript", asked).status for _ in range(4)]

    assert answers == [202, 202, 202, 429]
    sent = gateway.sent[0]
    assert sent.recipients == ("eva@example.com",)
    assert "Is it waterproof?" in sent.text and "Ana" in sent.text
    assert sent.message.subject == "Your conversation with Clay Shop"


def test_words_left_while_nobody_is_there_begin_a_conversation(site: House, visitor: Visitor) -> None:
    visitor.session()
    agent = watching(site)
    body = {"id": "a", "text": "Call me", "email": "eva@example.com", **PAGE}

    first, again = (visitor.browser.post("/chat/away", body) for _ in range(2))

    assert (first.status, first.json()) == (201, again.json())
    assert len(of_type(agent, "changed")) == 1
    (there,) = visitor.session().json()["conversations"]
    assert (there["preview"], there["subject"]) == ("Call me", "Vases")
    other = visitor.browser.post("/chat/away", body | {"text": "Another text"})
    assert other.problem[:2] == (409, "KeyUsedForAnotherRequest")


def test_whether_somebody_answers_is_told(site: House, visitor: Visitor) -> None:
    assert visitor.session().json()["available"]
    settings = site.ports.workspace.chat_settings(CHAT.id)
    site.ports.workspace.put_chat_settings(settings.changed(availability=Availability(mode="agents")))

    assert not visitor.session().json()["available"]
    watching(site)
    assert visitor.session().json()["available"]


def test_an_open_tab_hears_what_was_left_over_http(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    answered(site, conversation, "Hello")

    assert texts(socket) == [("agent", "Hello")]
    assert json.dumps(socket.got)
