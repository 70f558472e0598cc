"""Machines that answer each other are shown, make nobody wait, and are stopped by a budget."""

from dataclasses import replace

import pytest

from chalicelib.domain import limits
from chalicelib.domain.entry import Mailbox
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.mail_errors import Loop
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.receive_message import receive_message
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.test_receive_message import CARLA, a_mail
from tests.unit.usecases.threads import strangers_may_join

MOST = limits.AUTOMATIC_IN_CONVERSATION


def away(
    number: int, clock: Clock, sender: Mailbox = CARLA, answers: str = "<1@customer.example>"
) -> InboundMessage:
    """A machine answers in the thread of Carla's first mail."""
    mail = a_mail(f"<{sender.address}-{number}>", sender=sender, answers=answers, automatic=True)
    return replace(mail, received_at=clock())


def test_a_machine_may_say_in_a_thread_what_a_person_would_read_and_then_is_a_loop(
    ports: Ports, clock: Clock
) -> None:
    first = receive_message(ports, a_mail())
    for number in range(MOST):
        receive_message(ports, away(number, clock))

    with pytest.raises(Loop, match=rf"{MOST + 1} automatic mails of carla@customer.example .* 1 within"):
        receive_message(ports, away(99, clock))

    assert ports.conversations.head(first.conversation_id).seq == MOST + 1


def test_an_hour_later_it_may_speak_again(ports: Ports, clock: Clock) -> None:
    receive_message(ports, a_mail())
    for number in range(MOST):
        receive_message(ports, away(number, clock))
    clock.ahead(seconds=limits.LOOP_WINDOW_SECONDS)

    assert not receive_message(ports, away(99, clock)).repeated


def test_the_budget_is_of_each_address_and_a_person_has_none(ports: Ports, clock: Clock) -> None:
    strangers_may_join(ports)
    first = receive_message(ports, a_mail())
    for number in range(MOST):
        receive_message(ports, away(number, clock))

    other = receive_message(ports, away(1, clock, Mailbox("other@machine.example")))
    person = receive_message(ports, a_mail("<2@customer.example>", answers="<1@customer.example>"))

    assert other.conversation_id == first.conversation_id == person.conversation_id


def test_a_repeat_of_what_is_there_is_no_loop(ports: Ports, clock: Clock) -> None:
    receive_message(ports, a_mail())
    for number in range(MOST):
        receive_message(ports, away(number, clock))

    assert receive_message(ports, away(0, clock)).repeated


def test_a_machine_that_begins_conversation_after_conversation_is_stopped_too(
    ports: Ports, clock: Clock
) -> None:
    for number in range(limits.AUTOMATIC_BEGINNINGS):
        receive_message(ports, away(number, clock, answers=""))

    with pytest.raises(Loop, match="new conversations"):
        receive_message(ports, away(999, clock, answers=""))

    clock.ahead(seconds=limits.LOOP_WINDOW_SECONDS + 1)
    assert not receive_message(ports, away(999, clock, answers="")).repeated


def test_what_a_person_lets_in_is_let_in(ports: Ports, clock: Clock) -> None:
    first = receive_message(ports, a_mail())
    for number in range(MOST):
        receive_message(ports, away(number, clock))
    mail = replace(away(99, clock), let_in=True)

    assert receive_message(ports, mail).conversation_id == first.conversation_id


def test_machines_make_nobody_wait_and_open_nothing(ports: Ports, clock: Clock) -> None:
    taken = receive_message(ports, away(1, clock, answers=""))

    head = ports.conversations.head(taken.conversation_id)
    assert (head.waiting_since, head.last_message_seq) == (None, 0)
