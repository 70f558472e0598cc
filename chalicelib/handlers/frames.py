"""Socket frames: one JSON object each, told apart by `type`. Described in openapi.json like the rest."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.handlers.bodies import Identifier

Inboxes = Annotated[list[Identifier], msgspec.Meta(max_length=50)]
LARGEST_FRAME = 32_000


Doing = Literal["viewing", "replying", "noting", "left"]


class HelloFrame(msgspec.Struct, tag_field="type", tag="hello", forbid_unknown_fields=True):
    """Who am I here? Answered by `HelloAnswer`."""


class WatchFrame(msgspec.Struct, tag_field="type", tag="watch", forbid_unknown_fields=True):
    """Tell me what changes in these lists and in this thread; replaces what was watched."""

    inboxes: Inboxes
    conversation: Identifier | None = None


class PresenceFrame(msgspec.Struct, tag_field="type", tag="presence", forbid_unknown_fields=True):
    """What I do in a conversation. To be repeated every 20 seconds; it ends after 45. The others
    are told; there is no answer. `outside`: the kind of channel `shows` typing to the person."""

    conversation: Identifier
    doing: Doing
    outside: bool = False


class PingFrame(msgspec.Struct, tag_field="type", tag="ping", forbid_unknown_fields=True):
    """Every 30 seconds. Answered with the last `seq` of the conversation."""

    conversation: Identifier | None = None


ClientFrame = HelloFrame | WatchFrame | PresenceFrame | PingFrame


class Colleague(msgspec.Struct):
    """An agent, as others see them at work."""

    id: str
    name: str


class PresentJson(msgspec.Struct):
    """Somebody who has the conversation open now."""

    agent: Colleague
    doing: Doing


class HelloAnswer(msgspec.Struct, tag_field="type", tag="hello"):
    """This socket is `agent`'s."""

    agent: str


class WatchAnswer(msgspec.Struct, tag_field="type", tag="watch"):
    """Watching from now on; `present` are the others in that conversation."""

    inboxes: list[str]
    conversation: str | None
    present: list[PresentJson]


class ChangedFrame(msgspec.Struct, tag_field="type", tag="changed"):
    """Entries were added up to `seq`; `prev` was the last one before. A client that has not `prev` fetches
    `entries?after=`."""

    inbox: str
    conversation: str
    seq: int
    prev: int
    kinds: list[str]


class PresenceAnswer(msgspec.Struct, tag_field="type", tag="presence"):
    """A colleague does something in a conversation that this socket watches."""

    conversation: str
    agent: Colleague
    doing: Doing


class VisitorTypingFrame(msgspec.Struct, tag_field="type", tag="visitor_typing"):
    """The visitor of a chat writes, or stopped. `text`: what stands there so far, if the team may see it."""

    conversation: str
    on: bool
    text: str


class VisitorSeenFrame(msgspec.Struct, tag_field="type", tag="visitor_seen"):
    """The visitor of a chat has read that far."""

    conversation: str
    seq: int


class VisitorPageFrame(msgspec.Struct, tag_field="type", tag="visitor_page"):
    """The visitor of a chat looks at another page."""

    conversation: str
    url: str
    title: str


class PingAnswer(msgspec.Struct, tag_field="type", tag="ping"):
    """The last `seq` of the conversation, `null` when none was asked about."""

    conversation: str | None
    seq: int | None


class ErrorFrame(msgspec.Struct, tag_field="type", tag="error"):
    """The last frame was refused; codes as in `ProblemJson`. After `NotSignedIn` the socket closes."""

    code: str
    detail: str
    field: str = ""


ServerFrame = (
    HelloAnswer
    | WatchAnswer
    | ChangedFrame
    | PresenceAnswer
    | VisitorTypingFrame
    | VisitorSeenFrame
    | VisitorPageFrame
    | PingAnswer
    | ErrorFrame
)
