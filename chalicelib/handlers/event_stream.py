"""The table's stream is the bus: every new entry becomes the jobs that follow from it.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from chalicelib import wiring
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.subscription import may_be_told
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job
from chalicelib.reactions import Happened, Reaction, reactions_to


def on_entries(event: Any) -> dict[str, Any]:
    """A batch of stream records in order. At the first that fails the stream comes again from there."""
    ports = wiring.ports()
    subscribers = Subscribers(ports)
    for record in event.to_dict()["Records"]:
        entry = _entry(record)
        if entry is None:
            continue
        try:
            for reaction in reactions_to(entry):
                ports.jobs.send(_job(entry, reaction, _trace(record)))
            if may_be_told(entry.seq, entry.kind) and subscribers.are_there:
                ports.jobs.send(_telling(entry, _trace(record)))
        except Exception:
            number = record["dynamodb"]["SequenceNumber"]
            return {"batchItemFailures": [{"itemIdentifier": number}]}
    return {"batchItemFailures": []}


class Subscribers:
    """Whether anybody wants to be told of events: asked once for a batch, and only by one that has some."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    @cached_property
    def are_there(self) -> bool:
        return bool(self._ports.workspace.subscriptions())


def on_tick(event: Any) -> None:
    """Once a minute."""
    from chalicelib.usecases.forget_old_quarantined import forget_old_quarantined
    from chalicelib.usecases.wake_due_tellings import wake_due_tellings
    from chalicelib.usecases.wake_due_work import wake_due_work

    del event
    wake_due_work(wiring.ports())
    wake_due_tellings(wiring.ports())
    forget_old_quarantined(wiring.ports())


def _job(entry: Happened, reaction: Reaction, trace: str) -> Job:
    """The same job each time for one entry, its trace included: that is stored with the entry."""
    about = entry.about or entry.conversation_id
    body = {"conversation": about, "seq": entry.seq, "reaction": reaction.name}
    if trace:
        body["trace"] = trace
    name = f"{entry.conversation_id}-{entry.seq}-{reaction.name}"
    return Job(reaction.queue, json.dumps(body), group=about, deduplication=name)


def _telling(entry: Happened, trace: str) -> Job:
    body: dict[str, str] = {"conversation": entry.conversation_id}
    if trace:
        body["trace"] = trace
    name = f"{entry.conversation_id}-{entry.seq}"
    return Job("events", json.dumps(body), group=entry.conversation_id, deduplication=name)


def _trace(record: dict[str, Any]) -> str:
    """Which event from outside the entry followed from; older code did not write it down."""
    return str(record["dynamodb"]["NewImage"].get("trace", {}).get("S", ""))


def _entry(record: dict[str, Any]) -> Happened | None:
    """What decides, from the new image of an entry row; `None` for rows of other kinds."""
    if record.get("eventName") != "INSERT":
        return None
    image = record["dynamodb"]["NewImage"]
    partition, sort = image["pk"]["S"], image["sk"]["S"]
    if not sort.startswith("E#"):
        return None
    content = image.get("content", {}).get("M", {})
    return Happened(
        ConversationId(partition.removeprefix("C#")),
        int(sort.removeprefix("E#")),
        image["kind"]["S"],
        content.get("direction", {}).get("S", ""),
        content.get("state", {}).get("S", ""),
        ConversationId(content.get("of_conversation", {}).get("S", "")),
    )
