"""What a visitor's page may send over HTTP, and what it is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.handlers.bodies import Body, Identifier, Query, Seq
from chalicelib.handlers.chat_frames import (
    MessageId,
    SummaryJson,
    VisitorEntryJson,
    VisitorFiles,
    Words,
)

Token = Annotated[str, msgspec.Meta(max_length=200)]
Email = Annotated[str, msgspec.Meta(max_length=320)]


class ChatSessionBody(Body):
    """POST /chat/session. `token`: the one that the page has, if any (or in the header)."""

    channel: Identifier
    token: Token = ""


class ChatIdentifyBody(Body):
    """POST /chat/identify: a JWT (HS256) made by the customer's own server."""

    token: Annotated[str, msgspec.Meta(max_length=4_000)]


class ChatEmailBody(Body):
    """POST /chat/email: where to answer; a claim that proves nothing."""

    email: Email
    conversation: Identifier
    name: Annotated[str, msgspec.Meta(max_length=100)] = ""
    consent: bool = False
    chatflow: Identifier | None = None
    language: Literal["en", "es"] = "en"


class ChatConversationBody(Body):
    """POST /chat/transcript"""

    conversation: Identifier
    language: Literal["en", "es"] = "en"


class ChatAwayBody(Body):
    """POST /chat/away: a new conversation without a socket, to be answered by mail."""

    id: MessageId
    text: Words
    email: Email = ""
    name: Annotated[str, msgspec.Meta(max_length=100)] = ""
    chatflow: Identifier | None = None
    consent: bool = False
    language: Literal["en", "es"] = "en"
    url: Annotated[str, msgspec.Meta(max_length=4_000)] = ""
    title: Annotated[str, msgspec.Meta(max_length=1_000)] = ""
    files: VisitorFiles = []


class ChatUploadBody(Body):
    """POST /chat/uploads"""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    size: Annotated[int, msgspec.Meta(ge=1)]
    content_type: Annotated[str, msgspec.Meta(max_length=255)] = "application/octet-stream"


class ChatAfterQuery(Query):
    """GET /chat/conversations/{conversation_id}"""

    after: Seq = 0


class WidgetQuery(Query):
    """GET /chat/widget.js. `chatflow`: show the draft of this one, to whoever has the link."""

    channel: Annotated[str, msgspec.Meta(max_length=100)] = ""
    chatflow: Annotated[str, msgspec.Meta(max_length=100)] = ""


class ChatSessionJson(msgspec.Struct, kw_only=True):
    """Who the visitor is. `token` goes into the header `X-Bandeja-Visitor`; good for 180 days, renewed here.

    `available`: somebody answers now; `back_at`: from when on, where that is known.
    """

    token: str
    visitor: str
    channel: str
    name: str
    email: str
    identified: bool
    available: bool
    back_at: datetime | None
    conversations: list[SummaryJson]


class ChatTicketJson(msgspec.Struct):
    """`socket_url` opens one socket with this ticket, within 30 seconds."""

    ticket: str
    expires_at: datetime
    socket_url: str


class ChatConversationJson(msgspec.Struct, kw_only=True):
    """A stretch of one of the visitor's conversations. `seq` is the last that they can see; `more`: ask
    again after the last of `entries`."""

    conversation: str
    seq: int
    closed: bool
    seen_by_team: int
    entries: list[VisitorEntryJson]
    more: bool


class ChatSaidJson(msgspec.Struct):
    """The message is kept; the same for a repeat."""

    id: str
    conversation: str
    seq: int


class ChatFileJson(msgspec.Struct):
    """Where the file is to be had for some minutes."""

    url: str


class ChatPersonJson(msgspec.Struct):
    """Who the visitor is now."""

    name: str
    email: str
    identified: bool
