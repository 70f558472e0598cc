"""What was sent of a form, as a message at the door. Nothing in it proves who wrote it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import limits
from chalicelib.domain.contact import Consent
from chalicelib.domain.entry import Attachment, Direction, Mailbox, Message, Why
from chalicelib.domain.form_answers import Row, Submission
from chalicelib.domain.ids import BlobId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel

TABLE_BYTES = 60_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """How it came: the `id` of the submission, when, from which page, under which name of ours.

    `title` is that of the form, `nobody` what to call somebody who gave neither name nor address. `suspect`
    is why it looks as if a machine had sent it. `full_text` is a blob for what is longer than an entry holds.
    """

    id: str
    at: datetime
    title: str = ""
    page: str = ""
    host: str = "localhost"
    nobody: str = ""
    suspect: Why | None = None
    full_text: BlobId | None = None
    attachments: tuple[Attachment, ...] = ()


def text_of(rows: tuple[Row, ...]) -> str:
    """As it reads: a label and its answer; an answer of several lines begins below its label."""
    return "\n".join(f"{row.label}:{_beside(row.value)}" for row in rows)


def _beside(value: str) -> str:
    return f"\n{value}" if "\n" in value else f" {value}"


def table_of(rows: tuple[Row, ...]) -> str:
    """One line for each field, `label: value`; further lines of a value begin with a tab."""
    return "\n".join(f"{row.label.replace(': ', ' - ')}: {row.value}".replace("\n", "\n\t") for row in rows)


def submitted(channel: Channel, submission: Submission, arrival: Arrival) -> InboundMessage:
    """The message. Its sender is what was typed; the contact is somebody new until something is proven."""
    text = text_of(submission.rows)
    first = submission.rows[0].value if submission.rows else ""
    page = arrival.page if arrival.page.startswith("https://") else ""
    message = Message(
        direction=Direction.IN,
        text=fitting(text, limits.INLINE_TEXT),
        text_cut=arrival.full_text is not None,
        full_text=arrival.full_text,
        sender=Mailbox(
            fitting(submission.email, limits.ADDRESS),
            fitting(submission.name or ("" if submission.email else arrival.nobody), limits.NAME),
        ),
        subject=fitting(arrival.title or first.split("\n")[0], limits.SUBJECT),
        message_id=f"<form-{arrival.id}@{arrival.host}>",
        attachments=arrival.attachments,
        parts=(Part("form", arrival.title, fitting(table_of(submission.rows), TABLE_BYTES), url=page),),
    )
    consent = Consent(submission.consent, arrival.at, arrival.page) if submission.consent else None
    return InboundMessage(
        channel=channel,
        external_id=f"form#{arrival.id}",
        content_hash=_content_hash(text, arrival.attachments),
        message=message,
        received_at=arrival.at,
        delivered_to="",
        proven=False,
        suspect=arrival.suspect,
        consents=(consent,) if consent else (),
    )


def _content_hash(text: str, files: tuple[Attachment, ...]) -> str:
    """Tells a repeat from something else that was sent under the same id."""
    parts = (text, *(file.blob for file in files))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
