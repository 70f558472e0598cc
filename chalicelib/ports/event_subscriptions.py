"""Webhooks of events as orders name them: found, and what is wanted of one looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason
from chalicelib.domain.subscription import EVENTS, NoSuchSubscription, Subscription
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outgoing_address import checked_address


@dataclass(frozen=True, slots=True)
class WantedSubscription:
    """What it is called, whom it tells, and of what; `inbox_id` "" for all inboxes."""

    name: str
    url: str
    events: tuple[str, ...]
    inbox_id: str = ""


def subscription_of(ports: Ports, subscription_id: str) -> Subscription:
    """Raises `NoSuchSubscription`."""
    for one in ports.workspace.subscriptions():
        if one.id == subscription_id:
            return one
    raise NoSuchSubscription


def checked(ports: Ports, wanted: WantedSubscription) -> WantedSubscription:
    """In its plain form. Raises `Invalid` with the field."""
    name = " ".join(wanted.name.split())
    if not name:
        raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))
    if not wanted.events:
        raise Invalid("Choose at least one event", field="events", reason=Reason("event_required"))
    if wanted.inbox_id and wanted.inbox_id not in {inbox.id for inbox in ports.workspace.inboxes()}:
        raise Invalid("There is no such inbox", field="inbox", reason=Reason("no_such_inbox"))
    url = checked_address(ports, wanted.url, "url")
    events = tuple(event for event in EVENTS if event in wanted.events)
    return replace(wanted, name=name, url=url, events=events)
