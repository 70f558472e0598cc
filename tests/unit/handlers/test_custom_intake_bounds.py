"""A program speaks for its own channel: whatever ids it names, it touches nothing of any other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.domain.entry import Delivery, Message
from chalicelib.domain.ids import ConversationId
from chalicelib.usecases.deliver_message import deliver_message
from tests.receiver import Receiver
from tests.unit.handlers.house import Browser, House
from tests.unit.handlers.test_custom_channels import (
    EVA,
    custom,
    entries,
    made,
    message,
    posted,
    rows,
    the_answer,
    there,
    work_off,
)
from tests.unit.usecases.conftest import Clock

__all__ = ["custom", "there"]
BO = {"external_id": "person-2", "name": "Bo"}


class Program:
    """A channel, and the program that speaks for it."""

    def __init__(self, house: House, admin: Browser, there: Receiver) -> None:
        self.house, self.admin = house, admin
        told = made(admin, there.url)
        self.channel, self.secret = told["id"], told["signing_secret"]

    def tells(self, *events: Any) -> None:
        assert posted(self.house, self.channel, self.secret, {"events": list(events)}).status == 202
        work_off(self.house)

    def thread(self, name: str = "Eva") -> ConversationId:
        (row,) = [
            row
            for row in rows(self.admin)
            if (row["contact"]["name"], row["channel"]) == (name, self.channel)
        ]
        return ConversationId(row["id"])

    def answered(self, conversation: ConversationId, text: str) -> str:
        """Our id of the answer, which was handed over."""
        seq = self.house.ports.conversations.head(conversation).seq
        order = {"last_seq": seq, "text": text}
        assert self.admin.post(f"/conversations/{conversation}/replies", order).status == 201
        deliver_message(self.house.ports, conversation)
        return f"{conversation}-{self.seq_of(conversation, text)}"

    def seq_of(self, conversation: ConversationId, text: str) -> int:
        found = self.house.ports.conversations.entries(conversation)
        return next(one.seq for one in found if isinstance(one.content, Message) and one.content.text == text)

    def state_of(self, conversation: ConversationId, text: str) -> Delivery | None:
        seq = self.seq_of(conversation, text)
        return self.house.ports.conversations.work(conversation, [seq])[seq].outcome


@pytest.fixture
def program(custom: House, admin: Browser, there: Receiver) -> Program:
    return Program(custom, admin, there)


def status(id_: str, state: str, contact: dict[str, str] = EVA) -> dict[str, Any]:
    return {"type": "status", "id": id_, "contact": contact, "state": state}


def test_what_became_of_a_message_is_told_by_its_own_program_only(
    program: Program, custom: House, admin: Browser, there: Receiver
) -> None:
    other = Program(custom, admin, there)
    other.tells(message("m-1"))
    ours = other.answered(other.thread(), "Which lamp?")

    program.tells(message("m-1", contact=BO), status(ours, "failed"), status(ours, "read"))

    assert other.state_of(other.thread(), "Which lamp?") is Delivery.SENT
    assert custom.ports.conversations.head(other.thread()).seen_through == 0
    other.tells(status(ours, "delivered"))
    assert other.state_of(other.thread(), "Which lamp?") is Delivery.DELIVERED


def test_a_message_under_the_id_of_one_of_ours_elsewhere_is_a_message_like_any_other(
    program: Program, custom: House, admin: Browser, there: Receiver
) -> None:
    other = Program(custom, admin, there)
    other.tells(message("m-1"))
    ours = other.answered(other.thread(), "Which lamp?")
    before = custom.ports.conversations.head(other.thread()).seq

    program.tells(message(ours, contact=BO, text="Mine"))

    assert [one["text"] for one in entries(admin, program.thread("Bo"))] == ["Mine"]
    assert custom.ports.conversations.head(other.thread()).seq == before


def test_a_program_that_calls_two_messages_the_same_has_both_sent(program: Program, there: Receiver) -> None:
    there.told = {"external_id": "1"}
    program.tells(message("m-1"), message("m-2", contact=BO))

    for name in ("Eva", "Bo"):
        program.answered(program.thread(name), f"Hello {name}")
        assert program.state_of(program.thread(name), f"Hello {name}") is Delivery.SENT


def test_two_channels_may_call_their_messages_the_same(
    program: Program, custom: House, admin: Browser, there: Receiver
) -> None:
    there.told = {"external_id": "1"}
    other = Program(custom, admin, there)
    for one in (program, other):
        one.tells(message("m-1"))
        one.answered(one.thread(), "Which lamp?")

    other.tells(status("1", "delivered"))

    assert program.state_of(program.thread(), "Which lamp?") is Delivery.SENT
    assert other.state_of(other.thread(), "Which lamp?") is Delivery.DELIVERED


@pytest.mark.parametrize("told", [{}, {"external_id": "x-1"}])
def test_a_message_that_failed_after_it_was_taken_is_sent_again(
    program: Program, admin: Browser, there: Receiver, clock: Clock, told: dict[str, str]
) -> None:
    there.told = told
    program.tells(message("m-1"))
    thread = program.thread()
    ours = program.answered(thread, "Which lamp?")

    for _ in range(2):
        clock.ahead(seconds=1)
        program.tells(status(told.get("external_id", ours), "failed"))
        assert program.state_of(thread, "Which lamp?") is Delivery.FAILED
        seq = program.seq_of(thread, "Which lamp?")
        assert admin.post(f"/conversations/{thread}/entries/{seq}/resend", {}).status in (200, 201)
        deliver_message(program.house.ports, thread)
        assert program.state_of(thread, "Which lamp?") is Delivery.SENT

    assert {one["id"] for one in there.taken} == {ours}
    assert [one["attempt"] for one in there.taken] == [1, 2, 3]


@pytest.mark.parametrize("told", [{}, {"external_id": "x-1"}])
def test_what_is_told_while_our_call_is_not_over_counts(
    program: Program, there: Receiver, told: dict[str, str]
) -> None:
    """The program says "delivered" before it has answered."""
    there.told = told
    program.tells(message("m-1"))

    def first_the_status(event: dict[str, Any]) -> int:
        program.tells(status(event["id"], "delivered"))
        return 200

    there.answer = first_the_status
    program.answered(program.thread(), "Which lamp?")

    assert program.state_of(program.thread(), "Which lamp?") is Delivery.DELIVERED


def test_an_answer_to_one_of_ours_and_our_answer_to_theirs_name_each_other(
    program: Program, custom: House, admin: Browser, there: Receiver
) -> None:
    there.told = {"external_id": "x-1"}
    program.tells(message("m-1"))
    thread = program.thread()
    program.answered(thread, "Which lamp?")
    program.tells(message("m-2", text="The red one", reply_to="x-1"))

    answered = next(one for one in entries(admin, thread) if one.get("text") == "The red one")
    assert answered["answers"] == the_answer(admin, thread)["seq"]
    order = {"last_seq": answered["seq"], "text": "I see", "answers": answered["seq"]}
    assert admin.post(f"/conversations/{thread}/replies", order).status == 201
    deliver_message(custom.ports, thread)
    assert json.loads(there.got[-1][1])["reply_to"] == "m-2"
