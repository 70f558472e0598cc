"""A token that is limited to some inboxes: for it nothing else is there, whatever it asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.contact import Identity, Unreachable
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Attachment
from chalicelib.domain.ids import ChannelId, InboxId, VisitorId
from chalicelib.domain.permission import IN_AN_INBOX
from chalicelib.domain.receipt import ExternalId
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.http import Route
from chalicelib.handlers.openapi import all_routes
from chalicelib.ports.stores import Commit, VisitorOnSite
from chalicelib.queries.stored_file import attachment_id, raw_id
from tests.builders import a_beginning, a_chatflow, a_contact, a_conversation, a_message, a_receipt, an_id
from tests.unit.handlers.house import Browser, House, Reply
from tests.unit.handlers.programs import with_token
from tests.unit.handlers.test_http import name_of
from tests.unit.handlers.website import CHAT
from tests.unit.usecases.company import NOON, SALES, SALES_INBOX, SUPPORT, SUPPORT_INBOX
from tests.unit.usecases.platform_people import PAGE

SALES_CHAT = replace(CHAT, id=ChannelId("b4" * 16), inbox_id=SALES_INBOX.id, address="b4" * 16)
LIMITED = tuple(IN_AN_INBOX)
ROUTES = [one for one in all_routes() if one.takes_tokens and one.permission in IN_AN_INBOX]
BODIES: dict[str, Any] = {
    "/conversations/{conversation_id}/replies": {"text": "Yes", "last_seq": 1},
    "/conversations/{conversation_id}/comments": {"text": "Hm"},
    "/conversations/{conversation_id}/assign": {"owner": None},
    "/conversations/{conversation_id}/opened": {"through": 1},
    "/visitors/{channel_id}/{visitor_id}/chat": {"text": "Hello"},
}
NOT_THERE = {
    "conversation_id": "NoSuchConversation",
    "attachment_id": "NoSuchFile",
    "contact_id": "NoSuchContact",
    "inbox_id": "NoSuchInbox",
    "channel_id": "NoSuchChannel",
    "chatflow_id": "NoSuchChatflow",
}
BY_NO_ID = {  # each of them has a test of its own below, but for what is in no inbox: the team, own uploads
    "GET /agents",
    "GET /channel-kinds",
    "GET /channels",
    "GET /chatflows",
    "POST /chatflows/preview",
    "GET /conversations",
    "POST /conversations",
    "GET /inboxes",
    "POST /unreachable",
    "POST /uploads",
    "GET /visitors",
}


OF_PAGES = {"/channels/{channel_id}/platform", "/channels/{channel_id}/templates"}
OF_PROGRAMS = {"/channels/{channel_id}/custom"}
OF_FORMS = {"/channels/{channel_id}/form", "/channels/{channel_id}/form/page"}


@dataclass
class Room:
    """What an inbox holds."""

    mail: Conversation
    chatflow: Chatflow
    values: Mapping[str, str]

    def path(self, route: Route) -> str:
        kinds = {"page": OF_PAGES, "form": OF_FORMS, "custom": OF_PROGRAMS}
        kind = next((kind for kind, paths in kinds.items() if route.path in paths), "channel_id")
        channel = self.values[kind]
        return route.path.format(**{**self.values, "channel_id": channel})


def furnished(house: House, inbox: str, channel: Any, chat: Any) -> Room:
    """An inbox with a mail and its file, a website with a visitor, and a chatflow."""
    blob = house.ports.blobs.put(b"a file")
    message = a_message(raw=blob, attachments=(Attachment(blob, blob, "a.txt", "text/plain", 6),))
    head = house.began(message, inbox_id=inbox, channel_id=channel.id)
    house.ports.contacts.set_picture(head.contact_id, blob, NOON)
    house.ports.workspace.put_channel(chat)
    page = replace(PAGE, id=ChannelId(an_id()), inbox_id=InboxId(inbox), address=an_id())
    form = Channel(ChannelId(an_id()), InboxId(inbox), "form", "Contact", an_id())
    custom = Channel(ChannelId(an_id()), InboxId(inbox), "custom", "Forum", an_id())
    for one in (page, form, custom):
        house.ports.workspace.put_channel(one)
    flow = a_chatflow(channel_id=chat.id)
    house.ports.workspace.put_chatflow(flow)
    visitor = VisitorId(an_id())
    here = VisitorOnSite(visitor, chat.id, NOON, NOON.replace(year=2030))
    house.ports.live.put_visitor(here)
    return Room(
        head,
        flow,
        {
            "conversation_id": head.id,
            "seq": "1",
            "contact_id": head.contact_id,
            "avatar": blob,
            "inbox_id": inbox,
            "channel_id": chat.id,
            "page": page.id,
            "form": form.id,
            "custom": custom.id,
            "visitor_id": visitor,
            "chatflow_id": flow.id,
            "attachment_id": attachment_id(head.id, 1, 0),
        },
    )


@pytest.fixture
def support(house: House) -> Room:
    return furnished(house, SUPPORT_INBOX.id, SUPPORT, CHAT)


@pytest.fixture
def sales(house: House) -> Room:
    return furnished(house, SALES_INBOX.id, SALES, SALES_CHAT)


@pytest.fixture
def limited(house: House, admin: Browser, support: Room, sales: Room) -> Browser:
    """A program that may reach Support and nothing else."""
    return with_token(house, admin, *LIMITED, inboxes=[SUPPORT_INBOX.id])


def asked(browser: Browser, route: Route, room: Room, other: Room) -> Reply:
    body = BODIES.get(route.path)
    if route.path.endswith("/merge"):
        body = {"into": other.mail.id}
    elif route.path.endswith("/move"):
        body = {"inbox": other.values["inbox_id"]}
    if route.method == "POST":
        return browser.post(room.path(route), body or {})
    return browser.send(route.method, room.path(route))


def test_every_route_of_a_limited_token_is_looked_at_here() -> None:
    by_no_id = {name_of(route) for route in ROUTES if "{" not in route.path}

    assert by_no_id == BY_NO_ID


@pytest.mark.parametrize("route", [one for one in ROUTES if "{" in one.path], ids=name_of)
def test_what_is_in_another_inbox_is_not_there(
    route: Route, limited: Browser, support: Room, sales: Room, house: House
) -> None:
    names = [name for name in NOT_THERE if f"{{{name}}}" in route.path]
    before = house.ports.conversations.head(sales.mail.id)

    answer = asked(limited, route, sales, support)

    assert answer.status == 404, answer.body
    assert answer.json()["code"] in {*(NOT_THERE[name] for name in names), "NoSuchVisitor"}
    assert house.ports.conversations.head(sales.mail.id) == before


@pytest.mark.parametrize("route", [one for one in ROUTES if "{" in one.path], ids=name_of)
def test_the_same_is_there_for_a_token_of_that_inbox(
    route: Route, house: House, admin: Browser, sales: Room, support: Room
) -> None:
    theirs = with_token(house, admin, *LIMITED, inboxes=[SALES_INBOX.id])

    answer = asked(theirs, route, sales, sales)

    code = answer.json()["code"] if answer.status >= 400 else ""
    assert code not in NOT_THERE.values(), answer.body
    assert answer.status != 422, answer.body


def test_the_mail_as_it_came_is_not_there_either(limited: Browser, sales: Room, support: Room) -> None:
    assert limited.get(f"/attachments/{raw_id(support.mail.id, 1)}").status == 302
    assert limited.get(f"/attachments/{raw_id(sales.mail.id, 1)}").problem[:2] == (404, "NoSuchFile")
    source = f"/conversations/{sales.mail.id}/entries/1/source"
    assert limited.get(source, {"download": 1}).problem[:2] in (
        (404, "NoSuchFile"),
        (404, "NoSuchConversation"),
    )


@pytest.mark.parametrize("view", ["open", "mine", "unassigned", "closed", "spam"])
def test_lists_leave_other_inboxes_out(view: str, limited: Browser, support: Room, sales: Room) -> None:
    rows = limited.get("/conversations", {"view": view}).json()["items"]

    assert {row["id"] for row in rows} <= {support.mail.id}
    assert rows or view not in ("open", "unassigned")
    other = limited.get("/conversations", {"view": view, "inbox": SALES_INBOX.id})
    assert other.problem == (404, "NoSuchInbox", "inbox")


def test_only_its_inboxes_and_their_channels_are_listed(limited: Browser, support: Room) -> None:
    listed = limited.get("/inboxes").json()["items"]

    assert [one["id"] for one in listed] == [SUPPORT_INBOX.id]
    assert {one["id"] for one in listed[0]["channels"]} == {
        *(SUPPORT.id, CHAT.id),
        *(support.values["page"], support.values["form"], support.values["custom"]),
    }


def test_how_channels_do_is_told_of_those_of_its_inboxes(limited: Browser, support: Room) -> None:
    listed = limited.get("/channels").json()["items"]

    assert {one["id"] for one in listed} == {
        *(SUPPORT.id, CHAT.id),
        *(support.values["page"], support.values["form"], support.values["custom"]),
    }


def test_a_program_that_connects_accounts_finds_the_inbox_for_them(
    house: House, admin: Browser, support: Room, sales: Room
) -> None:
    whole = with_token(house, admin, "set_up_platforms", "see_team")
    of_one = with_token(house, admin, "see_team", inboxes=[SALES_INBOX.id])

    for program, inboxes in ((whole, {SUPPORT_INBOX.id, SALES_INBOX.id}), (of_one, {SALES_INBOX.id})):
        assert {one["id"] for one in program.get("/inboxes").json()["items"]} == inboxes
        assert {one["inbox"] for one in program.get("/channels").json()["items"]} == inboxes
    assert with_token(house, admin, "set_up_platforms").get("/inboxes").problem[:2] == (403, "NotAllowed")


def test_only_visitors_of_its_websites_are_listed(limited: Browser, support: Room) -> None:
    visitors = limited.get("/visitors").json()["items"]

    assert [one["visitor"] for one in visitors] == [support.values["visitor_id"]]
    assert limited.get("/visitors", {"inbox": SALES_INBOX.id}).problem[:2] == (404, "NoSuchInbox")


def test_only_chatflows_of_its_websites_are_listed(limited: Browser, support: Room) -> None:
    assert [one["id"] for one in limited.get("/chatflows", {"channel": CHAT.id}).json()["items"]] == [
        support.chatflow.id
    ]
    assert limited.get("/chatflows", {"channel": SALES_CHAT.id}).problem[:2] == (404, "NoSuchChannel")
    preview = limited.post("/chatflows/preview", {"channel": SALES_CHAT.id, "url": "https://a.example/"})
    assert preview.problem[:2] == (404, "NoSuchChannel")


def test_it_writes_to_people_from_its_inboxes_only(limited: Browser, house: House, sales: Room) -> None:
    mail = {"to": ["new@customer.test"], "subject": "Hi", "text": "Hello"}
    known = house.ports.contacts.get(sales.mail.contact_id).email

    from_sales = limited.post("/conversations", {**mail, "inbox": SALES_INBOX.id})
    to_theirs = limited.post("/conversations", {**mail, "to": [known], "inbox": SUPPORT_INBOX.id})

    assert from_sales.problem == (404, "NoSuchInbox", "inbox")
    assert limited.post("/conversations", {**mail, "inbox": SUPPORT_INBOX.id}).status == 201
    assert to_theirs.status == 201  # one person, whoever writes to them
    assert to_theirs.json()["contact"]["id"] == sales.mail.contact_id


def test_a_person_shows_only_what_they_have_with_its_inboxes(
    limited: Browser, house: House, sales: Room
) -> None:
    path = f"/contacts/{sales.mail.contact_id}"
    assert limited.get(path).status == 404
    address = house.ports.contacts.get(sales.mail.contact_id).email
    mail = {"to": [address], "subject": "Hi", "text": "Hello", "inbox": SUPPORT_INBOX.id}

    begun = limited.post("/conversations", mail).json()["id"]

    assert [one["id"] for one in limited.get(path).json()["conversations"]] == [begun]


def test_it_gives_nothing_to_another_inbox_and_takes_nothing_from_one(
    limited: Browser, support: Room, sales: Room
) -> None:
    ours, theirs = f"/conversations/{support.mail.id}", f"/conversations/{sales.mail.id}"

    assert limited.post(f"{ours}/move", {"inbox": SALES_INBOX.id}).problem == (404, "NoSuchInbox", "inbox")
    assert limited.post(f"{ours}/merge", {"into": sales.mail.id}).problem == (
        404,
        "NoSuchConversation",
        "into",
    )
    assert limited.post(f"{theirs}/merge", {"into": support.mail.id}).status == 404


def test_a_conversation_that_was_moved_here_is_answered_by_the_channel_it_came_by(
    limited: Browser, admin: Browser, sales: Room
) -> None:
    path = f"/conversations/{sales.mail.id}"
    assert admin.post(f"{path}/move", {"inbox": SUPPORT_INBOX.id}).status == 200

    detail = limited.get(path).json()
    answer = limited.post(f"{path}/replies", {"text": "Yes", "last_seq": detail["seq"]})

    assert detail["reply"]["from_address"] == SALES.address
    assert answer.status == 201
    admin.post(f"{path}/move", {"inbox": SALES_INBOX.id})
    assert limited.get(path).status == 404


def test_what_was_merged_is_where_it_goes_on(
    limited: Browser, admin: Browser, support: Room, house: House
) -> None:
    """Its own inbox counts no longer: it moves with the one it went into."""
    source = house.began()
    admin.post(f"/conversations/{source.id}/merge", {"into": support.mail.id})
    assert limited.get(f"/conversations/{source.id}").status == 200
    thread = limited.get(f"/conversations/{support.mail.id}/entries").json()["items"]
    assert {one["conversation"] for one in thread} >= {source.id}

    admin.post(f"/conversations/{support.mail.id}/move", {"inbox": SALES_INBOX.id})

    assert limited.get(f"/conversations/{source.id}").status == 404
    assert limited.get(f"/attachments/{attachment_id(source.id, 1, 0)}").status == 404


def test_a_token_without_inboxes_reaches_all_of_them(
    house: House, admin: Browser, support: Room, sales: Room
) -> None:
    rows = with_token(house, admin, *LIMITED).get("/conversations").json()["items"]

    assert {row["id"] for row in rows} == {support.mail.id, sales.mail.id}


def test_where_mail_bounced_in_another_inbox_is_not_told(
    house: House, admin: Browser, limited: Browser
) -> None:
    contact = a_contact(identities=(Identity("email", "gone@customer.test"),))
    head = a_conversation(inbox_id=SALES_INBOX.id, channel_id=SALES.id, contact_id=contact.id)
    pointer = ExternalId.of_bounced("gone@customer.test")
    mark = Unreachable("gone@customer.test", NOON, "5.1.1", "no such user", "unknown address")
    house.ports.conversations.commit(
        Commit(a_beginning(head), (a_receipt(),), (pointer,), replace(contact, unreachable=(mark,)))
    )
    asked_for = {"addresses": ["gone@customer.test"]}

    assert len(admin.post("/unreachable", asked_for).json()["items"]) == 1
    assert limited.post("/unreachable", asked_for).json()["items"] == []
