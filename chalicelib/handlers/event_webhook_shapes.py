"""The JSON of webhooks of events: what is ordered, and what is answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from chalicelib.handlers.bodies import Body, Cursor, Name, Query
from chalicelib.handlers.call_shapes import CallJson, fields_of

if TYPE_CHECKING:  # only admins' orders pay for them
    from chalicelib.domain.subscription import Subscription
    from chalicelib.ports.call_log import LoggedCall
    from chalicelib.ports.signed_call import Called

Event = Literal[
    "conversation.created",
    "message.created",
    "comment.created",
    "conversation.assigned",
    "conversation.closed",
    "conversation.reopened",
    "contact.changed",
]
Events = Annotated[list[Event], msgspec.Meta(min_length=1, max_length=20)]
Url = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
InboxOrAll = Annotated[str, msgspec.Meta(max_length=100)]


class NewEventWebhookBody(Body):
    """POST /event-webhooks. `url` begins with https; `inbox` "" is all of them."""

    name: Name
    url: Url
    events: Events
    inbox: InboxOrAll = ""


class EventWebhookBody(Body):
    """PUT /event-webhooks/{id}: what is named is changed; `version` is the one that was shown.

    `state` "on" ends a pause too, and what happened meanwhile is told.
    """

    version: Annotated[int, msgspec.Meta(ge=1)]
    name: Name | None = None
    url: Url | None = None
    events: Events | None = None
    inbox: InboxOrAll | None = None
    state: Literal["on", "off"] | None = None


class ReplayBody(Body):
    """POST /event-webhooks/{id}/replay: one event by its id, or all that the log has of a time."""

    event_id: Annotated[str, msgspec.Meta(max_length=200)] = ""
    from_: datetime | None = msgspec.field(default=None, name="from")
    to: datetime | None = None


class DeliveriesQuery(Query):
    """GET /event-webhooks/{id}/deliveries: where to go on (`next` of the page before)."""

    cursor: Cursor = ""


class EventWebhookJson(msgspec.Struct):
    """A webhook of events without its secret. `paused`: by the product, after a day without a success."""

    id: str
    name: str
    url: str
    events: list[str]
    inbox: str
    state: Literal["on", "off", "paused"]
    failing_since: datetime | None
    detail: str
    created_at: datetime
    version: int


class NewEventWebhookJson(msgspec.Struct):
    """The only answer that has the secret by which it signs, but for that to an order for a new one."""

    webhook: EventWebhookJson
    secret: str


class SecretJson(msgspec.Struct):
    """Told once. The one before signs too, for a day."""

    secret: str


class TestedJson(msgspec.Struct):
    """What the other side said to a test; `status` 0: there was no answer."""

    ok: bool
    status: int
    detail: str


class ReplayedJson(msgspec.Struct):
    """How many events are told once more."""

    replayed: int


class DeliveryJson(CallJson):
    """One try to tell of an event; `event_id` is the same at every try."""

    event: str
    event_id: str


def webhook_json(one: Subscription) -> EventWebhookJson:
    return EventWebhookJson(
        id=one.id,
        name=one.name,
        url=one.url,
        events=list(one.events),
        inbox=one.inbox_id,
        state=one.state.value,
        failing_since=one.failing_since,
        detail=one.detail,
        created_at=one.created_at,
        version=one.version,
    )


def delivery_json(call: LoggedCall) -> DeliveryJson:
    return DeliveryJson(event=call.what, event_id=call.event_id, **fields_of(call))


def tested_json(found: Called) -> TestedJson:
    return TestedJson(found.is_taken, found.status, found.detail)
