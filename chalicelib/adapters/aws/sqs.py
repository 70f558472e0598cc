"""Jobs on SQS. A queue whose address ends in `.fifo` keeps the order within a group."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.adapters.aws.clients import throttles_named
from chalicelib.domain import limits
from chalicelib.domain.errors import TooLarge
from chalicelib.ports.outside import Job

LONGEST_DELAY_SECONDS = 900


class SqsJobs:
    """The job queue on AWS. `addresses` maps a queue's name to its URL; `dead_letters` are URLs."""

    def __init__(self, client: Any, addresses: Mapping[str, str], dead_letters: Sequence[str] = ()) -> None:
        self._client = client
        self._addresses = addresses
        self._dead_letters = dead_letters

    def send(self, job: Job) -> None:
        _check(job)
        address = self._addresses[job.queue]
        options: dict[str, Any] = {}
        if address.endswith(".fifo"):
            options["MessageGroupId"] = job.group or secrets.token_hex(16)
            options["MessageDeduplicationId"] = job.deduplication or secrets.token_hex(16)
        elif job.delay_seconds:
            options["DelaySeconds"] = job.delay_seconds
        with throttles_named():
            self._client.send_message(QueueUrl=address, MessageBody=job.body, **options)

    def dead(self) -> int:
        return sum(self._waiting(address) for address in self._dead_letters)

    def _waiting(self, address: str) -> int:
        name = "ApproximateNumberOfMessages"
        with throttles_named():
            answer = self._client.get_queue_attributes(QueueUrl=address, AttributeNames=[name])
        return int(answer["Attributes"][name])


def _check(job: Job) -> None:
    """What the local home refuses is refused here too. Raises `TooLarge`, `ValueError`."""
    if len(job.body.encode()) > limits.JOB:
        raise TooLarge(f"A job holds at most {limits.JOB} bytes", field="job")
    if job.group and job.delay_seconds:
        raise ValueError("a job in a group keeps its place and cannot be delayed")
    if not 0 <= job.delay_seconds <= LONGEST_DELAY_SECONDS:
        raise ValueError(f"a job is delayed by at most {LONGEST_DELAY_SECONDS} seconds")
