"""What a mail says once its wire format is gone: the value that `read_mail` returns."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address of a header: `address` in lower case, `name` decoded and without quotes ("" if none)."""

    address: str
    name: str = ""


NOBODY = Mailbox("", "")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A leaf of the mail that is not its text: a file, a picture inside the HTML, a forwarded mail."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False
    location: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says about one of our mails (RFC 3464, or one of the text families).

    `recipient` is "" where the report does not say; `status` is derived from its words and reply codes then.
    `action` is failed or delayed.
    """

    recipient: str
    status: str
    reason: str
    original_message_id: str = ""
    action: str = "failed"
    reason_class: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InboundMail:
    """One mail, decoded. Absent headers are "", None or (); line ends are LF; nothing is sanitised.

    `sender` is the first mailbox of From; Sender, Reply-To and Return-Path are kept apart from it.
    `delivered_to` holds every address the mail went through (Delivered-To, X-Original-To, Envelope-To ...).
    `content_hash` is the same for two copies of one mail that took different ways.
    """

    subject: str = ""
    sender: Mailbox = NOBODY
    sender_header: Mailbox = NOBODY
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    return_path: str | None = None
    delivered_to: tuple[str, ...] = ()
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None
    text: str = ""
    html: str | None = None
    reply_text: str = ""
    attachments: tuple[Attachment, ...] = ()
    is_auto_reply: bool = False
    is_automatic: bool = False
    is_bounce: bool = False
    is_delay: bool = False
    is_feedback_report: bool = False
    is_read_receipt: bool = False
    is_challenge: bool = False
    bounce: Bounce | None = None
    auto_submitted: str = ""
    precedence: str = ""
    list_id: str | None = None
    protection: str = ""
    content_hash: str = ""
    headers: tuple[tuple[str, str], ...] = ()
