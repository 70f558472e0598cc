"""A visitor's socket: what they say is kept once, and everybody who is to see it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.chatflow import Build, Chatflow, Consent, Content, FlowState, Options
from chalicelib.domain.contact import Identity
from chalicelib.domain.entry import Message
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.visits import ON_SITE
from chalicelib.domain.workspace import Agent
from chalicelib.handlers import chat_sockets, followed_chats
from chalicelib.handlers.chat_frames import ToVisitorFrame, VisitorFrame
from tests.unit.handlers.house import House
from tests.unit.handlers.website import (
    CHAT,
    PAGE,
    SHOP,
    Visitor,
    answered,
    of_type,
    texts,
    watching,
)
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import Clock


def log_of(house: House, conversation: str) -> list[str]:
    entries = house.ports.conversations.entries(ConversationId(conversation))
    return [entry.content.text for entry in entries if isinstance(entry.content, Message)]


def test_a_visitor_and_an_agent_talk_live(site: House, visitor: Visitor) -> None:
    agent = watching(site)

    socket, conversation = visitor.chatting("Is it waterproof?")
    assert [frame["kinds"] for frame in of_type(agent, "changed")] == [["message"]]
    assert answered(site, conversation, "Yes, it is glazed.").status == 201
    socket.send({"type": "say", "id": "second", "text": "Good. In grey?"})

    assert texts(socket) == [("agent", "Yes, it is glazed."), ("visitor", "Good. In grey?")]
    assert [frame["kinds"] for frame in of_type(agent, "changed")] == [
        ["message"],
        ["assigned", "message"],
        ["message"],
    ]


def test_what_is_said_without_a_start_begins_a_conversation_and_goes_on_in_it(visitor: Visitor) -> None:
    socket = visitor.socket()

    first = socket.send({"type": "say", "id": "a", "text": "Hello?"})
    second = socket.send({"type": "say", "id": "b", "text": "Anybody?"})

    assert (first["type"], first["id"], first["seq"]) == ("said", "a", 1)
    assert (second["conversation"], second["seq"]) == (first["conversation"], 2)


def test_words_without_a_conversation_go_to_the_one_that_is_open_now_whatever_was_before(
    site: House, visitor: Visitor
) -> None:
    socket, earlier = visitor.chatting("The first matter")
    later = socket.send({"type": "start", "id": "b", "text": "Another matter"})["conversation"]
    followed_chats.follows(site.ports, socket.id, ConversationId(earlier))  # as an older process would think

    said = socket.send({"type": "say", "id": "c", "text": "More of it"})

    assert said["conversation"] == later
    assert log_of(site, later) == ["Another matter", "More of it"]
    assert log_of(site, earlier) == ["The first matter"]


def test_words_that_are_sent_again_are_kept_once_and_answered_the_same(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    again = {"type": "say", "id": "b", "text": "Hello?", "conversation": conversation}

    answers = [visitor.socket().send(again), socket.send(again), socket.send(again)]

    assert [one for one in answers if one["type"] == "said"] == answers
    assert len({(one["conversation"], one["seq"]) for one in answers}) == 1
    assert log_of(site, conversation) == ["Is it waterproof?", "Hello?"]


def test_a_start_from_two_tabs_with_one_id_begins_one_conversation(site: House, visitor: Visitor) -> None:
    one, other = visitor.socket(), visitor.socket()
    start = {"type": "start", "id": "x", "text": "Hello"}

    answers = [one.send(start), other.send(start)]

    assert answers[0] == answers[1]
    assert len(site.ports.lists.of_contact(_contact_id(site, visitor), 10)) == 1


def test_another_text_under_an_id_that_is_taken_is_refused_and_nothing_is_lost(
    site: House, visitor: Visitor
) -> None:
    socket, conversation = visitor.chatting("One")

    refused = socket.send({"type": "start", "id": "first", "text": "Another"})

    assert (refused["type"], refused["code"], refused["id"]) == ("error", "KeyUsedForAnotherRequest", "first")
    assert log_of(site, conversation) == ["One"]


def test_the_id_of_one_visitor_says_nothing_about_that_of_another(site: House, visitor: Visitor) -> None:
    other = Visitor(site)

    mine, theirs = visitor.chatting("Mine")[1], other.chatting("Theirs")[1]

    assert mine != theirs
    assert (log_of(site, mine), log_of(site, theirs)) == (["Mine"], ["Theirs"])


def test_each_tab_sees_what_is_said_in_the_other(visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    other = visitor.socket()
    other.send({"type": "hello", "conversation": conversation})

    socket.send({"type": "say", "id": "b", "text": "From the first tab"})

    assert texts(other) == [("visitor", "From the first tab")]


def test_a_visitor_sees_nothing_of_what_the_team_does_among_itself(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    ana = site.browser(ANA)

    ana.post(f"/conversations/{conversation}/comments", {"text": "A difficult one."})
    ana.post(f"/conversations/{conversation}/spam")
    answered(site, conversation)

    resumed = visitor.socket().send({"type": "resume", "conversation": conversation})
    told = [frame["entry"] for frame in of_type(socket, "entry")]
    assert "difficult" not in str(socket.got) + str(resumed)
    assert {entry["kind"] for entry in told} == {"joined", "message"}
    assert "ana@bandeja.test" not in str(socket.got) + str(resumed)


def test_what_a_tab_missed_is_told_by_the_gap_and_fetched(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    socket.leave()
    site.browser(ANA).post(f"/conversations/{conversation}/comments", {"text": "a note between"})
    answered(site, conversation, "While you were away")

    back = visitor.socket()
    hello = back.send({"type": "hello", "conversation": conversation})
    resumed = back.send({"type": "resume", "conversation": conversation, "after": 1})
    answered(site, conversation, "And one more")

    assert hello["conversations"][0]["unread"] == 1
    assert [entry["text"] for entry in resumed["entries"] if entry["kind"] == "message"] == [
        "While you were away"
    ]
    newer = of_type(back, "entry")[-1]
    assert newer["prev"] == resumed["seq"] == resumed["entries"][-1]["seq"]


def test_a_tab_that_comes_back_is_told_what_it_missed_before_anything_else(
    site: House, visitor: Visitor
) -> None:
    socket, conversation = visitor.chatting()
    socket.leave()
    answered(site, conversation, "While you were away")

    back = visitor.socket()
    hello = back.send({"type": "hello", "conversation": conversation, "after": 1})

    assert [frame["type"] for frame in back.got] == ["resumed", "hello"]
    missed = back.got[0]
    assert [entry["text"] for entry in missed["entries"] if entry["kind"] == "message"] == [
        "While you were away"
    ]
    assert missed["seq"] == missed["entries"][-1]["seq"] == hello["conversations"][0]["seq"]


@pytest.mark.parametrize("after", [0, 1, 9])
def test_a_tab_that_missed_nothing_or_has_nothing_yet_is_told_no_entries(
    visitor: Visitor, after: int
) -> None:
    socket, conversation = visitor.chatting()
    socket.leave()

    back = visitor.socket()
    back.send({"type": "hello", "conversation": conversation, "after": after})

    assert [frame["type"] for frame in back.got] == ["hello"]


def test_every_entry_names_the_one_before_that_the_visitor_can_see(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    for number in range(3):
        site.browser(ANA).post(f"/conversations/{conversation}/comments", {"text": f"note {number}"})
        answered(site, conversation, f"answer {number}")
        socket.send({"type": "say", "id": f"say{number}", "text": "ok"})

    seqs = [1, *(frame["entry"]["seq"] for frame in of_type(socket, "entry"))]
    assert [frame["prev"] for frame in of_type(socket, "entry")] == seqs[:-1]
    assert socket.send({"type": "ping"}) == {"type": "pong", "conversation": conversation, "seq": seqs[-1]}


@pytest.mark.parametrize("kind", ["resume", "ping", "close", "say", "seen", "rate", "hello", "typing"])
def test_a_visitor_reaches_no_conversation_but_their_own(kind: str, site: House, visitor: Visitor) -> None:
    _, theirs = visitor.chatting("A secret")
    mail = site.began()
    stranger = Visitor(site)
    socket, _ = stranger.chatting()
    more: dict[str, dict[str, object]] = {
        "say": {"id": "z", "text": "x"},
        "seen": {"seq": 1},
        "rate": {"score": 1},
        "typing": {"on": True},
    }

    for conversation in (theirs, mail.id, "0" * 32, "x", "../x"):
        socket.got.clear()
        answer = socket.send({"type": kind, "conversation": conversation, **more.get(kind, {})})

        if kind == "typing":  # nothing is looked at, and nobody is told
            assert answer is None or answer["code"] == "NoSuchConversation"
            continue
        assert (answer["type"], answer["code"]) == ("error", "NoSuchConversation")
        assert "secret" not in str(socket.got)
    assert log_of(site, theirs) == ["A secret"]


def test_typing_is_told_to_agents_who_have_it_open_and_kept_nowhere(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    looking, elsewhere = watching(site, conversation), watching(site)
    before = site.ports.conversations.head(ConversationId(conversation))

    socket.send({"type": "typing", "on": True, "text": "I am thinking of"})

    assert of_type(looking, "visitor_typing") == [
        {"type": "visitor_typing", "conversation": conversation, "on": True, "text": ""}
    ]
    assert elsewhere.got == []
    assert site.ports.conversations.head(before.id) == before


def test_agents_see_what_is_being_written_where_the_settings_say_so(
    site: House, visitor: Visitor, clock: Clock
) -> None:
    settings = site.ports.workspace.chat_settings(CHAT.id)
    site.ports.workspace.put_chat_settings(settings.changed(preview=True))
    socket, conversation = visitor.chatting()
    agent = watching(site, conversation)

    socket.send({"type": "typing", "on": True, "text": "I am thinking of"})

    assert of_type(agent, "visitor_typing")[0]["text"] == "I am thinking of"


def test_the_visitor_sees_that_an_agent_writes(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    agent = watching(site, conversation)

    for doing in ("replying", "viewing"):
        agent.send({"type": "presence", "conversation": conversation, "doing": doing})

    told = of_type(socket, "typing")
    assert [(frame["agent"]["name"], frame["on"]) for frame in told] == [("Ana", True), ("Ana", False)]


def test_what_the_chatflow_said_stands_before_the_answer_to_it(site: House, visitor: Visitor) -> None:
    welcome = Build(welcome=Words("Hello {{name}}, is it about {{page}}?", "Hola"))
    live = Content(build=welcome)
    flow = Chatflow("f1", CHAT.id, "All", "n", state=FlowState.LIVE, draft=live, live=live)
    site.ports.workspace.put_chatflow(flow)
    socket = visitor.socket()

    said = socket.send(
        {"type": "start", "id": "a", "text": "Yes", "chatflow": "f1", "name": "Eva", "page": PAGE}
    )
    resumed = socket.send({"type": "resume"})

    assert said["seq"] == 2
    assert log_of(site, said["conversation"]) == ["Hello Eva, is it about Vases?", "Yes"]
    assert [entry["by"] for entry in resumed["entries"]] == ["system", "visitor"]
    head = site.ports.conversations.head(said["conversation"])
    assert head.preview == "Yes"
    assert head.waiting_since is not None
    assert site.ports.conversations.unsettled_work(head.id) == ()


def test_no_secret_of_a_pages_address_gets_into_what_the_chatflow_said(site: House, visitor: Visitor) -> None:
    live = Content(build=Build(welcome=Words("You look at {{url}}")))
    flow = Chatflow("f1", CHAT.id, "All", "n", state=FlowState.LIVE, draft=live, live=live)
    site.ports.workspace.put_chatflow(flow)

    said = visitor.socket().send({"type": "start", "id": "a", "text": "Yes", "chatflow": "f1", "page": PAGE})

    assert log_of(site, said["conversation"]) == [f"You look at {SHOP}/vases", "Yes"]


def test_what_somebody_known_agrees_to_is_kept_once_however_it_is_sent(site: House, visitor: Visitor) -> None:
    asked = Consent(Words("I agree that you keep this.", "De acuerdo."))
    live = Content(options=Options(consent=asked))
    flow = Chatflow("f1", CHAT.id, "All", "n", state=FlowState.LIVE, draft=live, live=live)
    site.ports.workspace.put_chatflow(flow)
    socket, _ = visitor.chatting("Known from now on")
    more = {"text": "Again", "chatflow": "f1", "consent": True}

    for _ in range(2):
        socket.send({"type": "start", "id": "b", "page": PAGE, **more})
        left = {"id": "c", "url": PAGE["url"], "title": "Vases", **more}
        assert visitor.browser.post("/chat/away", left).status == 201

    contact = site.ports.contacts.get(_contact_id(site, visitor))
    assert [one.text for one in contact.consents] == ["I agree that you keep this."]
    other = visitor.browser.post("/chat/away", {"id": "d", "url": f"{SHOP}/cart", **more})
    assert other.status == 201
    assert len(site.ports.contacts.get(contact.id).consents) == 2  # on another page


def test_what_a_visitor_has_seen_is_told_and_never_goes_back(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    answered(site, conversation)
    agent = watching(site, conversation)
    last = of_type(socket, "entry")[-1]["entry"]["seq"]

    for seq in (last, 1, 999):
        socket.send({"type": "seen", "seq": seq})

    assert of_type(agent, "visitor_seen") == [
        {"type": "visitor_seen", "conversation": conversation, "seq": last}
    ]
    assert site.ports.conversations.head(ConversationId(conversation)).seen_through == last


def test_the_visitor_sees_how_far_the_team_has_read(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()

    site.browser(ANA).post(f"/conversations/{conversation}/opened", {"through": None})

    assert of_type(socket, "seen") == [{"type": "seen", "conversation": conversation, "seq": 1}]
    (there,) = visitor.session().json()["conversations"]
    assert there["seen"] == 1


def test_a_visitor_closes_rates_and_opens_it_again_by_writing(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()

    for frame in ({"type": "close"}, {"type": "close"}, {"type": "rate", "score": 4, "text": "Quick"}):
        socket.send(frame)
    socket.send({"type": "rate", "score": 4, "text": "Quick"})
    socket.send({"type": "say", "id": "b", "text": "One more thing"})

    told = [frame["entry"] for frame in of_type(socket, "entry")]
    assert [entry["kind"] for entry in told] == ["closed", "rated", "message", "reopened"]
    assert told[1]["score"] == 4


def test_the_pages_they_see_are_known_without_what_may_be_secret_in_them(
    site: House, visitor: Visitor, clock: Clock
) -> None:
    socket, conversation = visitor.chatting()
    agent = watching(site, conversation)
    socket.send({"type": "hello", "page": PAGE})
    socket.send({"type": "page", "url": f"{SHOP}/cart?token=x", "title": "  Your\n cart "})

    (here,) = site.ports.live.visitors(CHAT.id, clock())
    assert here.pages == (("Your cart", f"{SHOP}/cart"), ("Vases", f"{SHOP}/vases"))
    assert (here.device, here.language, here.country) == ("phone", "es-ES", "")
    assert of_type(agent, "visitor_page")[0]["url"] == f"{SHOP}/cart"
    clock.now += ON_SITE
    assert site.ports.live.visitors(CHAT.id, clock()) == ()


def test_the_country_is_what_the_site_in_front_tells(site: House, visitor: Visitor, clock: Clock) -> None:
    visitor.socket(**{"CloudFront-Viewer-Country": "PT"})

    assert site.ports.live.visitors(CHAT.id, clock())[0].country == "PT"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ("{", "Invalid", ""),
        ("[]", "Invalid", ""),
        ('{"type": "zzz"}', "Invalid", "type"),
        ('{"type": "watch", "inboxes": []}', "Invalid", "type"),
        ('{"type": "say", "id": "a", "text": 1}', "Invalid", "text"),
        ('{"type": "say", "text": "no id"}', "Invalid", "id"),
        ('{"type": "say", "id": "a b", "text": "x"}', "Invalid", "id"),
        ('{"type": "say", "id": "a", "text": "x", "more": 1}', "Invalid", "more"),
        ('{"type": "say", "id": "a", "text": "  "}', "Invalid", "text"),
        ('{"type": "say", "id": "a", "text": "%s"}' % ("x" * 4_001), "Invalid", "text"),
        ('{"type": "say", "id": "a", "text": "%s"}' % ("x" * 33_000), "TooLarge", ""),
        ('{"type": "say", "id": "a", "text": "x", "files": ["nope"]}', "Invalid", "files[0]"),
        ('{"type": "start", "id": "a", "text": "x", "email": "nobody"}', "Invalid", "email"),
        ('{"type": "rate", "score": 6}', "Invalid", "score"),
        ("[" * 30_000, "Invalid", ""),
    ],
)
def test_a_bad_frame_is_answered_with_a_code_and_the_socket_stays(
    body: str, code: str, field: str, visitor: Visitor
) -> None:
    socket = visitor.socket()

    answer = socket.send(body)

    assert (answer["type"], answer["code"], answer["field"]) == ("error", code, field)
    assert socket.send({"type": "say", "id": "good", "text": "Still here"})["type"] == "said"
    assert socket.is_open


def test_too_many_frames_are_refused_until_some_time_has_passed(visitor: Visitor, clock: Clock) -> None:
    socket = visitor.socket()

    answers = [socket.send({"type": "ping"})["type"] for _ in range(25)]

    assert (answers.count("pong"), answers.count("error")) == (20, 5)
    assert socket.got[-1]["code"] == "TooManyTries"
    clock.ahead(seconds=11)
    assert socket.send({"type": "ping"})["type"] == "pong"


def test_frames_that_make_no_sense_are_counted_too(visitor: Visitor) -> None:
    socket = visitor.socket()

    answers = [socket.send("{")["code"] for _ in range(25)]

    assert answers == ["Invalid"] * 20 + ["TooManyTries"] * 5


def test_script_in_any_text_is_text(site: House, visitor: Visitor) -> None:
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    _, conversation = visitor.chatting(script)

    assert log_of(site, conversation) == [script]


def test_a_long_text_is_kept_whole(site: House, visitor: Visitor) -> None:
    text = "ñ" * 4_000

    _, conversation = visitor.chatting(text)

    message = site.ports.conversations.entry(ConversationId(conversation), 1).content
    assert isinstance(message, Message)
    assert message.text_cut
    assert message.full_text and site.ports.blobs.get(message.full_text).decode() == text


def test_a_socket_that_has_ended_is_told_to_begin_anew(site: House, visitor: Visitor, clock: Clock) -> None:
    socket = visitor.socket()

    clock.ahead(hours=2, seconds=1)
    answer = socket.send({"type": "ping"})

    assert (answer["type"], answer["code"]) == ("error", "NotSignedIn")
    assert not socket.is_open
    assert visitor.socket().send({"type": "ping"})["type"] == "pong"


def test_whoever_writes_first_becomes_a_contact_that_nothing_but_the_browser_proves(
    site: House, visitor: Visitor
) -> None:
    socket = visitor.socket()

    socket.send({"type": "start", "id": "a", "text": "Hi", "email": " Eva@Example.COM ", "name": "Eva"})

    contact = site.ports.contacts.by_identity(Identity("visitor", _visitor_id(visitor)))
    assert contact is not None
    assert (contact.name, contact.claimed_email) == ("Eva", "eva@example.com")
    assert [one.kind for one in contact.identities] == ["visitor"]
    assert site.ports.contacts.by_identity(Identity("email", "eva@example.com")) is None


def test_typing_somebody_elses_address_shows_nothing_of_theirs(site: House, visitor: Visitor) -> None:
    owner = site.began()  # a mail from somebody whose address is proven
    address = site.ports.contacts.get(owner.contact_id).email
    socket = visitor.socket()

    said = socket.send({"type": "start", "id": "a", "text": "It is me", "email": address})
    hello = socket.send({"type": "hello"})

    head = site.ports.conversations.head(said["conversation"])
    assert head.contact_id != owner.contact_id
    assert [one["id"] for one in hello["conversations"]] == [head.id]


def test_an_answer_in_a_chat_waits_for_the_visitor_and_goes_to_no_gateway_at_once(
    site: House, visitor: Visitor
) -> None:
    _, conversation = visitor.chatting()

    answered(site, conversation)

    (work,) = site.ports.conversations.unsettled_work(ConversationId(conversation))
    assert work.if_unseen
    assert work.due_at and (work.due_at - site.ports.now()).total_seconds() == 600


def test_agents_are_shown_by_the_name_that_is_for_customers(site: House, visitor: Visitor) -> None:
    named = replace(ANA, public_name="Ana from the kiln")
    site.ports.workspace.change_agent(named)
    socket, conversation = visitor.chatting()

    answered(site, conversation)

    assert of_type(socket, "entry")[-1]["entry"]["agent"]["name"] == "Ana from the kiln"
    assert "ana@bandeja.test" not in str(socket.send({"type": "hello"}))


def test_every_frame_of_a_visitor_has_its_line_in_the_table() -> None:
    assert set(get_args(VisitorFrame)) == chat_sockets.FRAMES.keys()


def test_all_that_a_visitor_was_told_has_the_shape_that_is_described(site: House, visitor: Visitor) -> None:
    socket, conversation = visitor.chatting()
    agent = watching(site, conversation)
    agent.send({"type": "presence", "conversation": conversation, "doing": "replying"})
    answered(site, conversation)
    for frame in ({"type": "hello"}, {"type": "resume"}, {"type": "ping"}, {"type": "nonsense"}):
        socket.send(frame)

    for got in socket.got:
        shape = msgspec.convert(got, ToVisitorFrame)
        assert msgspec.to_builtins(shape) == _with_times(got)


def _with_times(frame: Any) -> Any:
    return msgspec.to_builtins(msgspec.convert(frame, ToVisitorFrame))


def _visitor_id(visitor: Visitor) -> str:
    return str(visitor.session().json()["visitor"])


def _contact_id(house: House, visitor: Visitor) -> Any:
    contact = house.ports.contacts.by_identity(Identity("visitor", _visitor_id(visitor)))
    assert contact is not None
    return contact.id


def test_agents_of_other_inboxes_are_told_nothing(site: House, visitor: Visitor) -> None:
    someone: Agent = ANA
    socket = site.socket(someone)
    socket.send({"type": "watch", "inboxes": []})
    socket.got.clear()

    visitor.chatting()

    assert socket.got == []
