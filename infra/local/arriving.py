"""Mail that arrives: who may be written to, and the notification that SES would publish about it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.channels.email.intake import channel_for
from chalicelib.domain.workspace import Channel
from chalicelib.ports.outside import BlobStore, Clock, Job, JobQueue, NewId

MAIL_QUEUE = "mail"
EMAIL = "email"
BUCKET = "local"
TOPIC = "arn:aws:sns:local:000000000000:mail"
REPLY_ADDRESS = re.compile(r"reply\+.+", re.IGNORECASE)

PASSED = ("spamVerdict", "virusVerdict")
UNKNOWN = ("spfVerdict", "dkimVerdict", "dmarcVerdict")  # nothing was checked on this machine


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the SMTP dialogue said; `sender` is empty for bounces."""

    sender: str
    recipients: tuple[str, ...]


def is_known(address: str, channels: Sequence[Channel]) -> bool:
    """Whether mail to this address is ours: a channel's (with a +tag or by catch-all), or an answer's."""
    if channel_for(address, channels):
        return True
    local, _, domain = address.lower().rpartition("@")
    ours = {one.address.lower().rpartition("@")[2] for one in channels if one.kind == EMAIL}
    return domain in ours and bool(REPLY_ADDRESS.fullmatch(local))


def requeue_lost(blobs: FolderBlobs, jobs: SqliteJobs, at: datetime) -> int:
    """At a start: mail that a killed process had on the disk and not in the queue is queued now.

    The sweep of the product would find it after a quarter of an hour. Its envelope is lost, as it is with
    an event that SES lost. How many there were.
    """
    lost = [name for name in blobs.incoming_before(at) if not jobs.mentions(name)]
    for name in lost:
        jobs.send(Job(MAIL_QUEUE, json.dumps({"swept": name, "at": at.isoformat()})))
    return len(lost)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Puts raw mail where SES would put it, then queues what SES would publish."""

    blobs: BlobStore
    jobs: JobQueue
    clock: Clock
    new_id: NewId

    def take(self, envelope: Envelope, raw: bytes) -> str:
        """When this returns the name of the kept mail, both the mail and its job are on the disk."""
        name = self.new_id()
        self.blobs.put_incoming(name, raw)
        self.jobs.send(Job(MAIL_QUEUE, notification(name, envelope, self.clock())))
        return name


def notification(name: str, envelope: Envelope, at: datetime) -> str:
    """The SNS notification around that of SES (SES developer guide, "Notification contents").

    JSON text; `name` is both the id of the mail and its object below `incoming/`.
    """
    moment = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    message = {
        "notificationType": "Received",
        "mail": {
            "timestamp": moment,
            "messageId": name,
            "source": envelope.sender,
            "destination": list(envelope.recipients),
            "headersTruncated": True,
        },
        "receipt": {
            "timestamp": moment,
            "recipients": list(envelope.recipients),
            "processingTimeMillis": 0,
            **{verdict: {"status": "PASS"} for verdict in PASSED},
            **{verdict: {"status": "GRAY"} for verdict in UNKNOWN},
            "action": {
                "type": "S3",
                "topicArn": TOPIC,
                "bucketName": BUCKET,
                "objectKeyPrefix": "incoming/",
                "objectKey": f"incoming/{name}",
            },
        },
    }
    return json.dumps(
        {
            "Type": "Notification",
            "MessageId": str(uuid4()),
            "TopicArn": TOPIC,
            "Subject": "Amazon SES Email Receipt Notification",
            "Message": json.dumps(message),
            "Timestamp": moment,
        }
    )
