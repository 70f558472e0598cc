"""The scene with all that costs behind it: S3 and SQS of moto, open screens, sizes of mail and logs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import boto3

from bench.scene import ANA, CHANNEL, REGION, SUPPORT, Scene, scene
from bench.usage import requests_counted, together
from chalicelib.adapters.announcing import AnnouncingConversations, Team, WatcherAnnouncer, announce_commit
from chalicelib.adapters.aws.s3 import S3Blobs
from chalicelib.adapters.aws.sqs import SqsJobs
from chalicelib.channels.email.message_ids import ses_message_id
from chalicelib.channels.email.outbound import build_mail
from chalicelib.handlers.log import log
from chalicelib.ports.faces import RecentFaces
from chalicelib.ports.outside import Gateway, Outbound
from chalicelib.ports.stores import Connection

BUCKET = "bench-data"
SES_ID = "0102018f7a2b3c4d-000000"
OPEN_SCREENS = 3
"""So many browsers watch the inbox when a mail comes in or goes out."""


class CountedSockets:
    """Takes frames and counts them."""

    def __init__(self) -> None:
        self.frames = 0

    def push(self, connection_id: str, frame: bytes) -> bool:
        del connection_id, frame
        self.frames += 1
        return True

    def push_all(self, connection_ids: Sequence[str], frame: bytes) -> tuple[str, ...]:
        for one in connection_ids:
            self.push(one, frame)
        return ()

    def close(self, connection_id: str) -> None:
        del connection_id


class SizedGateway:
    """Hands on to another gateway, adds up what went out, and names it as SES does."""

    def __init__(self, behind: Gateway, company: Scene) -> None:
        self._behind = behind
        self._company = company
        self.mails = 0
        self.sent_bytes = 0

    def send(self, outbound: Outbound) -> str:
        self.mails += 1
        self.sent_bytes += len(build_mail(outbound, date=self._company.clock()))
        self._behind.send(outbound)
        return ses_message_id(SES_ID, REGION)

    def found(self, key: str, attempt: int) -> str | None:
        return self._behind.found(key, attempt)


class LogSize(logging.Handler):
    """Adds up the bytes of the product's log lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(log.registered_formatter)
        self.written = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.written += len(self.format(record).encode()) + 1


@dataclass(slots=True)
class CostScene:
    """The company and all that is counted about it."""

    company: Scene
    sockets: CountedSockets
    gateway: SizedGateway
    clients: tuple[Any, Any]
    log_size: LogSize

    def used(self, run: Callable[[], object]) -> dict[str, float]:
        """What a stretch of the product used, without the calls of functions around it."""
        frames, mails, sent = self.sockets.frames, self.gateway.mails, self.gateway.sent_bytes
        written = self.log_size.written
        with requests_counted(self.clients) as requests, self.company.meter.counting() as cost:
            run()
        return together(
            requests,
            {
                "DynamoDB read units": cost.reads,
                "DynamoDB write units": cost.writes,
                "API Gateway socket messages": self.sockets.frames - frames,
                "SES mails out": self.gateway.mails - mails,
                "SES GB out": (self.gateway.sent_bytes - sent) / 1e9,
                "CloudWatch GB of logs": (self.log_size.written - written) / 1e9,
            },
        )


@contextmanager
def cost_scene() -> Iterator[CostScene]:
    """Everything in this process; nothing of it stays."""
    with scene() as company:
        s3, sqs = boto3.client("s3", REGION), boto3.client("sqs", REGION)
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        fifo = {"FifoQueue": "true"}
        addresses = {
            "mail": sqs.create_queue(QueueName="mail")["QueueUrl"],
            "delivery": sqs.create_queue(QueueName="delivery.fifo", Attributes=fifo)["QueueUrl"],
            "followups": sqs.create_queue(QueueName="followups")["QueueUrl"],
        }
        ports, sockets, log_size = company.ports, CountedSockets(), LogSize()
        gateway = SizedGateway(ports.gateways["email"], company)
        jobs = SqsJobs(sqs, addresses)
        team = Team(company.clock, RecentFaces(ports.workspace, company.clock))
        tell = announce_commit(WatcherAnnouncer(ports.live, sockets, jobs, team))
        company.ports = replace(
            ports,
            conversations=AnnouncingConversations(ports.conversations, tell),
            blobs=S3Blobs(s3, BUCKET),
            jobs=jobs,
            gateways={CHANNEL.kind: gateway},
            sockets=sockets,
        )
        with sized(log_size):
            yield CostScene(company, sockets, gateway, (s3, sqs), log_size)


@contextmanager
def sized(log_size: LogSize) -> Iterator[None]:
    """The product's log lines are counted instead of written."""
    logger = logging.getLogger(log.service)
    before = list(logger.handlers)
    logger.handlers[:] = [log_size]
    try:
        yield
    finally:
        logger.handlers[:] = before


def open_screens(company: Scene, session_id: str) -> None:
    """Browsers of Ana that watch the inbox."""
    ends = company.clock() + timedelta(days=7)
    for number in range(OPEN_SCREENS):
        connection = Connection(f"screen{number}", ANA.id, session_id, ends, inboxes=(SUPPORT.id,))
        company.ports.live.put_connection(connection)
