"""What agents are told about the visitors of a website, and may order: the JSON shapes of `visitors.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.handlers.bodies import Body, Query

Device = Literal["phone", "tablet", "desktop", ""]


class VisitorsQuery(Query):
    """GET /visitors: of one inbox, or of all."""

    inbox: Annotated[str, msgspec.Meta(max_length=100)] = ""


class StartChatBody(Body):
    """POST /visitors/{channel}/{visitor}/chat: the first words."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000, pattern=r"\S")]


class SeenPageJson(msgspec.Struct):
    """A page of the website, without what stood behind its path."""

    url: str
    title: str


class ConsentJson(msgspec.Struct):
    """What a person agreed to, in the words that they saw, when and on which page."""

    text: str
    at: datetime
    page: str


class BlockJson(msgspec.Struct):
    """Since when the person can have no chat, and which agent wanted that."""

    at: datetime
    by: str


class VisitorJson(msgspec.Struct, kw_only=True):
    """Who writes in a chat.

    `name` is "" where they gave none. `email_proven` and `identified`: the customer's own server, or a mail
    of theirs, proved it; else they typed it. What their browser told is there while they are on the site:
    `pages` (the newest first), `country` (ISO 3166, two letters), `device`, `language` (BCP 47), `since`
    when, and `seen_at`, when it told last that it is there. `online`: a tab is open now.
    """

    contact: str
    visitor: str | None
    name: str
    email: str
    email_proven: bool
    identified: bool
    consents: list[ConsentJson]
    blocked: BlockJson | None
    online: bool
    since: datetime | None
    seen_at: datetime | None
    pages: list[SeenPageJson]
    country: str
    device: str
    language: str


class LiveVisitorJson(msgspec.Struct, kw_only=True):
    """Somebody on a website with the chat open, in the last five minutes. `here`: there just now.

    `page` is the one they look at, `seen` the number of those they looked at, 10 at most. `contact` and
    `conversation` are there once something was said.
    """

    channel: str
    channel_name: str
    inbox: str
    visitor: str
    here: bool
    since: datetime
    seen_at: datetime
    page: SeenPageJson | None
    seen: int
    country: str
    device: str
    language: str
    contact: str | None
    name: str
    email: str
    conversation: str | None
