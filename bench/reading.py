"""Reading mail: mails for each CPU second, and the standard library doing the same work in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from bench.report import Limit, Line
from chalicelib.channels.email.inbound import read_mail

RUNS = 7
MAILS = 60
LEAST_TIMES_AS_FAST = 2.0
WORDS = "The cup came broken. Größe L war bestellt – danke für die schnelle Antwort. "
ADDRESSES = ("from", "to", "cc", "reply-to", "sender")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the standard library says of a mail, as far as it knows it."""

    subject: str
    addresses: tuple[tuple[str, str], ...]
    text: str
    html: str
    files: tuple[tuple[str, bytes], ...]


def measured() -> list[Line]:
    """Text mails, mails with HTML, mails with files: the standard library's time is 1."""
    return [
        compared("text mails", [text_mail(number) for number in range(MAILS)]),
        compared("text and HTML", [html_mail(number) for number in range(MAILS)]),
        compared("mails with files", [mail_with_files(number) for number in range(MAILS)]),
    ]


def compared(name: str, mails: Sequence[bytes]) -> Line:
    """Medians of runs in turn. The ratio is our time to theirs: at most a half is twice as fast."""
    pairs = [(seconds(read_mail, mails), seconds(standard_reading, mails)) for _ in range(RUNS)]
    ours = statistics.median(first for first, _ in pairs)
    theirs = statistics.median(second for _, second in pairs)
    return Line(
        f"{name}: {len(mails) / ours:,.0f} a second, standard library {len(mails) / theirs:,.0f}",
        ratio=ours / theirs,
        limit=Limit(ratio=1 / LEAST_TIMES_AS_FAST),
    )


def seconds(read: Callable[[bytes], object], mails: Sequence[bytes]) -> float:
    begun = time.process_time()
    for mail in mails:
        read(mail)
    return time.process_time() - begun


def standard_reading(raw: bytes) -> Reading:
    """Subject, addresses, text, HTML and the content of files, by `email` with its modern policy."""
    mail: Any = message_from_bytes(raw, policy=default)
    people = (one for name in ADDRESSES for header in mail.get_all(name, ()) for one in header.addresses)
    text = mail.get_body(("plain",))
    html = mail.get_body(("html",))
    return Reading(
        subject=str(mail["subject"]),
        addresses=tuple((one.display_name, one.addr_spec) for one in people),
        text=text.get_content() if text else "",
        html=html.get_content() if html else "",
        files=tuple(
            (file.get_filename() or "", file.get_payload(decode=True)) for file in mail.iter_attachments()
        ),
    )


def text_mail(number: int) -> bytes:
    """An answer of some lines with the old mail below."""
    return bytes(_answer(number))


def html_mail(number: int) -> bytes:
    """The same with HTML beside it."""
    mail = _answer(number)
    page = "".join(f"<p>{WORDS}</p>" for _ in range(12))
    mail.add_alternative(f"<html><body><div>{page}</div></body></html>", subtype="html")
    return bytes(mail)


def mail_with_files(number: int) -> bytes:
    """The same with a picture and a document, 200 kB together."""
    mail = _answer(number)
    mail.add_attachment(bytes(range(256)) * 400, maintype="image", subtype="jpeg", filename="Größe.jpg")
    mail.add_attachment(
        bytes(range(255, -1, -1)) * 400, maintype="application", subtype="pdf", filename="a.pdf"
    )
    return bytes(mail)


def _answer(number: int) -> EmailMessage:
    mail = EmailMessage()
    mail["Received"] = "from mail.example.org by mx.example.net; Tue, 05 Jan 2021 10:00:01 +0000"
    mail["From"] = f"Ana Müller <ana{number}@example.org>"
    mail["To"] = "Support <support@example.net>, sales@example.net"
    mail["Cc"] = "Tom Thümb <tom@example.org>"
    mail["Subject"] = f"Re: Größe und Farbe – Bestellung {number}"
    mail["Date"] = "Tue, 05 Jan 2021 10:00:00 +0100"
    mail["Message-ID"] = f"<{number}@example.org>"
    mail["In-Reply-To"] = "<first@example.net>"
    mail["References"] = "<zero@example.net> <first@example.net>"
    old = "".join(f"> {WORDS}\n" for _ in range(10))
    mail.set_content(f"{WORDS}\n" * 8 + f"\nOn Mon, 4 Jan 2021 at 09:00, Support wrote:\n{old}")
    return mail


if __name__ == "__main__":
    from bench.report import table

    print(table("Reading mail, our time to the standard library's", measured()))
