"""Mail as a customer's mail program sees it: what a file of the outbox says, and how it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, default
from email.utils import format_datetime, getaddresses, make_msgid
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ENVELOPE_HEADER = "X-Bandeja-Envelope-To"
DELIVERIES_HEADER = "X-Simulator-Deliveries"
QUOTE = re.compile(r"^\s*>")
# at 78 characters a long id in References would be broken into encoded words
LONG_LINES = SMTP.clone(max_line_length=900)


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address in lower case; the name may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MailFile:
    """An attached file; `content` is empty where only the list is wanted."""

    name: str
    content_type: str
    size: int
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was read. `recipients` are lower case and hold the envelope's too; `at` is aware UTC.

    `text` is what the writer wrote, `quoted` the older text below it. `reply_to` is where an answer goes.
    """

    at: datetime
    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    recipients: frozenset[str]
    reply_to: Person
    subject: str
    text: str
    quoted: str
    message_id: str
    references: tuple[str, ...]
    files: tuple[MailFile, ...]
    deliveries: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a customer wrote. `answers` is the mail it answers, if any."""

    sender: Person
    to: Person
    subject: str
    text: str
    files: tuple[MailFile, ...] = ()
    answers: Mail | None = None


def read_customer_mail(raw: bytes, arrived: datetime) -> Mail:
    """Read a file of the outbox. `arrived` is the time in its name."""
    message = message_from_bytes(raw, policy=default)
    sender = (_people(message, "From") or (Person("", ""),))[0]
    to, cc = _people(message, "To"), _people(message, "Cc")
    envelope = _people(message, ENVELOPE_HEADER)
    text, quoted = split_quote(_text(message))
    return Mail(
        at=arrived,
        sender=sender,
        to=to,
        cc=cc,
        recipients=frozenset(person.address for person in (*to, *cc, *envelope)),
        reply_to=(_people(message, "Reply-To") or (sender,))[0],
        subject=_header(message, "Subject"),
        text=text,
        quoted=quoted,
        message_id=_header(message, "Message-ID"),
        references=tuple(
            f"{_header(message, 'References')} {_header(message, 'In-Reply-To')}".split(),
        ),
        files=tuple(_file(part) for part in _attached(message)),
        deliveries=2 if _header(message, DELIVERIES_HEADER) == "2" else 1,
    )


def files_of(raw: bytes) -> tuple[MailFile, ...]:
    """The attached files with their content, in the order of the list."""
    return tuple(
        _file(part, with_content=True) for part in _attached(message_from_bytes(raw, policy=default))
    )


def build_customer_mail(written: Written, *, at: datetime) -> bytes:
    """The mail with CRLF line ends. An answer threads and quotes as mail programs do.

    Raises `ValueError` for a header that cannot be written, such as an address that is none.
    """
    mail = EmailMessage(policy=LONG_LINES)
    mail["From"] = _address(written.sender)
    mail["To"] = _address(written.to)
    mail["Subject"] = written.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=written.sender.address.rpartition("@")[2])
    text = written.text.rstrip() + "\n"
    if answered := written.answers:
        mail["In-Reply-To"] = answered.message_id
        mail["References"] = " ".join(dict.fromkeys((*answered.references, answered.message_id)))
        text += f"\n{_history(answered)}\n"
    mail.set_content(text)
    for file in written.files:
        maintype, _, subtype = file.content_type.partition("/")
        mail.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.name)
    return mail.as_bytes()


def _history(mail: Mail) -> str:
    below = f"\n\n{mail.quoted}" if mail.quoted else ""
    lines = f"{mail.text}{below}".rstrip().split("\n")
    marked = (f">{line}" if line.startswith(">") else f"> {line}" for line in lines)
    name = mail.sender.name or mail.sender.address
    head = f"On {mail.at:%a, %d %b %Y at %H:%M}, {name} <{mail.sender.address}> wrote:"
    return "\n".join((head, *marked))


def split_quote(text: str) -> tuple[str, str]:
    """What was written, and the quoted lines that end the text with the line that introduces them."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    start = len(lines)
    while start > 0 and (QUOTE.match(lines[start - 1]) or not lines[start - 1].strip()):
        start -= 1
    if not any(QUOTE.match(line) for line in lines[start:]):
        return "\n".join(lines).rstrip(), ""
    if start > 0 and lines[start - 1].rstrip().endswith(":"):
        start -= 1
    return "\n".join(lines[:start]).rstrip(), "\n".join(lines[start:]).strip()


def arrived_at(path: Path) -> datetime:
    """The time in a file's name (`20261122T101400123456-…`), else when it was written."""
    try:
        return datetime.strptime(path.name.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _people(message: EmailMessage, name: str) -> tuple[Person, ...]:
    pairs = getaddresses([str(value) for value in message.get_all(name, [])])
    return tuple(Person(shown.strip(), address.lower()) for shown, address in pairs if "@" in address)


def _address(person: Person) -> Address:
    return Address(display_name=person.name, addr_spec=person.address)


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = _content(part)
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    return _without_tags(text) if part.get_content_type() == "text/html" else text


def _content(part: MIMEPart) -> Any:
    """Text or bytes; a charset that nobody knows must not stop the reader."""
    try:
        return part.get_content()
    except (LookupError, KeyError):
        return part.get_payload(decode=True) or b""


def _attached(message: EmailMessage) -> Iterator[MIMEPart]:
    return message.iter_attachments()


def _file(part: MIMEPart, *, with_content: bool = False) -> MailFile:
    payload = _content(part)
    content = payload if isinstance(payload, bytes) else str(payload).encode()
    kept = content if with_content else b""
    return MailFile(part.get_filename() or "", part.get_content_type(), len(content), kept)


class _Words(HTMLParser):
    """Collects the text of HTML; blocks end lines."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"br", "p", "div", "tr", "li", "blockquote"}:
            self.pieces.append("\n")


def _without_tags(html: str) -> str:
    words = _Words()
    words.feed(html)
    return re.sub(r"\n\s*\n+", "\n\n", "".join(words.pieces)).strip()
