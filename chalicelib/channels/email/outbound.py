"""An answer as a mail: MIME with text, HTML and files, threaded by its headers, answers led back to us."""

from __future__ import annotations

import re
from datetime import datetime
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.generator import BytesGenerator
from email.message import Message as MimeMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, make_msgid
from io import BytesIO

from chalicelib.channels.email.outgoing_headers import (
    ascii_address,
    clean,
    file_names,
    mailbox,
    unstructured,
)
from chalicelib.channels.email.templates import render
from chalicelib.domain.entry import Mailbox
from chalicelib.ports.outside import Outbound, OutboundFile, Quoted

LONGEST_ID = 900


def build_mail(outbound: Outbound, *, date: datetime, reply_domain: str = "") -> bytes:
    """The mail as bytes with CRLF line ends (RFC 5322, MIME): multipart/alternative, and files beside it.

    `date` is aware. Bcc is in the envelope only. Automatic mail says so (RFC 3834). Answers go to
    `reply_domain` where that of the channel's own address takes no mail for us.
    """
    mail = _with_files(_alternative(outbound), outbound.files)
    message = outbound.message
    mail["From"] = _address(message.sender)
    mail["To"] = _addresses(message.to) or "undisclosed-recipients:;"
    if message.cc:
        mail["Cc"] = _addresses(message.cc)
    if outbound.reply_token:
        domain = reply_domain or outbound.channel.address.rpartition("@")[2]
        reply_to = Mailbox(f"{outbound.reply_token}@{domain}", outbound.channel.name)
        mail["Reply-To"] = _address(reply_to)
    mail["Subject"] = unstructured(message.subject, len("Subject: "))
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = clean(message.message_id)
    if 0 < len(message.in_reply_to) <= LONGEST_ID:
        mail["In-Reply-To"] = clean(message.in_reply_to)
    if references := [id_ for id_ in map(clean, message.references) if 0 < len(id_) <= LONGEST_ID]:
        mail["References"] = "\n ".join(references)
    if message.automatic:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    return _as_bytes(mail)


def _alternative(outbound: Outbound) -> MimeMessage:
    values = {
        "text": outbound.text.replace("\r\n", "\n").rstrip(),
        "html": _safe(outbound.html) if outbound.html else "",
        "signature": outbound.signature,
        "language": outbound.language,
        "quoted": outbound.quoted,
        "quoted_line": _quoted_line(outbound.quoted, outbound.language) if outbound.quoted else "",
        "quoted_text": _quoted_text(outbound.quoted.text) if outbound.quoted else "",
    }
    both = MIMEMultipart("alternative")
    both.attach(_text(render("reply/body.txt", **values), "plain"))
    both.attach(_text(render("reply/body.html", **values), "html"))
    return both


def _safe(html: str) -> str:
    from chalicelib.channels.email.html import safe_html

    return safe_html(html, remote_images=True)


def _quoted_line(quoted: Quoted, language: str) -> str:
    name = quoted.sender.name or quoted.sender.address
    if language == "es":
        return (
            f"El {quoted.at:%d/%m/%Y} a las {quoted.at:%H:%M} UTC, {name} <{quoted.sender.address}> escribió:"
        )
    return f"On {quoted.at:%d %b %Y} at {quoted.at:%H:%M} UTC, {name} <{quoted.sender.address}> wrote:"


def _quoted_text(text: str) -> str:
    return "\n".join(
        f">{line}" if line.startswith(">") else f"> {line}" for line in text.rstrip().split("\n")
    )


def _text(text: str, subtype: str) -> MIMENonMultipart:
    charset = Charset("utf-8")
    charset.body_encoding = QP  # readable in a raw view, and safe on any way
    part = MIMENonMultipart("text", subtype, charset="utf-8")
    part.set_payload(text, charset)
    return part


def _with_files(body: MimeMessage, files: tuple[OutboundFile, ...]) -> MimeMessage:
    if not files:
        return body
    mixed = MIMEMultipart("mixed")
    mixed.attach(body)
    for file in files:
        mixed.attach(_file(file))
    return mixed


def _file(file: OutboundFile) -> MimeMessage:
    maintype, _, subtype = file.content_type.partition("/")
    if maintype in ("multipart", "message") or not re.fullmatch(r"[\w.+-]+/[\w.+-]+", file.content_type):
        maintype, subtype = "application", "octet-stream"
    part = MIMEBase(maintype, subtype)
    part.set_payload(file.content)
    encode_base64(part)
    name, filename = file_names(file.name)
    part.replace_header("Content-Type", f"{maintype}/{subtype};\n {name}")
    part["Content-Disposition"] = f"attachment;\n {filename}"
    return part


def _address(one: Mailbox) -> str:
    return mailbox(one.name, one.address)


def _addresses(mailboxes: tuple[Mailbox, ...]) -> str:
    return ",\n ".join(_address(one) for one in mailboxes)


def _as_bytes(mail: MimeMessage) -> bytes:
    written = BytesIO()
    BytesGenerator(
        written, mangle_from_=False, maxheaderlen=0, policy=compat32.clone(linesep="\r\n")
    ).flatten(mail)
    return written.getvalue()


def build_notice(template: str, sender: Mailbox, to: str, values: dict[str, str], *, date: datetime) -> bytes:
    """A mail from the product to a person of the team, from `templates/email/<template>/`. Automatic."""
    mail = _text(render(f"{template}/body.txt", **values), "plain")
    mail["From"] = _address(sender)
    mail["To"] = ascii_address(to)
    mail["Subject"] = unstructured(render(f"{template}/subject.txt", **values), len("Subject: "))
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = make_msgid(domain=sender.address.rpartition("@")[2] or None)
    mail["Auto-Submitted"] = "auto-generated"
    return _as_bytes(mail)
