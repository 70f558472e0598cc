"""Sample people, conversations and messages, and stores in memory: the same stores that `make run` uses."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.adapters.local.sqlite.change_feed import ChangeFeed
from chalicelib.adapters.local.sqlite.contact_store import SqliteContactStore
from chalicelib.adapters.local.sqlite.conversation_lists import SqliteConversationLists
from chalicelib.adapters.local.sqlite.conversation_store import SqliteConversationStore
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.live_store import SqliteLiveStore
from chalicelib.adapters.local.sqlite.picture_store import SqlitePictureStore
from chalicelib.adapters.local.sqlite.workspace_store import SqliteWorkspaceStore
from chalicelib.domain.api_token import ApiToken, hashed
from chalicelib.domain.chat_settings import Availability, Away, ChatSettings, Look, Words
from chalicelib.domain.chatflow import AskEmail, Build, Chatflow, Consent, Content, Display, Options
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Direction, Mailbox, Message
from chalicelib.domain.form import Field, Form
from chalicelib.domain.forwarding import Confirmation, Forwarding
from chalicelib.domain.ids import AgentId, ChannelId, ContactId, ConversationId, InboxId, uuid7
from chalicelib.domain.office_hours import Week
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.publication import Publication, place_of
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.domain.sending_domain import CheckedRecord, RecordState, SendingDomain
from chalicelib.domain.targeting import Line, Targeting
from chalicelib.domain.workspace import Agent, AgentState, Channel, FromName, Inbox, Quarantined, Role
from chalicelib.ports.outside import Clock

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
INBOX = InboxId("0195500000007000800000000000000a")
CHANNEL = ChannelId("0195500000007000800000000000000b")
AGENT = AgentId("0195500000007000800000000000000c")

_counted = itertools.count(1)


def an_id() -> str:
    """A new id, unlike all others of this run."""
    number = next(_counted)
    return uuid7(int(NOW.timestamp() * 1000) + number, number)


def after(**passed: float) -> datetime:
    """A moment after `NOW`, such as `after(minutes=5)`."""
    return NOW + timedelta(**passed)


@dataclass(frozen=True, slots=True)
class Stores:
    """The six stores of the local home and its change feed, on one database."""

    database: Database
    conversations: SqliteConversationStore
    lists: SqliteConversationLists
    contacts: SqliteContactStore
    workspace: SqliteWorkspaceStore
    pictures: SqlitePictureStore
    live: SqliteLiveStore
    feed: ChangeFeed


def stores_on(database: Database, clock: Clock = lambda: NOW) -> Stores:
    """All stores on one database."""
    return Stores(
        database=database,
        conversations=SqliteConversationStore(database, clock),
        lists=SqliteConversationLists(database),
        contacts=SqliteContactStore(database),
        workspace=SqliteWorkspaceStore(database),
        pictures=SqlitePictureStore(database),
        live=SqliteLiveStore(database),
        feed=ChangeFeed(database),
    )


def memory_stores(clock: Clock = lambda: NOW) -> Stores:
    """Stores in memory, empty."""
    return stores_on(Database(), clock)


def an_inbox(**changed: Any) -> Inbox:
    return replace(Inbox(INBOX, "Support", signature="Your team at Bandeja"), **changed)


def a_channel(**changed: Any) -> Channel:
    channel = Channel(CHANNEL, INBOX, "email", "Support", "support@bandeja.test")
    return replace(channel, **changed)


def a_whole_channel(**changed: Any) -> Channel:
    """A channel of which everything is known."""
    asked = Confirmation(
        NOW, "no-reply@mail.test", ConversationId(an_id()), 1, "481207", "https://mail.test/c"
    )
    forwarding = Forwarding(True, asked, confirmed=True, test_sent_at=NOW, proven_at=NOW)
    whole = a_channel(
        catch_all=True,
        team_address="help@example.com",
        forwarding_verified=True,
        domain_verified=True,
        company="Lamps Ltd",
        from_name=FromName.COMPANY,
        quotes_earlier=False,
        forwarding=forwarding,
        platform=PlatformAccount("77", "88", "Soon", "https://x/p", "missing", "why", ("scope",), NOW, NOW),
        outbound_url="https://program.test/hook",
        paused=True,
        version=1,
    )
    return replace(whole, **changed)


def whole_chat_settings(**changed: Any) -> ChatSettings:
    """Settings of a chat channel in which nothing is as it was in the beginning."""
    whole = ChatSettings(
        CHANNEL,
        origins=("https://shop.example", "https://*.shop.example"),
        availability=Availability("hours", "Europe/Madrid", Week(mon=(), sat=(("22:00", "02:00"),))),
        away=Away("email", Words("Back soon", "Volvemos pronto")),
        reply_time="hours",
        look=Look("#884400", "left", Words("Chat", "Habla"), "dark"),
        uploads=False,
        languages=("es",),
        preview=True,
        privacy_url="https://shop.example/privacy",
        identity_generation=2,
        continuity_minutes=30,
        version=1,
    )
    return replace(whole, **changed)


def a_whole_form(**changed: Any) -> Form:
    """A form in which nothing is as it was in the beginning."""
    size = Field(
        "size",
        "select",
        label=Words("Size", "Talla"),
        help=Words("Of the lamp", "De la lámpara"),
        required=True,
        options=(Words("Small", "Pequeña"), Words("Large", "Grande")),
    )
    plan = Field("plan", "file", label=Words("Plan", "Plano"), accepts=(".pdf", "image/*"), most_files=2)
    who = Field(
        "who",
        label=Words("Name", "Nombre"),
        placeholder=Words("Eva", "Eva"),
        max_length=80,
        fills="name",
    )
    whole = Form(
        CHANNEL,
        (who, size, plan, Field("campaign", "hidden", default="spring")),
        title=Words("Order", "Pedido"),
        intro=Words("Tell us.", "Cuéntanos."),
        thanks=Words("Thanks!", "¡Gracias!"),
        submit=Words("Order now", "Pedir ahora"),
        consent=Words("I agree.", "Acepto."),
        redirect_url="https://shop.example/thanks",
        origins=("https://shop.example",),
        language="es",
        color="#884400",
        is_live=False,
        version=1,
    )
    return replace(whole, **changed)


def a_chatflow(**changed: Any) -> Chatflow:
    return replace(Chatflow(an_id(), CHANNEL, "Everybody", "i"), **changed)


def a_publication(flow: Chatflow, seq: int, **changed: Any) -> Publication:
    """What this chatflow has shown."""
    return replace(Publication(place_of(flow.id, seq), whole_content(), NOW, AGENT), **changed)


def whole_content(**changed: Any) -> Content:
    """What a chatflow says and to whom, with something in every place."""
    line = Line("query", "is", "spring", "utm_campaign")
    lines = (Line("visits", "at_least", 2), Line("country", "any_of", ("ES", "PT")))
    whole = Content(
        Targeting(groups=((line, *lines), (Line("url", "any"),)), exceptions=(Line("url", "is", "/cart"),)),
        Build(Words("Hi", "Hola"), Words("Hello {{name}}"), (AGENT,), AskEmail("before", True), AGENT),
        Display("open", 20, 50, exit_intent=True, small_screens=False),
        Options("es", Consent(Words("Agree?"), required=False), yield_when_away=True, rating=False),
    )
    return replace(whole, **changed)


def a_domain(**changed: Any) -> SendingDomain:
    """A domain that was checked."""
    record = CheckedRecord("dmarc", "TXT", "_dmarc.example.com", "v=DMARC1; p=none", RecordState.WRONG, "?")
    return replace(SendingDomain("example.com", NOW, True, (record,)), **changed)


def an_agent(**changed: Any) -> Agent:
    agent = Agent(AGENT, "Ana Ruiz", "ana@bandeja.test", Role.AGENT, AgentState.ACTIVE, NOW)
    return replace(agent, **changed)


def a_whole_agent(**changed: Any) -> Agent:
    """An agent of whom everything is known."""
    whole = an_agent(
        language="en",
        public_name="Ana",
        avatar="a" * 64,
        meeting_url="https://meet.example/ana",
        meeting_text="Meet me",
        away=True,
    )
    return replace(whole, **changed)


def a_token(secret: str = "x", **changed: Any) -> ApiToken:
    """An API token of `AGENT` that may read, and reaches every inbox."""
    kept = ApiToken(an_id(), "Orders", hashed(secret), AGENT, ("see_conversations",), NOW)
    return replace(kept, **changed)


def a_contact(**changed: Any) -> Contact:
    """A person with an address of their own, proven."""
    contact_id = changed.pop("id", an_id())
    address = f"{contact_id[-8:]}@customer.test"
    contact = Contact(ContactId(contact_id), "Carla Costa", NOW, (Identity("email", address),))
    return replace(contact, **changed)


def a_conversation(**changed: Any) -> Conversation:
    """A head before its first entry (`seq` 0)."""
    head = Conversation(
        id=ConversationId(an_id()),
        number=1042,
        inbox_id=INBOX,
        channel_id=CHANNEL,
        channel_kind="email",
        contact_id=ContactId(an_id()),
        contact_name="Carla Costa",
        contact_address="carla@customer.test",
        subject="My order is late",
        started_at=NOW,
        last_activity_at=NOW,
    )
    return replace(head, **changed)


def a_message(text: str = "Hello, my order has not come.", **changed: Any) -> Message:
    """A mail from the contact to the team."""
    message = Message(
        Direction.IN,
        text,
        sender=Mailbox("carla@customer.test", "Carla Costa"),
        to=(Mailbox("support@bandeja.test", "Support"),),
        subject="My order is late",
        message_id=f"<{an_id()}@customer.test>",
    )
    return replace(message, **changed)


def an_answer(text: str = "It is on its way.", **changed: Any) -> Message:
    """A mail from the team to the contact."""
    message = Message(
        Direction.OUT,
        text,
        sender=Mailbox("support@bandeja.test", "Support"),
        to=(Mailbox("carla@customer.test", "Carla Costa"),),
        subject="Re: My order is late",
        message_id=f"<{an_id()}@bandeja.test>",
    )
    return replace(message, **changed)


def a_beginning(head: Conversation | None = None, message: Message | None = None) -> Step:
    """A conversation begins with a message of its contact."""
    head = head or a_conversation()
    actor = Actor.contact(head.contact_id)
    return Step.begin(head).add(message or a_message(), head.started_at, actor)


def a_mail_id(value: str = "") -> ExternalId:
    """The Message-ID of a mail to the sample channel; a new one unless given."""
    return ExternalId.on_channel(CHANNEL, value or f"<{an_id()}@customer.test>")


def a_receipt(value: str = "", **changed: Any) -> Receipt:
    return replace(Receipt(a_mail_id(value), content_hash="0" * 64), **changed)


def a_quarantined(**changed: Any) -> Quarantined:
    item = Quarantined(
        id=an_id(),
        at=NOW,
        reason="unreadable",
        detail="The headers end in the middle",
        sender="someone@customer.test",
        recipients=("support@bandeja.test",),
        size=1200,
        raw="a" * 64,
        event='{"mail": {}}',
    )
    return replace(item, **changed)
