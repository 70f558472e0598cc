"""A small company on DynamoDB tables in this process (moto), whose customer and agent write to each other."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import format_datetime
from tempfile import TemporaryDirectory
from unittest.mock import patch

from moto import mock_aws

from bench.meter import Meter
from bench.report import SHOWN, Limit, Line
from chalicelib import wiring
from chalicelib.adapters.aws.dynamodb.chat_reads import DynamoChatReads
from chalicelib.adapters.aws.dynamodb.contact_store import DynamoContactStore
from chalicelib.adapters.aws.dynamodb.conversation_lists import DynamoConversationLists
from chalicelib.adapters.aws.dynamodb.conversation_store import DynamoConversationStore
from chalicelib.adapters.aws.dynamodb.live_store import DynamoLiveStore
from chalicelib.adapters.aws.dynamodb.picture_store import DynamoPictureStore
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.tables import create_tables
from chalicelib.adapters.aws.dynamodb.workspace_store import DynamoWorkspaceStore
from chalicelib.channels.email.intake import MailRoom, take_in
from chalicelib.channels.email.notification import notification_of, read_notification
from chalicelib.config import settings_from
from chalicelib.domain.entry import Message
from chalicelib.domain.ids import AgentId, ChannelId, ConversationId, InboxId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.domain.reply_token import local_part
from chalicelib.domain.workspace import Agent, AgentState, Channel, Inbox, Role
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation

REGION = "eu-west-1"
BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SUPPORT = Inbox(InboxId("0a" * 16), "Support", signature="The lamp team")
CHANNEL = Channel(ChannelId("0b" * 16), SUPPORT.id, "email", "Support", "support@bandeja.test")
ANA = Agent(AgentId("0c" * 16), "Ana Ruiz", "ana@bandeja.test", Role.AGENT, AgentState.ACTIVE, BEGAN)
CUSTOMER = "mira.okafor@customers.example"
WORDS = "The lamp arrived on Monday, and the switch on its cable does nothing at all when I press it. "
INBOUND_TEXT = WORDS * 6  # about 560 bytes: an ordinary mail
REPLY_TEXT = WORDS * 4


@dataclass(slots=True)
class Clock:
    """A clock that moves when the scene says so."""

    now: datetime = BEGAN

    def __call__(self) -> datetime:
        return self.now

    def ahead(self) -> None:
        self.now += timedelta(minutes=7)


@dataclass(slots=True)
class Scene:
    """The company at work. `mails` counts what the customer wrote."""

    ports: Ports
    place: Place
    meter: Meter
    clock: Clock
    mails: int = field(default=0)

    def counted(self, name: str, run: Callable[[], object], limit: Limit = SHOWN) -> Line:
        """Run it once and count."""
        with self.meter.counting() as cost:
            run()
        return Line(name, len(cost.requests), cost.reads, cost.writes, limit)

    def arriving(self, answers: Message | None = None, at: ConversationId | None = None) -> InboundMessage:
        """A mail of the customer as it stands before the use-case: read, its files kept."""
        self.clock.ahead()
        self.mails += 1
        notice = notification_of(f"m{self.mails}", (CHANNEL.address,), CUSTOMER, self.clock())
        room = MailRoom(
            [CHANNEL], self.ports.blobs, self.ports.secrets.key("reply-token"), lambda _: CHANNEL.id
        )
        raw = self.raw_mail(answers, at)
        (inbound,) = take_in(read_notification(json.dumps(notice)), raw, room)
        return inbound

    def raw_mail(self, answers: Message | None, at: ConversationId | None) -> bytes:
        """Text and HTML of ordinary length; an answer quotes and goes to the reply token."""
        mail = EmailMessage()
        mail["From"] = f"Mira Okafor <{CUSTOMER}>"
        mail["To"] = CHANNEL.address
        mail["Subject"] = "Re: The lamp is broken" if answers else "The lamp is broken"
        mail["Date"] = format_datetime(self.clock())
        mail["Message-ID"] = f"<CAF{self.mails:032d}@mail.customers.example>"
        text = f"Hello,\n\n{INBOUND_TEXT}\n\nMira\n"
        if answers and at:
            token = local_part(self.ports.secrets.key("reply-token"), at)
            mail.replace_header("To", f"Support <{token}@bandeja.test>")
            mail["In-Reply-To"] = answers.message_id
            mail["References"] = " ".join((*answers.references, answers.message_id))
            text += "\nOn Mon, 2 Mar 2026 at 09:07, Support <support@bandeja.test> wrote:\n"
            text += "".join(f"> {line}\n" for line in answers.text.split(". "))
        mail.set_content(text)
        mail.add_alternative(f"<p>{text}</p>", subtype="html")
        return mail.as_bytes()

    def recipient_of(self, raw: bytes) -> str:
        """The address in the To of a mail."""
        return message_from_bytes(raw)["To"].partition("<")[2].rstrip(">") or CHANNEL.address

    def first_mail(self) -> Taken:
        return receive_message(self.ports, self.arriving())

    def reply(self, conversation: ConversationId, key: str) -> Taken:
        """Ana answers, as the edge orders it."""
        self.clock.ahead()
        seq = self.ports.conversations.head(conversation).seq
        return reply_to_conversation(self.ports, reply_order(conversation, seq, key, self.clock()))

    def round(self, conversation: ConversationId, number: int) -> Message:
        """Ana answers and the mail goes out."""
        self.reply(conversation, f"round {number}")
        deliver_message(self.ports, conversation)
        return self.last_answer(conversation)

    def last_answer(self, conversation: ConversationId) -> Message:
        """What the customer's next mail quotes."""
        content = self.ports.conversations.entry(conversation, self._last_message(conversation)).content
        assert isinstance(content, Message)
        return content

    def _last_message(self, conversation: ConversationId) -> int:
        return self.ports.conversations.head(conversation).last_message_seq


def reply_order(conversation: ConversationId, seq: int, key: str, now: datetime) -> ReplyOrder:
    receipt = Receipt(
        ExternalId.of_command(ANA.id, key), content_hash="f" * 64, expires_at=now + timedelta(days=7)
    )
    return ReplyOrder(conversation, Order(ANA, receipt), REPLY_TEXT, last_seq=seq)


@contextmanager
def scene() -> Iterator[Scene]:
    """Everything in this process; nothing of it stays."""
    clock = Clock()
    with mock_aws(), TemporaryDirectory() as folder, patch.dict(os.environ, {"AWS_DEFAULT_REGION": REGION}):
        place = Place(prefix="bench-", region=REGION)
        create_tables(place)
        local = settings_from({"BANDEJA_HOME": "local", "DATA_DIR": folder}).local
        assert local is not None
        home = wiring.open_local_home(local, clock)
        ports = replace(
            home.ports,
            conversations=DynamoConversationStore(place, clock),
            lists=DynamoConversationLists(place),
            contacts=DynamoContactStore(place),
            workspace=DynamoWorkspaceStore(place),
            pictures=DynamoPictureStore(place),
            live=DynamoLiveStore(place),
            chat_reads=DynamoChatReads(place),
        )
        ports.workspace.put_inbox(SUPPORT)
        ports.workspace.put_channel(CHANNEL)
        ports.workspace.add_agent(ANA)
        yield Scene(ports, place, Meter(place.client), clock)
        home.close()
