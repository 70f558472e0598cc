"""Mails as customers' programs write them, each with a text of its own to be found by."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache

from tests.crash.world import BEGIN, SUPPORT

CARLA = "carla@customer.test"
DAVID = "david@customer.test"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail on its way to us. `text` is unlike that of every other one."""

    text: str
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@cache
def a_letter(
    text: str,
    *,
    sender: str = CARLA,
    message_id: str | None = None,
    answers: str = "",
    quotes: tuple[str, ...] = (),
    subject: str = "My lamp",
    to: tuple[str, ...] = (SUPPORT.address,),
    file: bytes = b"",
) -> Letter:
    """A mail with text and HTML. `message_id` "" leaves the header out."""
    name = "".join(letter if letter.isalnum() else "-" for letter in text)
    given = f"<{name}@{sender.rpartition('@')[2]}>" if message_id is None else message_id
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ", ".join(to), subject
    mail["Date"] = format_datetime(BEGIN)
    if given:
        mail["Message-ID"] = given
    if answers:
        mail["In-Reply-To"] = answers
    if quotes:
        mail["References"] = " ".join(quotes)
    mail.set_content(f"{text}\n")
    mail.add_alternative(f"<p>{text}</p>\n", subtype="html")
    if file:
        mail.add_attachment(file, maintype="application", subtype="octet-stream", filename="photo.bin")
    return Letter(text, given, sender, to, mail.as_bytes())


def a_bounce(text: str, of: str, recipient: str = CARLA) -> Letter:
    """A delivery report (RFC 3464): the message `of` could not be delivered."""
    message_id = f"<{''.join(one if one.isalnum() else '-' for one in text)}@mx.customer.test>"
    raw = f"""From: Mail Delivery System <mailer-daemon@mx.customer.test>
To: {SUPPORT.address}
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(BEGIN)}
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

{text}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.test

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--b
Content-Type: message/rfc822

From: {SUPPORT.address}
To: {recipient}
Subject: Re: My lamp
Message-ID: {of}

It is on its way.
--b--
"""
    return Letter(text, message_id, "", (SUPPORT.address,), raw.replace("\n", "\r\n").encode())
