"""The queues `delivery` and `followups`: a reaction to an entry is due, or many sockets are to be told."""

from __future__ import annotations

import json
from typing import Any

from chalicelib import wiring
from chalicelib.domain.ids import ConversationId
from chalicelib.handlers.log import correlated, log, trace_of
from chalicelib.handlers.pushing import push
from chalicelib.reactions import RUN


def on_delivery(event: Any) -> dict[str, Any]:
    """FIFO by conversation: after a failure the later jobs of the same group come again too, in order."""
    failed: list[dict[str, str]] = []
    stuck: set[str] = set()
    for record in event.to_dict()["Records"]:
        group = str(record.get("attributes", {}).get("MessageGroupId", record["messageId"]))
        if group in stuck or not _ran(record):
            stuck.add(group)
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def on_followups(event: Any) -> dict[str, Any]:
    """In any order; only what failed comes again."""
    records = event.to_dict()["Records"]
    return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in records if not _ran(one)]}


def _ran(record: dict[str, Any]) -> bool:
    try:
        job = json.loads(record["body"])
        if "push" in job:
            push(wiring.ports(), job["to"], job["push"])
            return True
        if "portrait" in job:
            from chalicelib.handlers.portraits import portray  # seldom

            with correlated(record["messageId"], reaction="portray_person"):
                portray(wiring.ports(), job["portrait"])
            return True
        with correlated(str(job.get("trace") or record["messageId"]), reaction=str(job["reaction"])):
            RUN[job["reaction"]](wiring.ports(), ConversationId(job["conversation"]))
    except Exception as error:
        log.error("a reaction failed", extra={"job": record.get("messageId"), "trace": trace_of(error)})
        return False
    return True
