"""What the API shows of the quarantine: its JSON shapes, and how they are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from chalicelib.domain.workspace import Quarantined
from chalicelib.handlers.entry_answers import MailboxJson
from chalicelib.queries.stored_file import quarantined_mail_id

if TYPE_CHECKING:
    from chalicelib.channels.email.faults import Fault
    from chalicelib.channels.email.inbound import InboundMail, Mailbox

EXCERPT = 4_000
MOST_PARTS = 100
MOST_PEOPLE = 50


class QuarantinedJson(msgspec.Struct, kw_only=True):
    """Something that arrived and could not become a conversation. The raw mail is an attachment id.

    `reason` is a code: `CannotBeRead`, `NobodyHasThisAddress`, `HasVirus`, `TooLarge`, `Loop`, or another
    name of an error; `detail` says more, in plain English. `locked`: neither shown, handed out nor let in.
    `dropped_at`, `dropped_by` (a name) and `note` are set once somebody dropped it. At `kept_until` it goes.
    """

    id: str
    at: datetime
    reason: str
    detail: str
    sender: str
    recipients: list[str]
    tries: int
    size: int
    raw: str
    locked: bool
    dropped_at: datetime | None
    dropped_by: str | None
    note: str | None
    kept_until: datetime


class PartJson(msgspec.Struct):
    """A part of a mail that is not its text. `size` in bytes."""

    name: str
    content_type: str
    size: int


class ReadableJson(msgspec.Struct, kw_only=True):
    """What could be read of a mail. `cut`: there is more text, or there are more parts, than stand here."""

    sender: MailboxJson
    to: list[MailboxJson]
    subject: str
    date: datetime | None
    text: str
    parts: list[PartJson]
    cut: bool


class FaultJson(msgspec.Struct):
    """Where the form of a mail is broken: `MAIL-PART-END` (a part without end), `MAIL-NO-BOUNDARY`,
    `MAIL-BOUNDARY-UNUSED` (parts announced that never come), `MAIL-BASE64`, `MAIL-HEADER-LINE` (no header
    among the headers), `MAIL-HEADER-WORD` (it cannot be decoded).

    `line` from 1, `part` from 1, 0 for the mail's own head; `whole`: the part whose text is whole, or 0.
    """

    code: str
    line: int
    part: int
    whole: int


class QuarantinedDetail(QuarantinedJson, kw_only=True):
    """One of them, with what could be read of it (null when it is locked away, or its mail is gone), and
    what is wrong with its form, by line (at most 20)."""

    readable: ReadableJson | None
    faults: list[FaultJson]


class RetriedJson(msgspec.Struct):
    """It is on its way in again; what becomes of it shows in the lists or here again."""

    status: Literal["queued"]


class ReleasedJson(msgspec.Struct):
    """Where it went: the conversation, and the entry in it."""

    conversation: str
    seq: int


def quarantined_json(item: Quarantined, names: Mapping[str, str]) -> QuarantinedJson:
    return QuarantinedJson(**_row(item, names))


def quarantined_detail(
    item: Quarantined, names: Mapping[str, str], mail: InboundMail | None, faults: Iterable[Fault]
) -> QuarantinedDetail:
    return QuarantinedDetail(
        **_row(item, names),
        readable=_readable(mail) if mail else None,
        faults=[FaultJson(one.code, one.line, one.part, one.whole) for one in faults],
    )


def _row(item: Quarantined, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": item.id,
        "at": item.at,
        "reason": item.reason,
        "detail": item.detail,
        "sender": item.sender,
        "recipients": list(item.recipients),
        "tries": item.tries,
        "size": item.size,
        "raw": quarantined_mail_id(item.id),
        "locked": item.is_locked,
        "dropped_at": item.dropped_at,
        "dropped_by": names.get(item.dropped_by or "") if item.is_dropped else None,
        "note": item.note or None,
        "kept_until": item.kept_until,
    }


def _readable(mail: InboundMail) -> ReadableJson:
    parts = [
        PartJson(file.name[:255], file.content_type[:200], len(file.content))
        for file in mail.attachments[:MOST_PARTS]
    ]
    return ReadableJson(
        sender=_mailbox(mail.sender),
        to=[_mailbox(one) for one in mail.to[:MOST_PEOPLE]],
        subject=" ".join(mail.subject.split())[:1_000],
        date=mail.date,
        text=_sound(mail.text[:EXCERPT]),
        parts=parts,
        cut=len(mail.text) > EXCERPT or len(mail.attachments) > MOST_PARTS,
    )


def _mailbox(mailbox: Mailbox) -> MailboxJson:
    return MailboxJson(_sound(mailbox.address[:320]), _sound(mailbox.name[:200]))


def _sound(text: str) -> str:
    """JSON takes no half characters."""
    return text.encode("utf-8", "replace").decode()
