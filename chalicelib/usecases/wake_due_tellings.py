"""Once a minute: webhooks of events that are to be tried again, and those whose pause has ended."""

from __future__ import annotations

import json

from chalicelib.domain.subscription import SubscriptionState
from chalicelib.domain.telling import Telling
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job


def wake_due_tellings(ports: Ports) -> int:
    """The number of jobs sent; nothing is looked for where nobody is told anything. Safe to repeat."""
    subscriptions = ports.workspace.subscriptions()
    if not subscriptions:
        return 0
    waiting = list(ports.tellings.due(ports.now()))
    for one in subscriptions:
        if one.state is SubscriptionState.ON:
            waiting += ports.tellings.parked(one.id)
    jobs = {telling.conversation_id: _job(telling) for telling in waiting}
    ports.jobs.send_all(list(jobs.values()))
    return len(jobs)


def _job(telling: Telling) -> Job:
    """The version makes it another job each time: a FIFO queue swallows repeats for 5 minutes."""
    name = f"{telling.conversation_id}-{telling.subscription_id}-{telling.version}"
    body = json.dumps({"conversation": telling.conversation_id})
    return Job("events", body, group=telling.conversation_id, deduplication=name)
