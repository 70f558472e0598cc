"""Answers to a program: tried again, in order, for a day; one that may have arrived comes again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.entry import Delivery
from chalicelib.domain.ids import ConversationId
from chalicelib.handlers.event_stream import on_tick
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Outbound
from chalicelib.usecases.deliver_message import deliver_message
from tests.crash.steps import Died
from tests.receiver import Receiver
from tests.unit.handlers.house import Browser
from tests.unit.handlers.test_custom_channels import custom, message, there, work_off
from tests.unit.handlers.test_custom_intake_bounds import Program, program
from tests.unit.handlers.test_mail_queue import Batch
from tests.unit.usecases.conftest import Clock

__all__ = ["custom", "program", "there"]


def log(program: Program) -> list[dict[str, Any]]:
    """Every try, the newest first; ids of tests do not sort by time."""
    path = f"/channels/{program.channel}/custom/deliveries"
    found: list[dict[str, Any]] = program.admin.get(path).json()["items"]
    return sorted(found, key=lambda one: str(one["at"]), reverse=True)


def tick(program: Program) -> None:
    on_tick(Batch())
    work_off(program.house)


@pytest.fixture
def thread(program: Program) -> ConversationId:
    program.tells(message("m-1"))
    return program.thread()


def test_answers_wait_for_each_other_until_the_program_is_back(
    program: Program, thread: ConversationId, there: Receiver, clock: Clock
) -> None:
    there.answer = lambda event: 503
    program.answered(thread, "First")
    program.answered(thread, "Second")
    clock.ahead(seconds=31)
    tick(program)
    assert there.taken == []

    there.answer = lambda event: 200
    clock.ahead(minutes=2)
    tick(program)

    assert [one["text"] for one in there.taken] == ["First", "Second"]
    assert [one["id"] for one in there.taken] == [
        f"{thread}-{program.seq_of(thread, 'First')}",
        f"{thread}-{program.seq_of(thread, 'Second')}",
    ]


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (503, {}, timedelta(seconds=30)),
        (500, {}, timedelta(seconds=30)),
        (408, {}, timedelta(seconds=30)),
        (425, {}, timedelta(seconds=30)),
        (429, {"Retry-After": "600"}, timedelta(minutes=10)),
        (429, {"Retry-After": "1"}, timedelta(seconds=30)),
    ],
)
def test_the_log_says_when_it_is_tried_again(
    program: Program,
    thread: ConversationId,
    there: Receiver,
    clock: Clock,
    status: int,
    headers: dict[str, str],
    wait: timedelta,
) -> None:
    there.answer, there.headers = lambda event: status, headers
    program.answered(thread, "Later")

    (tried,) = log(program)
    assert (tried["state"], tried["status"], tried["attempt"]) == ("later", status, 1)
    assert tried["next_try_at"] == (clock.now + wait).isoformat().replace("+00:00", "Z")


def test_a_server_that_is_gone_is_tried_for_a_day_and_then_fails(
    program: Program, thread: ConversationId, there: Receiver, clock: Clock
) -> None:
    there.answer = lambda event: 503
    program.answered(thread, "Later")
    for _ in range(60):
        clock.ahead(minutes=60)
        tick(program)

    assert program.state_of(thread, "Later") is Delivery.FAILED
    newest, *others = log(program)
    assert (newest["state"], newest["next_try_at"]) == ("failed", None)
    assert {one["state"] for one in others} == {"later"}
    assert 20 < len(there.got) < 40


@pytest.mark.parametrize("status", [400, 401, 404, 410, 301])
def test_a_refusal_is_final_and_says_the_status(
    program: Program, thread: ConversationId, there: Receiver, status: int
) -> None:
    there.answer = lambda event: status
    program.answered(thread, "No")

    assert program.state_of(thread, "No") is Delivery.FAILED
    (tried,) = log(program)
    assert (tried["state"], tried["status"]) == ("failed", status)
    shown = program.admin.get(f"/channels/{program.channel}/custom").json()
    assert shown["trouble"] == ("address" if status == 410 else "failing")


def test_a_process_that_died_over_a_message_sends_it_again_under_its_id(
    program: Program, thread: ConversationId, there: Receiver, clock: Clock
) -> None:
    """The program had it, nobody knows: it tells repeats by the id."""
    ports = program.house.ports
    program.answered(thread, "First")
    seq = ports.conversations.head(thread).seq
    order = {"last_seq": seq, "text": "Which lamp?"}
    assert program.admin.post(f"/conversations/{thread}/replies", order).status == 201
    dying = replace(ports, gateways={**ports.gateways, "custom": Dying(ports.gateways["custom"].send)})
    with pytest.raises(Died):
        deliver_message(dying, thread)
    assert program.state_of(thread, "Which lamp?") is None

    clock.ahead(seconds=61)
    tick(program)

    assert program.state_of(thread, "Which lamp?") is Delivery.SENT
    assert [one["text"] for one in there.taken] == ["First", "Which lamp?", "Which lamp?"]
    assert len({one["id"] for one in there.taken}) == 2


class Dying:
    """The message goes out, and then the process is gone."""

    def __init__(self, send: Callable[[Outbound], str]) -> None:
        self._send = send

    def send(self, outbound: Outbound) -> str:
        self._send(outbound)
        raise Died("after it was sent")

    def found(self, key: str, attempt: int) -> str | None:
        return None


def test_what_kills_the_process_every_time_is_given_up_after_a_day(
    program: Program, thread: ConversationId, clock: Clock, there: Receiver
) -> None:
    ports: Ports = program.house.ports
    assert (
        program.admin.post(f"/conversations/{thread}/replies", {"last_seq": 1, "text": "Which lamp?"}).status
        == 201
    )
    dying = replace(ports, gateways={**ports.gateways, "custom": Dying(ports.gateways["custom"].send)})
    with pytest.raises(Died):
        deliver_message(dying, thread)

    clock.ahead(hours=25)
    tick(program)

    assert program.state_of(thread, "Which lamp?") is Delivery.UNSURE
    assert len(there.taken) == 1


def test_the_log_goes_on_page_by_page(program: Program, thread: ConversationId, admin: Browser) -> None:
    for _ in range(55):
        admin.post(f"/channels/{program.channel}/custom/test", {})
    path = f"/channels/{program.channel}/custom/deliveries"
    first = admin.get(path).json()
    second = admin.get(path, {"cursor": first["next"]}).json()

    assert (len(first["items"]), len(second["items"]), second["next"]) == (50, 5, None)
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}
