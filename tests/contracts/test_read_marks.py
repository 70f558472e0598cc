"""What a platform tells of reading moves the mark alike in both homes: late, twice and in any order."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.platform_event import Mark, Watermark
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.record_mark import record_mark
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.contracts.engines import Home
from tests.unit.usecases.company import ANA, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.conftest import clock as clock
from tests.unit.usecases.conftest import gateway as gateway
from tests.unit.usecases.conftest import ports as ports
from tests.unit.usecases.platform_people import CARLA, PAGE, later, received, told

ANSWERS = 3


@pytest.fixture
def company(ports: Ports, home: Home) -> Ports:
    """The company, whose conversations lie in this home."""
    home.workspace.put_inbox(SUPPORT_INBOX)
    home.workspace.put_channel(PAGE)
    return replace(
        ports,
        workspace=home.workspace,
        lists=home.lists,
        conversations=home.conversations,
        contacts=home.contacts,
        live=home.live,
    )


def answered(company: Ports, clock: Clock) -> tuple[ConversationId, list[int]]:
    """Carla wrote, and was answered at each full minute."""
    conversation = received(company, told("Hi")).conversation_id
    seqs = []
    for number in range(ANSWERS):
        head = company.conversations.head(conversation)
        order = ReplyOrder(conversation, Order(ANA), f"Answer {number}", head.seq)
        seqs.append(reply_to_conversation(company, order).seq)
        deliver_message(company, conversation)
        clock.ahead(minutes=1)
    return conversation, seqs


def test_each_watermark_moves_it_and_none_takes_it_back(company: Ports, clock: Clock) -> None:
    conversation, (first, second, third) = answered(company, clock)
    moved = []

    for minutes in (0.5, 0.5, 2.5, 1.5, 2.5):
        record_mark(company, PAGE, Watermark(CARLA, Mark.READ, later(minutes=minutes)))
        moved.append(company.conversations.head(conversation).seen_through)

    assert moved == [first, first, third, third, third]
    assert second not in moved


@pytest.mark.parametrize("order", list(itertools.permutations((0.5, 1.5, 2.5))))
def test_in_any_order_it_ends_at_the_last_answer(
    company: Ports, clock: Clock, order: tuple[float, ...]
) -> None:
    conversation, seqs = answered(company, clock)

    for minutes in order:
        record_mark(company, PAGE, Watermark(CARLA, Mark.READ, later(minutes=minutes)))

    assert company.conversations.head(conversation).seen_through == seqs[-1]
