"""An agent answers on a platform: only what it takes, only while it takes it, and once each part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.entry import Attachment, Delivery, DeliveryOutcome, Message
from chalicelib.domain.errors import Invalid, WindowClosed
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.platform_account import MISSING, TOKEN, PlatformAccount
from chalicelib.domain.receipt import ExternalId
from chalicelib.domain.sending_errors import SendRefused, SendUnsure, TokenInvalid
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Outbound
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.resend_message import resend_message
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import Clock, RecordingGateway
from tests.unit.usecases.platform_people import CARLA, PAGE, log_of, received, told

HUGE = Attachment("f", BlobId("a" * 64), "x.zip", "application/zip", 26_000_000)


@pytest.fixture
def thread(ports: Ports) -> ConversationId:
    """Carla wrote at noon."""
    ports.workspace.put_channel(PAGE)
    return received(ports, told("Is it open?")).conversation_id


def order(thread: ConversationId, text: str = "Until six", **more: Any) -> ReplyOrder:
    return replace(ReplyOrder(thread, Order(ANA), text, 1), **more)


def test_an_answer_goes_to_the_person_and_is_known_by_the_platforms_id(
    ports: Ports, thread: ConversationId, gateway: RecordingGateway
) -> None:
    taken = reply_to_conversation(ports, order(thread, answers=1))
    deliver_message(ports, thread)

    (sent,) = gateway.sent
    assert (sent.text, sent.recipients) == ("Until six", ("7001",))
    assert (sent.answers, sent.by_person) == ("m_Is it open?", True)
    assert sent.wrote_at == ports.conversations.entry(thread, 1).at
    known = ports.conversations.known([ExternalId.of_ours("provider-1")])
    assert [(row.conversation_id, row.seq) for row in known.values()] == [(thread, taken.seq)]


def test_the_platform_takes_answers_for_a_while_and_then_no_more(
    ports: Ports, thread: ConversationId, clock: Clock
) -> None:
    clock.ahead(days=6, hours=23)
    reply_to_conversation(ports, order(thread))
    clock.ahead(hours=2)

    with pytest.raises(WindowClosed, match="Carla Pérez writes again"):
        reply_to_conversation(ports, order(thread, "Still there?", insist=True))


def test_a_program_may_answer_only_as_long_as_the_platform_takes_machines(
    ports: Ports, thread: ConversationId, clock: Clock, gateway: RecordingGateway
) -> None:
    token = Order(ANA, by_program=True)
    reply_to_conversation(ports, order(thread, by=token))
    deliver_message(ports, thread)
    clock.ahead(hours=25)

    with pytest.raises(WindowClosed, match="only what a person writes"):
        reply_to_conversation(ports, order(thread, by=token))

    reply_to_conversation(ports, order(thread))
    deliver_message(ports, thread)
    assert [one.by_person for one in gateway.sent] == [False, True]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"),
        ({"quick_replies": tuple("abcdefghijklmn")}, "quick_replies"),
        ({"quick_replies": ("one that is far too long to be pressed",)}, "quick_replies"),
        ({"quick_replies": ("Small", " Small ")}, "quick_replies"),
        (
            {"attachments": (Attachment("f", BlobId("a" * 64), "x.zip", "application/zip", 26_000_000),)},
            "attachments",
        ),
    ],
)
def test_what_it_takes_in_no_message_is_told_at_once(
    ports: Ports, thread: ConversationId, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        reply_to_conversation(ports, order(thread, **more))

    assert refused.value.field == field


def test_an_answer_that_is_sent_again_has_its_quick_replies_once_more(
    ports: Ports, thread: ConversationId, gateway: RecordingGateway
) -> None:
    wanted = order(thread, "Which size?", quick_replies=("Small", "Large"))
    seq = reply_to_conversation(ports, wanted).seq
    gateway.fails.append(SendRefused("(#100) Invalid parameter"))
    deliver_message(ports, thread)
    assert gateway.sent == []

    resend_message(ports, thread, seq, Order(ANA))
    deliver_message(ports, thread)

    (sent,) = gateway.sent
    assert sent.text == "Which size?"
    assert [(one.kind, one.title) for one in sent.message.parts] == [
        ("quick_reply", "Small"),
        ("quick_reply", "Large"),
    ]


class PartsGateway(RecordingGateway):
    """Sends three parts for each message; `breaks_after` of them the line breaks, once."""

    breaks_after = 9

    def send(self, outbound: Outbound) -> str:
        for part in range(len(outbound.parts_sent), 3):
            if part == self.breaks_after:
                self.breaks_after = 9
                raise SendUnsure("The line broke")
            self.sent.append(replace(outbound, text=f"{outbound.text} {part}"))
            if part < 2:
                outbound.part_sent(f"part-{part}")
        return "part-2"


def test_no_part_of_an_answer_goes_twice(ports: Ports, thread: ConversationId) -> None:
    gateway = PartsGateway()
    gateway.breaks_after = 1
    ports = replace(ports, gateways={"messenger": gateway})
    taken = reply_to_conversation(ports, order(thread))
    deliver_message(ports, thread)
    work = ports.conversations.work(thread, [taken.seq])[taken.seq]
    assert (work.outcome, work.parts) == (Delivery.UNSURE, ("part-0",))

    ports.conversations.change_work(work.again(ports.now()))
    deliver_message(ports, thread)

    assert [one.text for one in gateway.sent] == ["Until six 0", "Until six 1", "Until six 2"]
    parts = [ExternalId.of_ours(f"part-{number}") for number in range(3)]
    assert [row.seq for row in ports.conversations.known(parts).values()] == [taken.seq] * 3
    states = [one.state for one in log_of(ports, thread) if isinstance(one, DeliveryOutcome)]
    assert states == [Delivery.UNSURE, Delivery.SENT]


def test_it_goes_to_whoever_wrote(ports: Ports, thread: ConversationId) -> None:
    taken = reply_to_conversation(ports, order(thread))

    message = ports.conversations.entry(thread, taken.seq).content
    assert isinstance(message, Message)
    assert [(one.address, one.name) for one in message.to] == [(CARLA.id, CARLA.name)]
    assert message.sender.address == ""


def state_of_page(ports: Ports) -> PlatformAccount:
    (page,) = (one for one in ports.workspace.channels() if one.id == PAGE.id)
    assert page.platform is not None
    return page.platform


@pytest.mark.parametrize(("missing", "trouble"), [((), ""), (("message_reads",), MISSING)])
def test_a_message_that_goes_out_shows_that_the_token_works_again(
    ports: Ports,
    thread: ConversationId,
    gateway: RecordingGateway,
    clock: Clock,
    missing: tuple[str, ...],
    trouble: str,
) -> None:
    (page,) = (one for one in ports.workspace.channels() if one.id == PAGE.id)
    ports.workspace.change_channel(page.changed(platform=replace(state_of_page(ports), missing=missing)))
    gateway.fails = [TokenInvalid("The session has ended")]
    reply_to_conversation(ports, order(thread))
    deliver_message(ports, thread)
    assert state_of_page(ports).trouble == TOKEN

    clock.ahead(minutes=1)
    deliver_message(ports, thread)

    assert len(gateway.sent) == 1
    assert (state_of_page(ports).trouble, state_of_page(ports).detail) == (trouble, "")


def test_a_message_that_goes_out_writes_nothing_to_a_channel_without_trouble(
    ports: Ports, thread: ConversationId
) -> None:
    before = [one.version for one in ports.workspace.channels()]
    reply_to_conversation(ports, order(thread))
    deliver_message(ports, thread)

    assert [one.version for one in ports.workspace.channels()] == before
