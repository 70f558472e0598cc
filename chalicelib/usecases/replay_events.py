"""Somebody wants events told once more: one of them, or all that one webhook was told in a while."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import limits
from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason
from chalicelib.domain.subscription import taken_apart
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import LoggedCall
from chalicelib.ports.event_subscriptions import subscription_of
from chalicelib.ports.outside import Job

PAGE = 200


@dataclass(frozen=True, slots=True)
class Span:
    """From (inclusive) to (exclusive), both aware."""

    begins: datetime
    ends: datetime


def replay_events(ports: Ports, subscription_id: str, what: str | Span) -> int:
    """How many are told again: one by its id, or all that the log has in a span, the oldest first.

    Raises `NoSuchSubscription`, `Invalid` with the field for what is no event, or too many of them.
    """
    subscription = subscription_of(ports, subscription_id)
    ids = [_known(what)] if isinstance(what, str) else _ids_within(ports, subscription.id, what)
    order = ports.new_id()
    ports.jobs.send_all([_job(subscription.id, one, group, order) for one, group in ids])
    return len(ids)


def _known(event_id: str) -> tuple[str, str]:
    """With its conversation. Raises `Invalid`."""
    found = taken_apart(event_id)
    if found is None:
        raise Invalid("This is the id of no event", field="event_id", reason=Reason("not_an_event"))
    return event_id, found[0]


def _job(subscription_id: str, event_id: str, conversation_id: str, order: str) -> Job:
    """In the order of its conversation, after what waits there."""
    body = json.dumps({"subscription": subscription_id, "replay": event_id})
    return Job("events", body, group=conversation_id, deduplication=f"{order}-{event_id}"[:128])


def _ids_within(ports: Ports, owner: str, span: Span) -> list[tuple[str, str]]:
    if span.ends <= span.begins:
        raise Invalid("The end comes after the beginning", field="to", reason=Reason("time_backwards"))
    ids: dict[str, str] = {}
    for call in _calls(ports, owner):
        if call.at < span.begins:
            break
        if call.at < span.ends and (found := taken_apart(call.event_id)):
            ids.pop(call.event_id, None)  # at the place of its first try
            ids[call.event_id] = found[0]
        if len(ids) > limits.REPLAYED:
            detail = f"More than {limits.REPLAYED} events; choose a shorter time"
            raise Invalid(detail, field="from", reason=Reason("too_many_events", limit=limits.REPLAYED))
    return list(reversed(ids.items()))


def _calls(ports: Ports, owner: str) -> Iterator[LoggedCall]:
    """The newest first."""
    after = ""
    while page := ports.call_log.page(owner, after=after, limit=PAGE):
        yield from page
        after = page[-1].id
