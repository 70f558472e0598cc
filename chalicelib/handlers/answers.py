"""What the API answers: the JSON shapes of `/api`, from which `web/api/openapi.json` is made.

All times are RFC 3339 in UTC. A field that can be absent in the world is `null`, never left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Generic, Literal, TypeVar

import msgspec

from chalicelib.domain.reason import Word
from chalicelib.handlers.entry_answers import EntryJson, LinkedJson, MailboxJson, MergedJson, WhyJson

Item = TypeVar("Item")


class Page(msgspec.Struct, Generic[Item]):
    """A piece of a list; `next` is an opaque cursor, null at the end."""

    items: list[Item]
    next: str | None


class AgentJson(msgspec.Struct):
    """A person of the team. `state` is `invited` until they have set a password.

    `public_name` is what visitors call them, `avatar` the path of their picture, each "" for none;
    `available` is false while they have said that they are away.
    """

    id: str
    name: str
    email: str
    role: Literal["admin", "agent"]
    state: Literal["active", "invited", "deactivated"]
    language: str | None
    public_name: str
    avatar: str
    available: bool


class MeJson(msgspec.Struct):
    """Who is signed in and what they may do (names of permissions); whether a code is asked of them."""

    id: str
    name: str
    email: str
    role: Literal["admin", "agent"]
    language: str | None
    permissions: list[str]
    second_factor: bool
    public_name: str
    avatar: str
    meeting_url: str
    meeting_text: str
    available: bool


class SessionJson(msgspec.Struct):
    """The session that the cookie of this answer opens."""

    agent: MeJson
    expires_at: datetime


class SecondFactorJson(msgspec.Struct):
    """A second factor that is begun: the secret in base32, and as a QR code says it."""

    secret: str
    uri: str


class RecoveryCodesJson(msgspec.Struct):
    """Told once: each signs in once without the app."""

    recovery_codes: list[str]


class ChannelJson(msgspec.Struct):
    """One connected address of an inbox."""

    id: str
    kind: str
    name: str
    address: str


class ViewCounts(msgspec.Struct):
    """Conversations per view, exact up to `limit`; a view that holds more answers `limit`."""

    open: int
    mine: int
    unassigned: int
    closed: int
    spam: int
    unread: int
    limit: int


class InboxJson(msgspec.Struct):
    """A team's place of work. `unread` counts open conversations with an inbound message nobody opened."""

    id: str
    name: str
    address: str
    channels: list[ChannelJson]
    counts: ViewCounts


class PersonJson(msgspec.Struct):
    """A contact as a list row and a thread head show it."""

    id: str
    name: str
    email: str


class ConversationJson(msgspec.Struct):
    """A conversation as a list row shows it. `owner` is an agent's id; `number` is the one to quote.

    `preview_agent` is the end of the id of the agent whose words `preview` shows, "" for nobody's. `wrote_at`
    is when somebody outside wrote last: the window of the channel's kind counts from it.
    """

    id: str
    number: int
    inbox: str
    channel: str
    channel_kind: str
    contact: PersonJson
    subject: str
    preview: str
    preview_by: Literal["contact", "agent", "note", "system"]
    preview_agent: str
    status: Literal["open", "closed", "spam"]
    owner: str | None
    seq: int
    unread: bool
    waiting_since: datetime | None
    wrote_at: datetime | None
    started_at: datetime
    last_activity_at: datetime


class ReplyToJson(msgspec.Struct):
    """Whom a reply to all goes to when nothing is changed, from the last mail."""

    to: list[MailboxJson]
    cc: list[MailboxJson]
    subject: str
    from_address: str


class WindowJson(msgspec.Struct):
    """Whether the conversation's platform takes an answer now.

    `state`: `open`, `people_only` (what a person writes), `templates_only`, `closed`. `until` is when it
    changes, null where only the person's next message changes it.
    """

    state: Literal["open", "people_only", "templates_only", "closed"]
    until: datetime | None


class ConversationDetail(ConversationJson):
    """A conversation as its thread and details panes show it.

    `merged_into`: it goes on in that one, and takes no orders. `merged_from`: what was merged into it.
    `seen_through`: the last entry that a chat's visitor, or a platform's person, has seen; 0 where nobody can
    know. `window`: null where people may always be written to. `shut`: its channel sends no answers, being
    `paused`, or having `no_address` to send them to.
    """

    participants: list[str]
    last_inbound_seq: int
    opened_through: int
    seen_through: int
    reply: ReplyToJson
    linked: list[LinkedJson]
    why: list[WhyJson]
    merged_into: MergedJson | None
    merged_from: list[MergedJson]
    window: WindowJson | None
    shut: Literal["", "paused", "no_address"]


class UploadJson(msgspec.Struct):
    """Where to POST the file (multipart/form-data: `fields`, then `file` last)."""

    id: str
    url: str
    fields: dict[str, str]


class TicketJson(msgspec.Struct):
    """A single-use key to open `/socket?ticket=…`, good for 30 seconds."""

    ticket: str
    expires_at: datetime


class HealthJson(msgspec.Struct):
    """Whether this home can work: `ok` or `degraded`, and counts that a person should look at."""

    status: Literal["ok", "degraded"]
    version: str
    quarantined: int
    dead_jobs: int


class ChannelStateJson(ChannelJson):
    """A connected address and how it does. `waiting` messages are not handed over yet, the oldest of them
    due since `waiting_since`; `last_activity_at` is null when nothing happened there lately.
    """

    inbox: str
    last_activity_at: datetime | None
    waiting: int
    waiting_since: datetime | None


class ProblemJson(msgspec.Struct, omit_defaults=True):
    """RFC 9457 problem details. `code` is for programs, `field` names the part of the request at fault.

    A stale reply (409, `StaleReply`) carries the entries that the agent has not seen. `retry_after` in
    seconds. `tries_left` stands in a refused sign-in. `reference` is to be quoted for a 500. `reason` says
    which of the refusals of a code it is, and `values` the figures and names in its `detail`; there will be
    more of them.
    """

    title: str
    status: int
    code: str
    detail: str = ""
    field: str = ""
    entries: list[EntryJson] = []
    retry_after: int = 0
    reference: str = ""
    tries_left: int | None = None
    reason: Word | None = None
    values: dict[str, int | str] = {}
