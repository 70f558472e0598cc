"""The JSON of channels of any other platform: their settings, and what a program tells by a webhook."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from chalicelib.handlers.bodies import Body, Cursor, Identifier, Query
from chalicelib.handlers.call_shapes import CallJson, fields_of

if TYPE_CHECKING:  # only admins' orders pay for it
    from chalicelib.ports.call_log import LoggedCall

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Word = Annotated[str, msgspec.Meta(max_length=200)]
OutboundUrl = Annotated[str, msgspec.Meta(max_length=2_000)]
Email = Annotated[str, msgspec.Meta(max_length=320, pattern=r"^([^@\s]+@[^@\s]+)?$")]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
MOST_EVENTS = 100
MOST_FILES = 10
INLINE = 150_000


class CustomBody(Body):
    """PUT /channels/{id}/custom: what is named is changed, of the channel that had `version`."""

    version: Annotated[int, msgspec.Meta(ge=0, le=9_999_999)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] | None = None
    inbox: Identifier | None = None
    outbound_url: OutboundUrl | None = None
    paused: bool | None = None


class CustomDeliveriesQuery(Query):
    """GET /channels/{id}/custom/deliveries: where to go on (`next` of the page before)."""

    cursor: Cursor = ""


class CustomJson(msgspec.Struct):
    """A channel of any other platform. `outbound_url` "": it takes no answers. `trouble`: `failing` (no call
    was taken since `failing_since`), `address` (nobody is there any more, or it is never called) or "".
    `paused`: no answers go out. `heard_at` is when the last webhook came in, up to ten minutes old."""

    id: str
    inbox: str
    name: str
    webhook_url: str
    outbound_url: str
    trouble: Literal["", "failing", "address"]
    failing_since: datetime | None
    paused: bool
    heard_at: datetime | None
    version: int


class CustomDeliveryJson(CallJson):
    """One try to hand something to the program; `what` is message or ping."""

    what: str


class ContactOutside(msgspec.Struct):
    """Who it is on the platform. `email` is shown to the team, and proves nothing."""

    external_id: Id
    name: Word = ""
    email: Email = ""


class FileOutside(msgspec.Struct):
    """A file at an https address, or whole in base64 as `content` (at most 150,000 characters)."""

    name: Word = ""
    content_type: Word = ""
    url: Annotated[str, msgspec.Meta(max_length=4_000)] = ""
    content: Annotated[str, msgspec.Meta(max_length=INLINE)] = ""


class MessageOutside(msgspec.Struct, tag_field="type", tag="message"):
    """Somebody wrote. `direction` "out": somebody of the team did, on the platform itself. `choice` is a
    quick reply that was pressed; `reply_to` the id of the message it answers, theirs or ours. `history`: it
    was said at `at`, long ago; nobody is to do anything about it."""

    external_id: Id
    contact: ContactOutside
    text: Annotated[str, msgspec.Meta(max_length=100_000)] = ""
    choice: Word = ""
    attachments: Annotated[list[FileOutside], msgspec.Meta(max_length=MOST_FILES)] = []
    reply_to: Word = ""
    direction: Literal["in", "out"] = "in"
    at: Moment | None = None
    history: bool = False


class ContactToldOutside(msgspec.Struct, tag_field="type", tag="contact"):
    """What somebody is called from now on, and their email; what is "" stays."""

    contact: ContactOutside


class StatusOutside(msgspec.Struct, tag_field="type", tag="status"):
    """What became of a message of ours: `id` is ours, or the one that the program answered."""

    id: Id
    contact: ContactOutside
    state: Literal["delivered", "read", "failed"]
    reason: Word = ""
    at: Moment | None = None


class TypingOutside(msgspec.Struct, tag_field="type", tag="typing"):
    """Somebody writes, or stopped: shown for some seconds to whoever has their conversation open."""

    contact: ContactOutside
    on: bool = True


Outside = MessageOutside | ContactToldOutside | StatusOutside | TypingOutside


class SeveralOutside(msgspec.Struct, forbid_unknown_fields=True):
    """Up to 100 events at once, in their order."""

    events: Annotated[list[Outside], msgspec.Meta(min_length=1, max_length=MOST_EVENTS)]


class TakenJson(msgspec.Struct):
    """How many events were taken."""

    taken: int


def custom_delivery_json(call: LoggedCall) -> CustomDeliveryJson:
    return CustomDeliveryJson(what=call.what, **fields_of(call))
