"""Both homes keep jobs alike: at least once, in order within a group, dead letters after five receives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.aws.sqs import SqsJobs
from chalicelib.adapters.local.jobs import Received, SqliteJobs
from chalicelib.domain import limits
from chalicelib.domain.errors import TooLarge
from chalicelib.ports.outside import Job, JobQueue
from tests.builders import NOW


@dataclass(frozen=True, slots=True)
class Engine:
    """A job queue, and what the machinery beside it does.

    `receive` gives bodies and holds them; `finish` and `fail` end what was received last; `dead` moves what
    was received too often and counts the dead letters.
    """

    jobs: JobQueue
    receive: Callable[[str], list[str]]
    finish: Callable[[], None]
    fail: Callable[[], None]


class MovingClock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def sqlite_engine() -> Engine:
    clock = MovingClock()
    jobs = SqliteJobs(None, clock)
    held: list[Received] = []

    def receive(queue: str) -> list[str]:
        held[:] = jobs.receive(queue, count=10, visibility_seconds=30)
        return [job.body for job in held]

    def fail() -> None:
        jobs.give_back(held, lambda receives: 0)

    return Engine(jobs, receive, lambda: jobs.done(held), fail)


def sqs_engine() -> Engine:
    client = boto3.client("sqs", region_name="us-east-1")
    dead: list[str] = []
    queues: dict[str, str] = {}
    for name in ("followups", "delivery.fifo"):
        fifo = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
        dead_name = f"dead-{name}"
        dead.append(client.create_queue(QueueName=dead_name, Attributes=fifo)["QueueUrl"])
        arn = f"arn:aws:sqs:us-east-1:123456789012:{dead_name}"
        redrive = f'{{"deadLetterTargetArn": "{arn}", "maxReceiveCount": "{limits.JOB_RECEIVES}"}}'
        made = client.create_queue(QueueName=name, Attributes={**fifo, "RedrivePolicy": redrive})
        queues[name.removesuffix(".fifo")] = made["QueueUrl"]
    held: list[tuple[str, str]] = []

    def receive(queue: str) -> list[str]:
        answer = client.receive_message(
            QueueUrl=queues[queue], MaxNumberOfMessages=10, VisibilityTimeout=30, WaitTimeSeconds=0
        )
        messages = answer.get("Messages", [])
        held[:] = [(queues[queue], message["ReceiptHandle"]) for message in messages]
        return [message["Body"] for message in messages]

    def finish() -> None:
        for url, handle in held:
            client.delete_message(QueueUrl=url, ReceiptHandle=handle)

    def fail() -> None:
        for url, handle in held:
            client.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)

    return Engine(SqsJobs(client, queues, dead), receive, finish, fail)


@pytest.fixture(params=["sqlite", "sqs-moto"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield sqlite_engine()
        return
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield sqs_engine()


def test_a_job_is_received_and_then_done(engine: Engine) -> None:
    engine.jobs.send(Job("followups", '{"a": "ñ"}'))

    assert engine.receive("followups") == ['{"a": "ñ"}']
    engine.finish()

    assert engine.receive("followups") == []
    assert engine.jobs.dead() == 0


def test_a_job_that_somebody_holds_is_given_to_nobody_else(engine: Engine) -> None:
    engine.jobs.send(Job("followups", "once"))

    assert engine.receive("followups") == ["once"]

    assert engine.receive("followups") == []


def test_queues_do_not_mix(engine: Engine) -> None:
    engine.jobs.send(Job("delivery", "for delivery", group="a"))

    assert engine.receive("followups") == []
    assert engine.receive("delivery") == ["for delivery"]


def test_a_group_is_done_in_order(engine: Engine) -> None:
    for number in range(3):
        engine.jobs.send(Job("delivery", f"job {number}", group="a"))

    assert engine.receive("delivery") == ["job 0", "job 1", "job 2"]
    engine.fail()

    assert engine.receive("delivery") == ["job 0", "job 1", "job 2"]


def test_a_group_waits_while_one_of_its_jobs_is_held(engine: Engine) -> None:
    engine.jobs.send(Job("delivery", "first", group="a"))
    assert engine.receive("delivery") == ["first"]

    engine.jobs.send(Job("delivery", "second", group="a"))
    engine.jobs.send(Job("delivery", "of another group", group="b"))

    assert engine.receive("delivery") == ["of another group"]


def test_one_deduplication_id_is_one_job(engine: Engine) -> None:
    for _ in range(2):
        engine.jobs.send(Job("delivery", "once", group="a", deduplication="entry 7"))
    engine.jobs.send(Job("delivery", "other", group="a", deduplication="entry 8"))

    assert engine.receive("delivery") == ["once", "other"]


def test_jobs_without_deduplication_id_are_all_kept(engine: Engine) -> None:
    for _ in range(2):
        engine.jobs.send(Job("delivery", "same words", group="a"))

    assert engine.receive("delivery") == ["same words", "same words"]


def test_a_delayed_job_is_not_there_yet(engine: Engine) -> None:
    engine.jobs.send(Job("followups", "later", delay_seconds=60))

    assert engine.receive("followups") == []


@pytest.mark.parametrize("queue", ["followups", "delivery"])
def test_after_five_receives_a_job_is_with_the_dead_letters(engine: Engine, queue: str) -> None:
    engine.jobs.send(Job(queue, "poison", group="a" if queue == "delivery" else ""))

    for _ in range(limits.JOB_RECEIVES):
        assert engine.receive(queue) == ["poison"]
        engine.fail()

    assert engine.receive(queue) == []
    assert engine.jobs.dead() == 1


def test_poison_does_not_hold_up_its_group_for_ever(engine: Engine) -> None:
    engine.jobs.send(Job("delivery", "poison", group="a"))
    for _ in range(limits.JOB_RECEIVES):
        engine.receive("delivery")
        engine.fail()

    engine.jobs.send(Job("delivery", "next", group="a"))

    assert engine.receive("delivery") == ["next"]


def test_what_sqs_would_refuse_both_homes_refuse(engine: Engine) -> None:
    with pytest.raises(TooLarge):
        engine.jobs.send(Job("followups", "ñ" * (limits.JOB // 2 + 1)))
    with pytest.raises(ValueError, match="cannot be delayed"):
        engine.jobs.send(Job("delivery", "x", group="a", delay_seconds=1))
    with pytest.raises(ValueError, match="at most 900 seconds"):
        engine.jobs.send(Job("followups", "x", delay_seconds=901))

    engine.jobs.send(Job("followups", "x" * limits.JOB))
    assert engine.receive("followups") == ["x" * limits.JOB]
