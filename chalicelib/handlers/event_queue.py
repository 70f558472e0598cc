"""The queue `events`: what happened in a conversation is told to webhooks, or one event once more, or one
webhook is paused.

FIFO by conversation, one job at a time: calling other people's servers takes as long as they take.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chalicelib import wiring
from chalicelib.domain.ids import ConversationId
from chalicelib.handlers.log import correlated, log, trace_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job


def on_events(event: Any) -> dict[str, Any]:
    """A batch of jobs; after a failure the later ones of the same group come again too, in order."""
    failed: list[dict[str, str]] = []
    stuck: set[str] = set()
    for record in event.to_dict()["Records"]:
        group = str(record.get("attributes", {}).get("MessageGroupId", record["messageId"]))
        if group in stuck or not _done(record):
            stuck.add(group)
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def _done(record: dict[str, Any]) -> bool:
    try:
        job = json.loads(record["body"])
        with correlated(str(job.get("trace") or record["messageId"])):
            _tell(wiring.ports(), job)
    except Exception as error:
        log.error("events were not told", extra={"job": record.get("messageId"), "trace": trace_of(error)})
        return False
    return True


def _tell(ports: Ports, job: Mapping[str, Any]) -> None:
    site = wiring.public_url()
    if "replay" in job:
        from chalicelib.usecases.tell_event_again import tell_event_again

        if not tell_event_again(ports, job["subscription"], job["replay"], site):
            log.info("an event that was told again was not taken", extra={"event": job["replay"]})
        return
    if "pause" in job:
        from chalicelib.usecases.pause_subscription import pause_subscription

        pause_subscription(ports, job["pause"], job["version"], job["detail"])
        return
    from chalicelib.usecases.tell_subscribers import tell_subscribers

    conversation_id = ConversationId(job["conversation"])
    if not tell_subscribers(ports, conversation_id, site):
        body = json.dumps({"conversation": conversation_id, "trace": job.get("trace", "")})
        ports.jobs.send(Job("events", body, group=conversation_id, deduplication=ports.new_id()))
