"""What the API answers about the entries of a log: the JSON shapes beside those of `answers.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec


class MailboxJson(msgspec.Struct):
    """An address with the name shown beside it; either may be empty."""

    address: str
    name: str


class WhyJson(msgspec.Struct):
    """One reason why something is as it is: a code the screen words, and what it is about.

    Codes: `came_to` (address), `matched_token`, `matched_in_reply_to` (id), `matched_references` (id),
    `started_new`, `stranger_quoted` (number), `subject_changed` (number), `same_id_other_content`,
    `automatic_mail`, `spam_verdict`, `dmarc_failed`, `reopened_by_message`, `reopened_by_reply`,
    `reopened_by_merge`, `reopened_by_failure`, `reopened_by_handover`,
    `bounce_of` (address), `assigned_by_reply`, `unreadable`, `released_by` (name), `another_subject` (the
    subject), `made_its_own` (number), `own_mail_program`, `customer_left_out` (address), `agent_unproven`
    (number), `people_joined` (addresses: who takes part since this mail), `asks_forwarding`,
    `assigned_by_chatflow`, `closed_by_visitor`.
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


class MergedJson(msgspec.Struct):
    """The other conversation of a merge."""

    conversation: str
    number: int


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


class PartJson(msgspec.Struct):
    """A piece of a platform's message that is neither text nor a file; the fields depend on `kind`:

    `location` (title, text: address, where: "latitude,longitude", url), `contact` (title, text), `choice`
    (title: what was pressed, payload), `shared`, `story_mention`, `story_reply`, `referral` (title, text,
    url), `order`, `form` (text, one thing a line), `template` (title, text), `late_file` (title; it follows
    as a message that answers this one), `lost_file` (title, text: why), `group` (payload: the id of the
    group that it was said in), `unsupported` (title: what the platform calls it). `url` is https.
    """

    kind: str
    title: str
    text: str
    url: str
    payload: str
    where: str


class EntryJson(msgspec.Struct, kw_only=True):
    """One thing that happened in a conversation. Which fields are set depends on `kind`:

    `message`: direction, sender, to, cc, bcc (own only), subject, text (the newly written part),
    text_cut (true: longer than shown here), html (true: `/entries/{seq}/html` has a formatted body),
    quoted (true: there is older text below), remote_images (how many are off), attachments, why,
    automatic, protection (pgp_encrypted, pgp_signed, smime_encrypted, smime_signed, encrypted, signed,
    tnef), chat (true: said in a chat, so no mail), fixed (true: columns or a drawing, for a fixed width),
    source (true: `/entries/{seq}/source` has it as it came: the mail, or JSON of a platform); own ones
    also delivery and delivery_reason.
    `comment`: text. `assigned`: owner (agent id or null), why. `status`: status, why.
    `delivery`: of (seq of the message), delivery, delivery_reason.
    `linked`: linked. `returned`: our own mail came back to us; of.
    `merged_into`, `merged_from`, `unmerged`: merged. `moved`: inbox, from_inbox.
    `message` of a platform: parts, answers (seq of the message it answers; 0: one that is not here) in
    answers_conversation (null: in the same), withdrawn (true: whoever wrote it took it back), imported (true:
    said before the channel was connected, so `at` is earlier than its place in the log says).
    `reacted`: of, emoji, taken_back. `edited`: of, text, text_cut (as of a message; `/entries/{seq}/html` has
    all of it). `withdrawn`: of.
    `noted`: something the platform told; note (what), text, parts, source.
    `rated`: a chat's visitor said how it was; score (1 to 5), text. `recognised`: who a chat's visitor is;
    name, address, proven (false: they typed it, which proves nothing). Others: `unsupported`.

    `conversation` is another one than was asked for where that was merged in, and `from_number` its number;
    so is `of_conversation` where the message `of` stands in such a one (null: in the same).
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
    chat: bool | None = None
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
    from_number: int | None = None
    of_conversation: str | None = None
    merged: MergedJson | None = None
    inbox: str | None = None
    from_inbox: str | None = None
    score: int | None = None
    parts: list[PartJson] | None = None
    answers: int | None = None
    answers_conversation: str | None = None
    imported: bool | None = None
    withdrawn: bool | None = None
    emoji: str | None = None
    taken_back: bool | None = None
    note: str | None = None
    name: str | None = None
    address: str | None = None
    proven: bool | None = None
