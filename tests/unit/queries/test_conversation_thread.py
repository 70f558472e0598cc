"""A thread knows what became of our messages, wherever in the log it looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Actor, Delivery, DeliveryOutcome
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Commit
from chalicelib.queries.conversation_thread import conversation_detail, conversation_stretch
from tests.builders import a_receipt, an_answer
from tests.unit.handlers.house import House


class Counted:
    """A store whose calls are counted."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls[name] += 1
            return getattr(self.store, name)(*args, **kwargs)

        return call


def settled(house: House, head: Conversation, seq: int, state: Delivery) -> None:
    work = house.ports.conversations.work(head.id, [seq])[seq].settled(state)
    current = house.ports.conversations.head(head.id)
    step = current.record(DeliveryOutcome(seq, state), house.ports.now(), Actor.system("delivery"))
    house.ports.conversations.commit(Commit(step, (a_receipt(),), work=(work,)))


def states(ports: Ports, head: Conversation, **asked: Any) -> dict[int, str]:
    stretch = conversation_stretch(ports, head.id, **{"after": None, "before": None, "limit": 30, **asked})
    return {seq: outcome.state.value for (_, seq), outcome in stretch.outcomes.items()}


@pytest.fixture
def log(house: House) -> tuple[Conversation, int, int]:
    """Question, answer that bounced, question, answer under way; with the `seq` of both answers."""
    head = house.began()
    first = house.answered(head.id)
    settled(house, head, first, Delivery.SENT)
    settled(house, head, first, Delivery.BOUNCED)
    house.wrote(head.id)
    return head, first, house.answered(head.id)


def test_the_last_outcome_counts_and_no_outcome_means_on_its_way(
    house: House, log: tuple[Conversation, int, int]
) -> None:
    head, first, second = log

    assert states(house.ports, head) == {first: "bounced", second: "queued"}


def test_a_page_in_the_middle_knows_what_came_later(house: House, log: tuple[Conversation, int, int]) -> None:
    head, first, _ = log

    assert states(house.ports, head, before={head.id: first + 1}, limit=2) == {first: "bounced"}
    assert states(house.ports, head, after=first - 1, limit=1) == {first: "bounced"}


def test_opening_a_thread_asks_the_log_once(house: House, log: tuple[Conversation, int, int]) -> None:
    counted = Counted(house.ports.conversations)

    states(replace(house.ports, conversations=counted), log[0])

    assert counted.calls == {"thread": 1}


def test_an_answer_to_our_own_mail_goes_to_whom_that_went(house: House) -> None:
    head = house.began()
    house.answered(head.id, to=an_answer().to, cc=())

    detail = conversation_detail(house.ports, head.id)

    assert [mailbox.address for mailbox in detail.reply.to] == ["carla@customer.test"]
    assert detail.from_address == "support@bandeja.test"
