"""docs/tables.md describes every table, key, index and attribute, exactly as the code makes them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

import pytest

from chalicelib.adapters.aws.dynamodb.tables import CONVERSATIONS, HASH_KEY, SORT_KEY, TABLES, Table
from chalicelib.adapters.stored import (
    call_items,
    contact_items,
    conversation_items,
    live_items,
    telling_items,
    workspace_items,
)
from chalicelib.adapters.stored.attribute_values import bytes_of
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.adapters.stored.size_limits import KEY_LIMITS
from chalicelib.domain import limits
from chalicelib.domain.contact import Block, Identity, Unreachable
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Actor, Delivery, Entry, Linked, Status
from chalicelib.domain.ids import AgentId, ContactId, ConversationId, VisitorId
from chalicelib.domain.merge_entries import MergedFrom, MergedInto
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.subscription import SubscriptionState
from chalicelib.domain.telling import Telling
from chalicelib.ports.stores import Connection, Presence, Session, VisitorOnSite
from tests.architecture.tree import ROOT
from tests.builders import (
    AGENT,
    CHANNEL,
    INBOX,
    NOW,
    a_chatflow,
    a_contact,
    a_conversation,
    a_domain,
    a_mail_id,
    a_message,
    a_publication,
    a_quarantined,
    a_token,
    a_whole_agent,
    a_whole_channel,
    a_whole_form,
    an_id,
    an_inbox,
    whole_chat_settings,
    whole_content,
)
from tests.calls import a_whole_call
from tests.subscriptions import a_subscription

PAGE = (ROOT / "docs" / "tables.md").read_text()
CODE = re.compile(r"`([^`]+)`")
LATER = NOW.replace(year=2027)


def sections() -> dict[str, str]:
    """The page by its headings."""
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    return {part.splitlines()[0].strip("` "): part for part in parts}


def table_under(section: str, first_heading: str) -> list[list[str]]:
    """The cells of the Markdown table whose first heading is this, without the heading; [] if none."""
    lines = iter(section.splitlines())
    for line in lines:
        if line.startswith(f"| {first_heading} |"):
            next(lines)
            break
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return rows


def pattern(cell: str) -> re.Pattern[str]:
    """What a key described as `E#<seq>` looks like."""
    (described,) = CODE.findall(cell)
    forms = {"sha256": "[0-9a-f]{64}", "seq": "[0-9]{10}", "scope": ".+"}
    parts = re.split(r"<(\w+)>", described)
    found = [forms.get(part, "[^#]+") if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(found))


def full_head() -> Plain:
    head = a_conversation(
        channel_kind="chat",
        owner=AGENT,
        participants=("carla@customer.test",),
        waiting_since=NOW,
        wrote_at=NOW,
        linked=(Linked(ConversationId(an_id()), 1, "token"),),
        status=Status.OPEN,
        merged_from=(MergedFrom(ConversationId(an_id()), 1),),
    )
    # what was merged stands on nobody's desk
    return conversation_items.head_item(head) | {"merged_into": {"conversation_id": an_id(), "number": 1}}


def full_work() -> Plain:
    id_ = ConversationId(an_id())
    return conversation_items.work_item(
        DeliveryWork(id_, 3, NOW, NOW, 1, "claim", "provider", Delivery.UNSURE, "reason", 1, True, ("part",))
    )


def full_receipt() -> Plain:
    receipt = Receipt(a_mail_id(), content_hash="hash", expires_at=LATER)
    return conversation_items.receipt_item(receipt, a_conversation()) | {"tombstone": True}


def conversations() -> dict[str, Plain]:
    head = a_conversation()
    entry = Entry(head.id, 1, NOW, Actor.contact(head.contact_id), a_message())
    return {
        "head": full_head(),
        "entry": conversation_items.entry_item(entry, "trace"),
        "delivery work": full_work(),
        "telling": telling_items.telling_item(
            Telling(head.id, an_id(), 3, 1, 2, NOW, LATER, is_parked=True, version=4)
        ),
        "receipt": full_receipt(),
        "pointer": conversation_items.pointer_item(a_mail_id(), head),
    }


def contacts() -> dict[str, Plain]:
    gone = Unreachable("c@x", NOW, "5.1.1", "550 no such user", "unknown address")
    contact = a_contact(
        identities=(Identity("email", "c@x"),),
        claimed_email="c@x",
        unreachable=(gone,),
        blocked=Block(NOW, AGENT),
        picture="blob",
        ask_after=NOW,
    )
    (proof,) = contact_items.identity_items(contact)
    return {"person": contact_items.contact_item(contact), "proof": proof}


def workspace() -> dict[str, Plain]:
    channel, agent = a_whole_channel(heard_at=NOW), a_whole_agent()
    return {
        "inbox": workspace_items.thing_item(an_inbox(strangers_may_join=True, language="es")),
        "channel": workspace_items.thing_item(channel),
        "address of a channel": workspace_items.address_items(channel)[0],
        "agent": workspace_items.thing_item(agent),
        "address of an agent": workspace_items.email_item(agent),
        "recovery codes": workspace_items.recovery_item(AGENT, ["hash"]),
        "counter": {**workspace_items.key(workspace_items.COUNTER, "conversation"), "value": 1},
        "pictures of a sender": workspace_items.pictures_item("carla@customer.test", AGENT, NOW),
        "quarantined": workspace_items.thing_item(a_quarantined()),
        "chat settings": workspace_items.thing_item(whole_chat_settings()),
        "form": workspace_items.thing_item(a_whole_form()),
        "chatflow": workspace_items.thing_item(
            a_chatflow(draft=whole_content(), live=whole_content(), dropped_at=NOW)
        ),
        "publication": workspace_items.thing_item(a_publication(a_chatflow(), seq=3)),
        "domain": workspace_items.thing_item(a_domain()),
        "API token": workspace_items.thing_item(
            a_token(inboxes=(INBOX,), expires_at=LATER, last_used_at=NOW, revoked_at=NOW)
        ),
        "webhook of events": workspace_items.thing_item(
            a_subscription(
                inbox_id=INBOX, state=SubscriptionState.PAUSED, failing_since=NOW, detail="It answered 500"
            )
        ),
        "dropped": workspace_items.thing_item(a_quarantined().dropped(AGENT, NOW, "Advertising")),
    }


def live() -> dict[str, Plain]:
    conversation_id = ConversationId(an_id())
    session = Session(an_id(), AGENT, LATER)
    connection = Connection(an_id(), AGENT, session.id, LATER, (INBOX,), conversation_id)
    presence = Presence(conversation_id, AGENT, "Ana", connection.id, "typing", LATER)
    sessions, sockets = live_items.session_items(session), live_items.connection_items(connection)
    visitor = VisitorId(an_id())
    tab = Connection(
        an_id(), AgentId(""), "", LATER, (), conversation_id, visitor, CHANNEL, ContactId(an_id())
    )
    here = VisitorOnSite(
        visitor,
        CHANNEL,
        NOW,
        LATER,
        (("Lamps", "/"),),
        "ES",
        "phone",
        "es",
        tab.contact_id,
        conversation_id,
        True,
    )
    named = dict(zip(("session", "session of an agent"), sessions, strict=True))
    places = ("socket", "socket of an agent", "watcher of an inbox", "watcher of a conversation")
    return {
        **named,
        **dict(zip(places, sockets, strict=True)),
        "socket of a visitor": live_items.connection_items(tab)[1],
        "visitor on a site": live_items.visitor_item(here),
        "ticket": live_items.ticket_item("secret", "value", LATER),
        "presence": live_items.presence_item(presence),
        "call of a server": call_items.call_item(a_whole_call()),
        "tries": {**live_items.tries_key("key"), "tries": 1, **live_items.ending(LATER)},
    }


ROWS = {
    "conversations": conversations,
    "contacts": contacts,
    "workspace": workspace,
    "live": live,
}


def test_every_table_is_on_the_page_with_its_stream_ttl_and_recovery() -> None:
    described = {CODE.findall(row[0])[0]: row[2:] for row in table_under(PAGE, "Table")}

    assert described == {
        table.noun: [
            "new image" if table.stream else "no",
            f"`{table.ttl}`" if table.ttl else "no",
            "yes" if table.keeps_words else "no",
        ]
        for table in TABLES
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
def test_every_row_has_the_keys_and_attributes_that_the_page_says(table: Table) -> None:
    made = ROWS[table.noun]()
    described = {row[0]: row[1:] for row in table_under(sections()[table.noun], "Row")}

    assert described.keys() == made.keys()
    for name, (pk, sk, attributes) in described.items():
        item = made[name]
        assert pattern(pk).fullmatch(item[HASH_KEY]), f"{name}: {item[HASH_KEY]}"
        assert pattern(sk).fullmatch(item[SORT_KEY]), f"{name}: {item[SORT_KEY]}"
        assert set(CODE.findall(attributes)) == item.keys() - {HASH_KEY, SORT_KEY}, name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
def test_every_index_is_described(table: Table) -> None:
    described = {
        (CODE.findall(name)[0], "(local)" in name): (CODE.findall(pk), CODE.findall(sk), carried)
        for name, pk, sk, carried in table_under(sections()[table.noun], "Index")
    }

    assert described.keys() == {(index.name, index.is_local) for index in table.indexes}
    for index in table.indexes:
        hash_key, sort_key, carried = described[index.name, index.is_local]
        assert (hash_key, sort_key) == ([index.hash_key], [index.sort_key])
        if index.projected is None:
            assert carried == "everything"
        else:
            assert sorted(CODE.findall(carried)) == sorted(index.projected)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
def test_index_keys_stand_only_on_rows_that_belong_in_the_index(table: Table) -> None:
    belongs = {"by_inbox": {"head"}, "by_owner": {"head"}, "by_contact": {"head"}}
    belongs |= {"due": {"delivery work", "telling"}, "by_arrival": {"quarantined", "dropped"}}
    for index in table.indexes:
        in_index = {
            name
            for name, item in ROWS[table.noun]().items()
            if {index.hash_key, index.sort_key} <= item.keys()
        }
        assert in_index == belongs[index.name]


def test_every_key_attribute_has_its_limit() -> None:
    keys = {HASH_KEY, SORT_KEY}
    for table in TABLES:
        keys |= {key for index in table.indexes for key in (index.hash_key, index.sort_key)}

    assert keys - {"started_at"} == KEY_LIMITS.keys()  # a number is never too long


def test_all_fields_of_a_head_are_stored() -> None:
    head = a_conversation(waiting_since=NOW, wrote_at=NOW, owner=AGENT, participants=("a",))
    other: dict[str, Any] = {
        "inbox_id": INBOX[::-1],
        "status": Status.CLOSED,
        "owner": None,
        "participants": ("b",),
        "waiting_since": LATER,
        "wrote_at": LATER,
        "started_at": LATER,
        "last_activity_at": LATER,
        "linked": (Linked(ConversationId("c"), 1, "r"),),
        "merged_into": MergedInto(ConversationId("c"), 1),
        "merged_from": (MergedFrom(ConversationId("c"), 1),),
    }
    for name in head.__dataclass_fields__:
        value = getattr(head, name)
        changed = value + 1 if isinstance(value, int) else f"{value}x"
        if name in {"shown_seq", "seen_through"}:  # only a chat has these
            head = replace(head, channel_kind="chat")
        head_with_it: Conversation = cast(Any, replace)(head, **{name: changed, **_only(other, name)})
        stored = conversation_items.head_item(head_with_it)
        assert conversation_items.head_of(stored) == head_with_it, name


def _only(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {name: values[name]} if name in values else {}


def test_a_row_of_a_list_is_small_enough_for_25_in_two_units() -> None:
    """A full preview and all that may be absent, with names and a subject of ordinary length."""
    head = a_conversation(
        number=104_217,
        contact_name="Alejandra Villanueva",
        contact_address="alejandra.villanueva@example.com",
        subject="Re: Pedido 48213: ¿cuándo llega la lámpara?",
        preview="á" * 6 + "x" * (limits.PREVIEW_CHARACTERS - 6),
        preview_by="contact",
        owner=AGENT,
        waiting_since=NOW,
        wrote_at=NOW,
        seq=42,
        last_inbound_seq=41,
        opened_through=40,
    )
    item = conversation_items.head_item(head)

    for index in (index for index in CONVERSATIONS.indexes if index.sort_key == "position"):
        names = {HASH_KEY, SORT_KEY, index.hash_key, index.sort_key, *(index.projected or ())}
        assert bytes_of({name: item[name] for name in names}) <= 2 * 2 * 4096 / 25, index.name


def test_an_ordinary_head_takes_one_write_unit() -> None:
    head = a_conversation(
        preview="x" * limits.PREVIEW_CHARACTERS,
        participants=("carla@customer.test", "boss@customer.test", "ana@elsewhere.test"),
        owner=AGENT,
        waiting_since=NOW,
        wrote_at=NOW,
    )

    assert bytes_of(conversation_items.head_item(head)) <= 1024
