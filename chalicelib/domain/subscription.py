"""Webhooks of events: which programs want to be told of what happens, and how they do.

A subscription tells of what happens after `since`, in the order in which it happened in each conversation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chalicelib.domain.entry import Assigned, Comment, Entry, Message, Status, StatusChanged
from chalicelib.domain.errors import NotFound

CREATED = "conversation.created"
MESSAGE = "message.created"
COMMENT = "comment.created"
ASSIGNED = "conversation.assigned"
CLOSED = "conversation.closed"
REOPENED = "conversation.reopened"
CONTACT = "contact.changed"
TEST = "webhook.test"
EVENTS = (CREATED, MESSAGE, COMMENT, ASSIGNED, CLOSED, REOPENED, CONTACT)
"""All that can be asked for."""

GIVES_UP_AFTER = timedelta(days=1)

OF_KINDS = {"message": MESSAGE, "comment": COMMENT, "assigned": ASSIGNED, "recognised": CONTACT}
OF_STATUS = {Status.CLOSED: CLOSED, Status.OPEN: REOPENED}


class NoSuchSubscription(NotFound):
    title = "There is no such webhook"


class SubscriptionState(StrEnum):
    """`paused`: by the product itself, after a day without a success; what happens meanwhile is kept."""

    ON = "on"
    OFF = "off"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One address that is told. `inbox_id` "" stands for all inboxes.

    `failing_since` is the first failure after the last success; `detail` says what was wrong. `version`
    counts the orders of people; how it does is noted beside it, without counting.
    """

    id: str
    name: str
    url: str
    events: tuple[str, ...]
    created_at: datetime
    since: datetime
    inbox_id: str = ""
    state: SubscriptionState = SubscriptionState.ON
    failing_since: datetime | None = None
    detail: str = ""
    version: int = 1

    def changed(self, **values: Any) -> Subscription:
        """By an order of somebody."""
        return replace(self, **values, version=self.version + 1)

    def switched(self, state: SubscriptionState, now: datetime) -> Subscription:
        """On or off. What happened while it was off is never told; the end of a pause catches up."""
        begins = now if self.state is SubscriptionState.OFF else self.since
        return replace(self, state=state, since=begins, failing_since=None, detail="")

    def has_failed_for_long(self, now: datetime) -> bool:
        """A whole day without a success."""
        return self.failing_since is not None and now - self.failing_since >= GIVES_UP_AFTER

    def wants(self, entry: Entry, inbox_id: str) -> tuple[str, ...]:
        """Which of its events this entry is, in their order; none of what happened before `since`."""
        if entry.at < self.since or (self.inbox_id and self.inbox_id != inbox_id):
            return ()
        return tuple(event for event in events_of(entry) if event in self.events)


def events_of(entry: Entry) -> tuple[str, ...]:
    """The events that an entry is. The first one of a log begins the conversation.

    What was imported is no news.
    """
    found = [CREATED] if entry.seq == 1 else []
    match entry.content:
        case Message(imported=True):
            return ()
        case Message(withdrawn=False):
            found.append(MESSAGE)
        case Comment():
            found.append(COMMENT)
        case Assigned():
            found.append(ASSIGNED)
        case StatusChanged(status=status) if status in OF_STATUS:
            found.append(OF_STATUS[status])
        case _ if entry.kind == "recognised":
            found.append(CONTACT)
    return tuple(found)


def may_be_told(seq: int, kind: str) -> bool:
    """Whether an entry of this kind can be an event, for whoever does not know its words."""
    return seq == 1 or kind in OF_KINDS or kind == "status"


def event_id(conversation_id: str, seq: int, event: str) -> str:
    """The same at every try, whoever is told."""
    return f"{conversation_id}-{seq}-{event}"


def taken_apart(id_: str) -> tuple[str, int, str] | None:
    """Conversation, `seq` and event of an id that `event_id` made; `None` for anything else."""
    parts = id_.split("-", 2)
    if len(parts) != 3 or not parts[1].isascii() or not parts[1].isdecimal() or len(parts[1]) > 10:
        return None
    return (parts[0], int(parts[1]), parts[2]) if parts[2] in EVENTS and parts[0] else None
