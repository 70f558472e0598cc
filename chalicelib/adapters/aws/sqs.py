"""Jobs on SQS. A queue whose address ends in `.fifo` keeps the order within a group."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.adapters.aws.clients import throttles_named
from chalicelib.domain import limits
from chalicelib.domain.errors import TooLarge
from chalicelib.ports.outside import Job

LONGEST_DELAY_SECONDS = 900
MOST_AT_ONCE = 10


class SqsJobs:
    """The job queue on AWS. `addresses` maps a queue's name to its URL; `dead_letters` are URLs."""

    def __init__(self, client: Any, addresses: Mapping[str, str], dead_letters: Sequence[str] = ()) -> None:
        self._client = client
        self._addresses = addresses
        self._dead_letters = dead_letters

    def send(self, job: Job) -> None:
        _check(job)
        with throttles_named():
            self._client.send_message(QueueUrl=self._addresses[job.queue], **self._message(job))

    def send_all(self, jobs: Sequence[Job]) -> None:
        """In batches of SQS's size; what a batch did not take is sent again by itself."""
        for queue in dict.fromkeys(job.queue for job in jobs):
            ours = [job for job in jobs if job.queue == queue]
            for batch in _batches(ours):
                self._send_batch(queue, batch)

    def _send_batch(self, queue: str, jobs: Sequence[Job]) -> None:
        entries = [{"Id": str(place), **self._message(job)} for place, job in enumerate(jobs)]
        with throttles_named():
            answer = self._client.send_message_batch(QueueUrl=self._addresses[queue], Entries=entries)
        for place in sorted(int(failed["Id"]) for failed in answer.get("Failed", ())):
            self.send(jobs[place])

    def _message(self, job: Job) -> dict[str, Any]:
        options: dict[str, Any] = {"MessageBody": job.body}
        if self._addresses[job.queue].endswith(".fifo"):
            options["MessageGroupId"] = job.group or secrets.token_hex(16)
            options["MessageDeduplicationId"] = job.deduplication or secrets.token_hex(16)
        elif job.delay_seconds:
            options["DelaySeconds"] = job.delay_seconds
        return options

    def dead(self) -> int:
        return sum(self._waiting(address) for address in self._dead_letters)

    def _waiting(self, address: str) -> int:
        name = "ApproximateNumberOfMessages"
        with throttles_named():
            answer = self._client.get_queue_attributes(QueueUrl=address, AttributeNames=[name])
        return int(answer["Attributes"][name])


def _batches(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """At most ten in one, and no more bytes in all than one job may have (SQS: SendMessageBatch)."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        _check(job)
        length = len(job.body.encode())
        if batch and (len(batch) == MOST_AT_ONCE or size + length > limits.JOB):
            yield batch
            batch, size = [], 0
        batch.append(job)
        size += length
    if batch:
        yield batch


def _check(job: Job) -> None:
    """What the local home refuses is refused here too. Raises `TooLarge`, `ValueError`."""
    if len(job.body.encode()) > limits.JOB:
        raise TooLarge(f"A job holds at most {limits.JOB} bytes", field="job")
    if job.group and job.delay_seconds:
        raise ValueError("a job in a group keeps its place and cannot be delayed")
    if not 0 <= job.delay_seconds <= LONGEST_DELAY_SECONDS:
        raise ValueError(f"a job is delayed by at most {LONGEST_DELAY_SECONDS} seconds")
