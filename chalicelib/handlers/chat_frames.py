"""Socket frames of a chat's visitor: one JSON object each, told apart by `type`. See openapi.json.

`id` is made by the browser, once for each message: sent again it answers the same. `conversation` may be
left out: then the one that this socket follows is meant, or the visitor's newest open one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.handlers.bodies import Identifier, Seq

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=4_000)]
MaybeWords = Annotated[str, msgspec.Meta(max_length=4_000)]
MessageId = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
Score = Annotated[int, msgspec.Meta(ge=1, le=5)]
VisitorFiles = Annotated[list[Identifier], msgspec.Meta(max_length=10)]


class PageJson(msgspec.Struct, forbid_unknown_fields=True):
    """The page that the visitor looks at. Its query and fragment are not kept."""

    url: Annotated[str, msgspec.Meta(max_length=4_000)] = ""
    title: Annotated[str, msgspec.Meta(max_length=1_000)] = ""


class VisitorHello(msgspec.Struct, tag_field="type", tag="hello", forbid_unknown_fields=True):
    """Who am I here, and what goes on? From now on this socket follows `conversation`.

    With `after`, the last `seq` of it that the page has, what came since is told first, by `resumed`; nothing
    when nothing came. Who has none of it yet leaves `after` at 0, and asks by `resume` once it is looked at.
    """

    page: PageJson | None = None
    conversation: Identifier | None = None
    after: Seq = 0


class VisitorStart(msgspec.Struct, tag_field="type", tag="start", forbid_unknown_fields=True, kw_only=True):
    """A new conversation begins with these words. Answered by `said`.

    `language` is the one in which they saw what `consent` agrees to.
    """

    id: MessageId
    text: MaybeWords = ""
    chatflow: Identifier | None = None
    email: Annotated[str, msgspec.Meta(max_length=320)] = ""
    name: Annotated[str, msgspec.Meta(max_length=100)] = ""
    consent: bool = False
    language: Literal["en", "es"] = "en"
    page: PageJson | None = None
    files: VisitorFiles = []


class VisitorSay(msgspec.Struct, tag_field="type", tag="say", forbid_unknown_fields=True, kw_only=True):
    """One message more. Answered by `said` with its `seq`."""

    id: MessageId
    text: MaybeWords = ""
    conversation: Identifier | None = None
    files: VisitorFiles = []


class VisitorTyping(msgspec.Struct, tag_field="type", tag="typing", forbid_unknown_fields=True):
    """They write, or stopped. `text` is what stands there so far, where the team may see that."""

    on: bool
    conversation: Identifier | None = None
    text: MaybeWords = ""


class VisitorSeen(msgspec.Struct, tag_field="type", tag="seen", forbid_unknown_fields=True):
    """They have read that far."""

    seq: Seq
    conversation: Identifier | None = None


class VisitorRate(msgspec.Struct, tag_field="type", tag="rate", forbid_unknown_fields=True):
    """How it was, from 1 (bad) to 5 (great)."""

    score: Score
    conversation: Identifier | None = None
    text: Annotated[str, msgspec.Meta(max_length=2_000)] = ""


class VisitorClose(msgspec.Struct, tag_field="type", tag="close", forbid_unknown_fields=True):
    """They are done. Writing again opens it again."""

    conversation: Identifier | None = None


class VisitorResume(msgspec.Struct, tag_field="type", tag="resume", forbid_unknown_fields=True):
    """What came after `after`? From now on this socket follows the conversation."""

    after: Seq = 0
    conversation: Identifier | None = None


class VisitorPage(msgspec.Struct, tag_field="type", tag="page", forbid_unknown_fields=True):
    """They look at another page now."""

    url: Annotated[str, msgspec.Meta(max_length=4_000)]
    title: Annotated[str, msgspec.Meta(max_length=1_000)] = ""


class VisitorPing(msgspec.Struct, tag_field="type", tag="ping", forbid_unknown_fields=True):
    """Every 30 seconds. Answered with the last `seq` that the visitor can see."""

    conversation: Identifier | None = None


VisitorFrame = (
    VisitorHello
    | VisitorStart
    | VisitorSay
    | VisitorTyping
    | VisitorSeen
    | VisitorRate
    | VisitorClose
    | VisitorResume
    | VisitorPage
    | VisitorPing
)


class FaceJson(msgspec.Struct):
    """An agent, as visitors see them. `avatar` is the address of a picture, or ""."""

    id: str
    name: str
    avatar: str


class VisitorFileJson(msgspec.Struct):
    """A file of a message; `GET /api/chat/attachments/{id}` tells where it is. `size` in bytes."""

    id: str
    name: str
    content_type: str
    size: int


class VisitorEntryJson(msgspec.Struct, kw_only=True):
    """One thing that the visitor sees. `id` is what the browser called its own message."""

    seq: int
    at: datetime
    by: Literal["visitor", "agent", "bot", "system"]
    kind: Literal["message", "joined", "closed", "reopened", "rated"]
    id: str
    text: str
    agent: FaceJson | None
    files: list[VisitorFileJson]
    score: int


class SummaryJson(msgspec.Struct, kw_only=True):
    """One of the visitor's conversations, as a line of a list. `seq` is the last that they can see, `seen`
    how far the team has read."""

    id: str
    number: int
    subject: str
    preview: str
    by: Literal["visitor", "agent", "system"]
    at: datetime
    unread: int
    closed: bool
    seq: int
    seen: int


class VisitorHelloAnswer(msgspec.Struct, tag_field="type", tag="hello", kw_only=True):
    """This socket is `visitor`'s. `agents` are those whom visitors may see."""

    visitor: str
    channel: str
    available: bool
    back_at: datetime | None
    agents: list[FaceJson]
    conversations: list[SummaryJson]


class SaidAnswer(msgspec.Struct, tag_field="type", tag="said"):
    """The message is kept, at `seq`; the same for a repeat."""

    id: str
    conversation: str
    seq: int


class EntryFrame(msgspec.Struct, tag_field="type", tag="entry"):
    """Something happened. `prev` was the last before it that the visitor can see: without it, resume."""

    conversation: str
    prev: int
    entry: VisitorEntryJson


class AgentTyping(msgspec.Struct, tag_field="type", tag="typing"):
    """Somebody of the team writes, or stopped."""

    conversation: str
    agent: FaceJson
    on: bool


class TeamSeen(msgspec.Struct, tag_field="type", tag="seen"):
    """The team has read that far."""

    conversation: str
    seq: int


class ResumedAnswer(msgspec.Struct, tag_field="type", tag="resumed", kw_only=True):
    """What came after. `seq` is the last that the visitor can see; `more`: resume again after the last."""

    conversation: str
    seq: int
    entries: list[VisitorEntryJson]
    more: bool


class VisitorPong(msgspec.Struct, tag_field="type", tag="pong"):
    """The last `seq` of the conversation that the visitor can see; `null` for no conversation."""

    conversation: str | None
    seq: int | None


class VisitorErrorFrame(msgspec.Struct, tag_field="type", tag="error", kw_only=True):
    """The last frame was refused; codes as in `ProblemJson`. `id` is that of its message, if it had one."""

    code: str
    detail: str
    field: str = ""
    id: str = ""


ToVisitorFrame = (
    VisitorHelloAnswer
    | SaidAnswer
    | EntryFrame
    | AgentTyping
    | TeamSeen
    | ResumedAnswer
    | VisitorPong
    | VisitorErrorFrame
)


class Peek(msgspec.Struct):
    """What decides how a frame is read, before it is known whose socket it came over."""

    type: str = ""
    conversation: str | None = None
    id: str = ""
