"""Webhooks of events in the deployed home, broken at any request to DynamoDB: all is told, in order."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from chalicelib.adapters.aws.dynamodb.call_log import DynamoCallLog
from chalicelib.adapters.aws.dynamodb.contact_store import DynamoContactStore
from chalicelib.adapters.aws.dynamodb.conversation_lists import DynamoConversationLists
from chalicelib.adapters.aws.dynamodb.conversation_store import DynamoConversationStore
from chalicelib.adapters.aws.dynamodb.live_store import DynamoLiveStore
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.tables import create_tables
from chalicelib.adapters.aws.dynamodb.telling_store import DynamoTellings
from chalicelib.adapters.aws.dynamodb.workspace_store import DynamoWorkspaceStore
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain.entry import Status
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.ids import ConversationId
from chalicelib.handlers.event_queue import on_events
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.set_conversation_status import set_conversation_status
from chalicelib.usecases.wake_due_tellings import wake_due_tellings
from tests.builders import an_inbox
from tests.crash.aws_lines import Line, LineFault, line_of
from tests.crash.flows import order_of
from tests.crash.steps import Died, Steps
from tests.crash.subscribers import (
    Program,
    a_program,
    all_events,
    check_heard,
    refuses_until,
    takes,
    with_ids_in_time,
)
from tests.crash.test_aws_call_sites import FIRST
from tests.crash.world import ANA, BEGIN, SUPPORT, Clock, Worlds
from tests.receiver import Receiver, receiver
from tests.unit.handlers.test_mail_queue import Batch

SOAK = bool(os.environ.get("BANDEJA_SOAK"))
AT_LANDING = (LineFault.ANSWER_LOST_ONCE, LineFault.DIE_AFTER)
FAULTS = tuple(LineFault) if SOAK else AT_LANDING
SPACED = 12
READS = ("Query", "GetItem")
PASSES = timedelta(seconds=31)
MOST_TURNS = 30


@pytest.fixture(scope="module")
def lines() -> Iterator[tuple[Receiver, ...]]:
    with ExitStack() as opened:
        yield tuple(opened.enter_context(receiver()) for _ in range(2))


@dataclass
class Cloud:
    """A conversation that began and was closed, and two programs that were told nothing of it yet."""

    ports: Ports
    clock: Clock
    conversation: ConversationId
    programs: tuple[Program, Program]
    place: Place

    @property
    def queue(self) -> SqliteJobs:
        assert isinstance(self.ports.jobs, SqliteJobs)
        return self.ports.jobs

    def until_told(self) -> None:
        """The jobs of the queue, and once a minute what is due: for as long as it takes."""
        for _ in range(MOST_TURNS):
            self.work_off()
            self.clock.ahead(PASSES)
            try:
                wake_due_tellings(self.ports)
            except (Unavailable, Died):
                continue
            if not self.queue.waiting():
                return
        raise AssertionError("it never ended")

    def work_off(self) -> None:
        while jobs := self.queue.receive("events", count=1, visibility_seconds=60):
            (job,) = jobs
            record = {
                "messageId": job.message_id,
                "body": job.body,
                "attributes": {"MessageGroupId": job.group},
            }
            try:
                failed = on_events(Batch(record))["batchItemFailures"]
            except Died:
                failed = [job]
            if failed:
                self.queue.give_back(jobs, lambda receives: 0)
            else:
                self.queue.done(jobs)


Clouds = Callable[[], Cloud]


@pytest.fixture
def clouds(worlds: Worlds, moto: Callable[[], Place], lines: tuple[Receiver, ...]) -> Clouds:
    def made() -> Cloud:
        world, place = worlds.make(Steps(counting=False)), moto()
        create_tables(place)
        ports = with_ids_in_time(
            replace(
                world.plain,
                conversations=DynamoConversationStore(place, world.clock),
                lists=DynamoConversationLists(place),
                contacts=DynamoContactStore(place),
                workspace=DynamoWorkspaceStore(place),
                live=DynamoLiveStore(place),
                tellings=DynamoTellings(place),
                call_log=DynamoCallLog(place, world.clock),
            ),
            world.clock,
        )
        world.ports = ports
        ports.workspace.put_inbox(an_inbox())
        ports.workspace.put_channel(SUPPORT)
        ports.workspace.add_agent(ANA)
        moods = refuses_until(BEGIN + PASSES / 2), takes
        refusing, healthy = (
            a_program(ports, line, world.clock, mood) for line, mood in zip(lines, moods, strict=True)
        )
        conversation = receive_message(ports, FIRST).conversation_id
        set_conversation_status(ports, conversation, Status.CLOSED, order_of(ANA, "close"))
        body = json.dumps({"conversation": conversation})
        ports.jobs.send(Job("events", body, group=conversation, deduplication="first"))
        return Cloud(ports, world.clock, conversation, (refusing, healthy), place)

    return made


@pytest.mark.parametrize("fault", FAULTS)
def test_broken_at_any_request_everybody_is_told_everything_in_order(
    clouds: Clouds, fault: LineFault
) -> None:
    for number in chosen(requests_of(clouds())):
        cloud = clouds()
        with line_of(cloud.place.client, Line(number, fault)) as line:
            cloud.until_told()
        try:
            check(cloud)
        except AssertionError as error:
            raise AssertionError(f"request {number}, {line.sent[number - 1]}, {fault}: {error}") from error


def requests_of(cloud: Cloud) -> list[str]:
    """On a good day."""
    with line_of(cloud.place.client, Line()) as line:
        cloud.until_told()
    check(cloud)
    return line.sent


def check(cloud: Cloud) -> None:
    assert cloud.queue.dead() == 0
    for program in cloud.programs:
        check_heard(cloud.ports, program, all_events(cloud.ports, [cloud.conversation]))
    assert cloud.programs[1].longest_wait < PASSES, "it waited for another"


def chosen(sent: list[str]) -> Iterator[int]:
    """All of them in the soak; at landing the writes, and some of the others."""
    assert len(sent) > 20, "nothing was sent"
    for number, name in enumerate(sent, 1):
        if SOAK or number % SPACED == 0 or name not in READS:
            yield number
