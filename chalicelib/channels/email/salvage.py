"""What can be read of a mail in any case: for people who look at one that could not be taken in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

from chalicelib.channels.email.inbound import Attachment, InboundMail, Mailbox, read_mail
from chalicelib.domain import limits

Read = Callable[[bytes], InboundMail]

LOOKED_AT = 5_000_000
MOST_LINES = 500
LONGEST_LINE = 500
LONGEST_TEXT = 200_000
ADDRESS = re.compile(r"[^\s<>,;:\"]{1,250}@[^\s<>,;:\"]{1,250}")


def beginning_of(raw: bytes, read: Read = read_mail) -> InboundMail:
    """What the first 5 MB of a mail say. When even our reader fails, what stands there plainly."""
    try:
        return read(raw[:LOOKED_AT])
    except Exception:
        return _plainly(raw[:LOOKED_AT])


def salvage(raw: bytes, read: Read = read_mail) -> InboundMail:
    """A mail to take in: its words as far as they can be read, and the mail itself as its only file.

    It has the id and the content hash of the mail as it is read whole, where it can be, so that the two
    are one mail; of one over the size only the beginning is read.
    """
    try:
        mail = read(raw if len(raw) <= limits.MAIL else raw[:LOOKED_AT])
    except Exception:
        mail = replace(_plainly(raw[:LOOKED_AT]), content_hash=hashlib.sha256(raw).hexdigest())
    itself = Attachment("mail.eml", "message/rfc822", raw)
    return replace(mail, html=None, attachments=(itself,), is_bounce=False, bounce=None)


def _plainly(raw: bytes) -> InboundMail:
    """Header lines that look like some, and all that follows as text: no decoding, no parts."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    fields: dict[str, str] = {}
    for line in head.split(b"\n")[:MOST_LINES]:
        name, _, value = line[:LONGEST_LINE].decode("utf-8", "replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return InboundMail(
        subject=fields.get("subject", ""),
        sender=next(iter(_mailboxes(fields.get("from", ""))), Mailbox("")),
        to=_mailboxes(fields.get("to", "")),
        message_id=fields.get("message-id") or None,
        text=body[:LONGEST_TEXT].decode("utf-8", "replace").replace("\0", ""),
    )


def _mailboxes(value: str) -> tuple[Mailbox, ...]:
    return tuple(Mailbox(found.lower()) for found in ADDRESS.findall(value))
