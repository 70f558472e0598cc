"""What the API answers: the JSON shapes of `/api`, from which `web/api/openapi.json` is made.

All times are RFC 3339 in UTC. A field that can be absent in the world is `null`, never left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Generic, Literal, TypeVar

import msgspec

Item = TypeVar("Item")


class Page(msgspec.Struct, Generic[Item]):
    """A piece of a list; `next` is an opaque cursor, null at the end."""

    items: list[Item]
    next: str | None


class AgentJson(msgspec.Struct):
    """A person of the team. `state` is `invited` until they have set a password."""

    id: str
    name: str
    email: str
    role: Literal["admin", "agent"]
    state: Literal["active", "invited", "deactivated"]
    language: str | None


class MeJson(msgspec.Struct):
    """Who is signed in and what they may do (names of permissions)."""

    id: str
    name: str
    email: str
    role: Literal["admin", "agent"]
    language: str | None
    permissions: list[str]


class SessionJson(msgspec.Struct):
    """The session that the cookie of this answer opens."""

    agent: MeJson
    expires_at: datetime


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

    `preview_agent` is the end of the id of the agent whose words `preview` shows, "" for nobody's.
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
    started_at: datetime
    last_activity_at: datetime


class MailboxJson(msgspec.Struct):
    """An address with the name shown beside it; either may be empty."""

    address: str
    name: str


class WhyJson(msgspec.Struct):
    """One reason why something is as it is: a code the screen words, and what it is about.

    Codes: `came_to` (address), `matched_token`, `matched_in_reply_to` (id), `matched_references` (id),
    `started_new`, `stranger_quoted` (number), `subject_changed` (number), `same_id_other_content`,
    `automatic_mail`, `spam_verdict`, `dmarc_failed`, `reopened_by_message`, `reopened_by_reply`,
    `bounce_of` (address), `assigned_by_reply`, `unreadable`, `released_by` (name), `another_subject` (the
    subject), `made_its_own` (number), `own_mail_program`, `customer_left_out` (address), `agent_unproven`
    (number), `people_joined` (addresses: who takes part since this mail).
    """

    code: str
    about: str


class LinkedJson(msgspec.Struct):
    """Another conversation this one has to do with.

    Where `reason` is `became_its_own`, a message of this one began that one: `of` is its seq here.
    """

    conversation: str
    number: int
    reason: str
    of: int | None


class ReplyToJson(msgspec.Struct):
    """Whom a reply to all goes to when nothing is changed, from the last mail."""

    to: list[MailboxJson]
    cc: list[MailboxJson]
    subject: str
    from_address: str


class ConversationDetail(ConversationJson):
    """A conversation as its thread and details panes show it."""

    participants: list[str]
    last_inbound_seq: int
    opened_through: int
    reply: ReplyToJson
    linked: list[LinkedJson]
    why: list[WhyJson]


class ActorJson(msgspec.Struct):
    """Who did it. `name` is what to show; for `system` it is a code (`mail`, `delivery`, `seed`)."""

    kind: Literal["agent", "contact", "system"]
    id: str
    name: str


class AttachmentJson(msgspec.Struct):
    """A file of a message, fetched at `/api/attachments/{id}`. `size` in bytes."""

    id: str
    name: str
    content_type: str
    size: int
    inline: bool


class EntryJson(msgspec.Struct, kw_only=True):
    """One thing that happened in a conversation. Which fields are set depends on `kind`:

    `message`: direction, sender, to, cc, bcc (own only), subject, text (the newly written part),
    text_cut (true: longer than shown here), html (true: `/entries/{seq}/html` has a formatted body),
    quoted (true: there is older text below), remote_images (how many are off), attachments, why,
    automatic, protection (pgp_encrypted, pgp_signed, smime_encrypted, smime_signed, encrypted, signed,
    tnef), fixed (true: columns or a drawing, for a fixed width), source (true: `/entries/{seq}/source`
    has the mail as it came); own ones also delivery and delivery_reason.
    `comment`: text. `assigned`: owner (agent id or null), why. `status`: status, why.
    `delivery`: of (seq of the message), delivery, delivery_reason.
    `linked`: linked. `returned`: our own mail came back to us; of. Others: `unsupported`.
    """

    conversation: str
    seq: int
    kind: str
    at: datetime
    actor: ActorJson
    text: str | None = None
    direction: Literal["in", "out"] | None = None
    sender: MailboxJson | None = None
    to: list[MailboxJson] | None = None
    cc: list[MailboxJson] | None = None
    bcc: list[MailboxJson] | None = None
    reply_to: list[MailboxJson] | None = None
    subject: str | None = None
    text_cut: bool | None = None
    html: bool | None = None
    quoted: bool | None = None
    remote_images: int | None = None
    automatic: bool | None = None
    protection: str | None = None
    fixed: bool | None = None
    source: bool | None = None
    attachments: list[AttachmentJson] | None = None
    delivery: (
        Literal["queued", "sent", "delivered", "delayed", "bounced", "complained", "failed", "unsure"] | None
    ) = None
    delivery_reason: str | None = None
    of: int | None = None
    owner: str | None = None
    status: str | None = None
    why: list[WhyJson] | None = None
    linked: LinkedJson | None = None


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
    seconds. `tries_left` stands in a refused sign-in. `reference` is to be quoted for a 500.
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
