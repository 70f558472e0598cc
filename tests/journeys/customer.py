"""A customer with an ordinary mail program: writes by SMTP, reads what we send, checks it, answers it."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime, getaddresses, make_msgid
from pathlib import Path

from tests.journeys.product import SUPPORT, Product, until

MESSAGE_ID = re.compile(r"<[^<>@\s]+@[^<>@\s]+>")
LONGEST_LINE = 998  # RFC 5322, 2.1.1
ENVELOPE = "X-Bandeja-Envelope-To"


def a_mail(
    text: str,
    subject: str,
    *,
    sender: str = "Carla Costa <carla@customer.test>",
    to: str = SUPPORT,
    answers: EmailMessage | None = None,
    message_id: str = "",
) -> EmailMessage:
    """A mail; `answers` sets recipient and threading headers as a mail program does (RFC 5322, 3.6.4)."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = sender, subject, format_datetime(datetime.now(UTC))
    mail["Message-ID"] = message_id or make_msgid(domain="customer.test")
    if answers is not None:
        mail["To"] = str(answers["Reply-To"] or answers["From"])
        mail["In-Reply-To"] = str(answers["Message-ID"])
        mail["References"] = f"{answers['References'] or ''} {answers['Message-ID']}".strip()
    else:
        mail["To"] = to
    mail.set_content(f"{text}\n")
    return mail


def recipients_of(mail: EmailMessage) -> list[str]:
    return [address for _, address in getaddresses([str(mail["To"] or ""), str(mail["Cc"] or "")]) if address]


def send(product: Product, *mails: EmailMessage | bytes, to: Sequence[str] = (), sender: str = "") -> None:
    """Hand them over in one session; each must get 250, else `smtplib.SMTPException` or `OSError`."""
    with smtplib.SMTP("127.0.0.1", product.smtp_port, timeout=30) as session:
        for mail in mails:
            if isinstance(mail, bytes):
                session.sendmail(sender or "carla@customer.test", list(to) or [SUPPORT], mail)
            else:
                session.send_message(mail, to_addrs=list(to) or recipients_of(mail))


def outbox(product: Product) -> list[Path]:
    """What went out, in the order in which it did."""
    folder = product.outbox
    return sorted(path for path in folder.glob("*.eml")) if folder.is_dir() else []


def received(product: Product, subject: str, seconds: float = 15) -> EmailMessage:
    """The newest mail we sent with that subject, as soon as it is there, checked."""

    def look() -> EmailMessage | None:
        for path in reversed(outbox(product)):
            raw = path.read_bytes()
            if message_from_bytes(raw, policy=policy.default)["Subject"] == subject:
                return parsed(raw)
        return None

    return until(look, seconds, f"a mail {subject!r} went out")


def parsed(raw: bytes) -> EmailMessage:
    """Read by the standard library, and held to the rules that programs differ about."""
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects, mail.defects
    check_form(raw)
    check_headers(mail)
    return mail


def check_form(raw: bytes) -> None:
    """CRLF throughout, no line over 998 bytes, headers in ASCII (RFC 5322, 2.1)."""
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= LONGEST_LINE
    assert raw.partition(b"\r\n\r\n")[0].isascii()


def check_headers(mail: EmailMessage) -> None:
    """What must be there once, is; ids are well formed; References end with what is answered."""
    for once in ("From", "Date", "Subject", "Message-ID", "MIME-Version"):
        assert len(mail.get_all(once, [])) == 1, once
    assert MESSAGE_ID.fullmatch(str(mail["Message-ID"]))
    assert "Bcc" not in mail
    if mail["In-Reply-To"]:
        references = MESSAGE_ID.findall(str(mail["References"]))
        assert references and references[-1] == str(mail["In-Reply-To"])
        assert len(references) == len(set(references))


def plain_text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
