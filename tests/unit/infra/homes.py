"""Both homes with mail coming in: the local one, and DynamoDB, S3 and SQS on moto."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from bench.cost_scene import BUCKET, cost_scene
from chalicelib import wiring
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.channels.email.notification import notification_of
from chalicelib.domain.entry import Status
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf

MAIL = b"""From: Carla Ruiz <carla@customer.example>\nTo: %s\nSubject: Lamp %d
Message-ID: <%d@customer.example>\n\nLamp %d flickers.\n"""
SUPPORT = "support@bandeja.test"


class Batch:
    """What Chalice passes to a queue's handler."""

    def __init__(self, *bodies: str) -> None:
        self._bodies = bodies

    def to_dict(self) -> dict[str, Any]:
        return {
            "Records": [
                {"messageId": f"job-{place}", "body": body, "attributes": {}}
                for place, body in enumerate(self._bodies)
            ]
        }


@dataclass(frozen=True)
class Home:
    """One home; `sqs` is moto's, with the deployed one."""

    ports: Ports
    sqs: Any = None

    def arrives(self, number: int, to: str = SUPPORT, at: datetime | None = None) -> str:
        """A mail lies among the incoming; the body of its notification."""
        name = f"m{number}"
        self.ports.blobs.put_incoming(name, MAIL % (to.encode(), number, number, number))
        return json.dumps(notification_of(name, (to,), "carla@customer.example", at or self.ports.now()))

    def takes_in(self, *bodies: str) -> None:
        assert on_mail(Batch(*bodies)) == {"batchItemFailures": []}

    def works(self) -> int:
        """Everything that waits in the queue `mail` is done; how much that was."""
        count = 0
        while bodies := self._waiting():
            self.takes_in(*bodies)
            count += len(bodies)
        return count

    def rows(self) -> dict[str, int]:
        """How much there is of everything."""
        heads = [
            row
            for inbox in self.ports.workspace.inboxes()
            for status in Status
            for row in self.ports.lists.page(Shelf(inbox.id, status), after=None, limit=100).rows
        ]
        return {
            "conversations": len(heads),
            "entries": sum(len(self.ports.conversations.entries(head.id)) for head in heads),
            "quarantined": len(self.ports.workspace.quarantined()),
        }

    def _waiting(self) -> list[str]:
        if isinstance(self.ports.jobs, SqliteJobs):
            held = self.ports.jobs.receive("mail", count=10, visibility_seconds=60)
            self.ports.jobs.done(held)
            return [one.body for one in held]
        queue = self.sqs.get_queue_url(QueueName="mail")["QueueUrl"]
        found = self.sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        for one in found:
            self.sqs.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
        return [one["Body"] for one in found]


@contextmanager
def deployed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The bucket keeps older versions, as the template says."""
    with cost_scene() as costs:
        s3, sqs = costs.clients
        s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        ports = costs.company.ports
        monkeypatch.setattr(wiring, "ports", lambda: ports)
        yield Home(ports, sqs)
