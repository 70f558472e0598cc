"""The events that AWS would send, made locally: queue, stream, schedule, and the context of an invocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from chalicelib.adapters.local.jobs import Received

Event = dict[str, Any]
Handler = Callable[[Event, Any], Any]

REGION = "local"
ACCOUNT = "000000000000"


@dataclass(frozen=True, slots=True)
class Context:
    """What Lambda passes beside the event."""

    function_name: str
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))
    function_version: str = "$LATEST"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:local"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def queue_event(queue: str, jobs: Sequence[Received]) -> Event:
    """A batch of SQS messages (AWS Lambda developer guide, "Using Lambda with Amazon SQS")."""
    return {"Records": [_queue_record(queue, job) for job in jobs]}


def _queue_record(queue: str, job: Received) -> Event:
    now = str(int(datetime.now(UTC).timestamp() * 1000))
    attributes = {
        "ApproximateReceiveCount": str(job.receives),
        "SentTimestamp": now,
        "SenderId": ACCOUNT,
        "ApproximateFirstReceiveTimestamp": now,
    }
    if job.group:
        attributes["MessageGroupId"] = job.group
    suffix = ".fifo" if job.group else ""
    return {
        "messageId": job.message_id,
        "receiptHandle": job.handle,
        "body": job.body,
        "attributes": attributes,
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}{suffix}",
        "awsRegion": REGION,
    }


def failed_messages(answer: Any, jobs: Sequence[Received]) -> set[str]:
    """Which messages of a batch failed by the handler's partial answer.

    As Lambda does: no answer means none, an answer that makes no sense means all.
    """
    everything = {job.message_id for job in jobs}
    if not answer:
        return set()
    if not isinstance(answer, Mapping) or not isinstance(answer.get("batchItemFailures", []), list):
        return everything
    named = {failure.get("itemIdentifier") for failure in answer.get("batchItemFailures", [])}
    return named if named <= everything else everything


def tick_event(at: datetime) -> Event:
    """What the one-minute schedule sends."""
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [],
        "detail": {},
    }
