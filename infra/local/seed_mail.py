"""A mail of the seed as a customer's program writes it: text or HTML, quoted history, files; and a bounce."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from infra.local.seed_files import file_of

# at 78 characters a long id in References would be broken into encoded words
LONG_LINES = SMTP.clone(max_line_length=900)

REPORT = """\
From: Mail Delivery System <{mail.sender}>
To: {mail.to}
Subject: {mail.subject}
Date: {date}
Message-ID: {mail.message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="report"

--report
Content-Type: text/plain; charset=utf-8

{mail.text}

<{recipient}>: {reason}

--report
Content-Type: message/delivery-status

Reporting-MTA: dns; {server}

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; {reason}

--report
Content-Type: text/rfc822-headers

Message-ID: {original}
To: {recipient}

--report--
"""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The message that is answered."""

    message_id: str
    references: tuple[str, ...]
    who: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class SeedMail:
    """What the customer writes. `sender` is like `Name <address>`."""

    sender: str
    to: str
    subject: str
    text: str
    at: datetime
    message_id: str
    cc: str = ""
    as_html: bool = False
    files: tuple[str, ...] = ()
    answers: Earlier | None = None


def written(mail: SeedMail) -> bytes:
    """The mail as it arrives (RFC 5322, CRLF)."""
    message = EmailMessage(policy=LONG_LINES)
    name, address = parseaddr(mail.sender)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = mail.to
    if mail.cc:
        message["Cc"] = mail.cc
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = mail.message_id
    if mail.answers:
        message["In-Reply-To"] = mail.answers.message_id
        message["References"] = " ".join([*mail.answers.references, mail.answers.message_id])
    message.set_content(_text(mail))
    if mail.as_html:
        message.add_alternative(_html(mail), subtype="html")
    for name in mail.files:
        maintype, subtype, content = file_of(name)
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()


def bounce(mail: SeedMail, recipient: str, reason: str) -> bytes:
    """What a mail server sends when an address is not there (RFC 3464) about the message it answers."""
    assert mail.answers is not None
    report = REPORT.format(
        mail=mail,
        date=format_datetime(mail.at),
        server=mail.sender.rpartition("@")[2],
        recipient=recipient,
        reason=reason,
        original=mail.answers.message_id,
    )
    return report.replace("\n", "\r\n").encode()


def _text(mail: SeedMail) -> str:
    if mail.answers is None:
        return mail.text
    quoted = "\n".join(f"> {line}".rstrip() for line in mail.answers.text.splitlines())
    return f"{mail.text}\n\n{_said(mail.answers)}\n\n{quoted}\n"


def _said(earlier: Earlier) -> str:
    return f"On {earlier.at:%a, %d %b %Y at %H:%M}, {earlier.who} wrote:"


def _html(mail: SeedMail) -> str:
    body = _paragraphs(mail.text)
    if mail.answers:
        quoted = _paragraphs(mail.answers.text)
        said = html.escape(_said(mail.answers))
        body += f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{said}<br></div>'
        body += f'<blockquote class="gmail_quote" type="cite">{quoted}</blockquote></div>'
    return (
        f'<html><body><div style="font-family:Verdana,sans-serif;font-size:14px">{body}</div></body></html>'
    )


def _paragraphs(text: str) -> str:
    blocks = (html.escape(block).replace("\n", "<br>") for block in text.strip().split("\n\n"))
    return "".join(f"<p>{block}</p>" for block in blocks)
