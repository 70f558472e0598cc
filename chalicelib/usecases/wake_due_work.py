"""Once a minute: hand out the work whose time has come, and find mail whose notification was lost."""

from __future__ import annotations

import json
from datetime import timedelta

from chalicelib.domain.delivery import DeliveryWork
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job

LOST_AFTER = timedelta(minutes=15)


def wake_due_work(ports: Ports) -> int:
    """The number of jobs sent. Safe to repeat: the jobs look at what is true when they run."""
    now = ports.now()
    due = ports.conversations.due(now)
    for work in due:
        ports.jobs.send(delivery_job(work))
    lost = ports.blobs.incoming_before(now - LOST_AFTER)
    for name in lost:
        body = json.dumps({"swept": name, "at": now.isoformat()})
        ports.jobs.send(Job("mail", body, deduplication=f"swept-{name}"))
    return len(due) + len(lost)


def delivery_job(work: DeliveryWork) -> Job:
    """The job that advances a conversation's deliveries; FIFO by conversation.

    The version makes it another job each time: a FIFO queue swallows repeats for 5 minutes.
    """
    body = json.dumps({"conversation": work.conversation_id, "reaction": "deliver_message"})
    return Job(
        "delivery",
        body,
        group=work.conversation_id,
        deduplication=f"{work.conversation_id}-{work.seq}-due-{work.version}",
    )
