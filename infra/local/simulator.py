"""The customer's side of the local home: their mail program, which writes by real SMTP and reads the outbox.

Serves `/simulator/api`, for the page `/simulator` only; the deployed home does not have it.
"""

from __future__ import annotations

import json
import secrets
import smtplib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from infra.local.simulator_log import happened
from infra.local.simulator_mail import (
    DELIVERIES_HEADER,
    ENVELOPE_HEADER,
    Mail,
    Person,
    Written,
    arrived_at,
    build_customer_mail,
    files_of,
    read_customer_mail,
)
from infra.local.simulator_order import BadOrder, Order, order_of

PREFIX = "/simulator/api"
SMTP_SECONDS = 20
CUSTOMERS = (
    Person("Ana Ruiz", "ana.ruiz@example.com"),
    Person("Nuno Reis", "nuno.reis@example.org"),
    Person("Carla Brandt", "carla.brandt@example.net"),
)
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Reply = tuple[int, dict[str, str], bytes]
Addresses = Callable[[], Sequence[str]]
Traced = Callable[[str], tuple[str, int] | None]


def _nothing_known(_message_id: str) -> None:
    return None


class Simulator:
    """`outbox` is the folder of mail that went out; what customers sent is kept in `sent` beside it.

    `addresses` tells the inboxes' addresses now. `traced`, where given, tells for a Message-ID in which
    conversation it is and how many entries it made.
    """

    def __init__(
        self,
        outbox: Path,
        smtp_host: str,
        smtp_port: int,
        addresses: Addresses,
        traced: Traced = _nothing_known,
    ) -> None:
        self._folders = {"got": outbox, "sent": outbox.parent / "sent"}
        self._smtp = (smtp_host, smtp_port)
        self._addresses = addresses
        self._traced = traced
        self._known: dict[str, Mail] = {}
        self._lock = threading.Lock()

    def handle(self, method: str, path: str, query: str, body: bytes) -> Reply:
        """Answer one request: status, headers, body. Bad input is a 4xx with `title detail field`."""
        parts = [unquote(part) for part in path.removeprefix(PREFIX).strip("/").split("/")]
        values = {name: found[-1] for name, found in parse_qs(query, keep_blank_values=True).items()}
        try:
            return self._route(method, parts, values, body)
        except BadOrder as error:
            return _json({"title": error.title, "detail": error.detail, "field": error.field}, error.status)

    def _route(self, method: str, parts: list[str], query: Mapping[str, str], body: bytes) -> Reply:
        match (method, *parts):
            case ("GET", "people"):
                return _json(self._people())
            case ("GET", "mails"):
                return _json({"items": self._mails_of(query.get("address", ""))})
            case ("POST", "mails"):
                return _json(self._send(order_of(body)), HTTPStatus.CREATED)
            case ("GET", "mails", mail_id, "files", index):
                return self._file(mail_id, index)
            case ("GET", "log"):
                return _json({"items": happened(self._all(), self._traced)})
            case (_, "people" | "mails" | "log"):
                raise BadOrder("This cannot be done here", method, status=HTTPStatus.METHOD_NOT_ALLOWED)
        raise BadOrder("There is no such thing", "/".join(parts), status=HTTPStatus.NOT_FOUND)

    def _people(self) -> dict[str, Any]:
        """Who can be played, those with mail first known by their own mail; and whom they can write to."""
        own = {address.lower() for address in self._addresses()}
        people = {person.address: person for person in CUSTOMERS}
        for mail_id, mail in self._all():
            seen = (mail.sender,) if mail_id.startswith("sent:") else (*mail.to, *mail.cc)
            for person in seen:
                if person.address not in own and person.address not in people:
                    people[person.address] = person
        return {"customers": [asdict(person) for person in people.values()], "inboxes": sorted(own)}

    def _mails_of(self, address: str) -> list[dict[str, Any]]:
        wanted = address.strip().lower()
        if "@" not in wanted:
            raise BadOrder("Say whose mail", "Give the customer's address", field="address")
        return [
            _mail_json(mail_id, mail)
            for mail_id, mail in self._all()
            if (mail.sender.address == wanted if mail_id.startswith("sent:") else wanted in mail.recipients)
        ]

    def _send(self, order: Order) -> dict[str, Any]:
        answers = self._mail(order.in_reply_to) if order.in_reply_to else None
        written = Written(
            sender=order.sender,
            to=order.to or _answer_goes_to(answers, order.sender),
            subject=order.subject,
            text=order.text,
            files=order.files,
            answers=answers,
        )
        at = datetime.now(UTC)
        try:
            mail = build_customer_mail(written, at=at)
        except ValueError as error:
            raise BadOrder("This cannot be written in a mail", str(error)) from error
        for _ in range(order.times):
            self._hand_over(mail, written)
        name = f"{at:%Y%m%dT%H%M%S%f}-{secrets.token_hex(6)}.eml"
        head = f"{ENVELOPE_HEADER}: {written.to.address}\r\n{DELIVERIES_HEADER}: {order.times}\r\n"
        self._folders["sent"].mkdir(parents=True, exist_ok=True)
        (self._folders["sent"] / name).write_bytes(head.encode() + mail)
        return _mail_json(f"sent:{name}", self._mail(f"sent:{name}"))

    def _hand_over(self, mail: bytes, written: Written) -> None:
        try:
            with smtplib.SMTP(*self._smtp, timeout=SMTP_SECONDS) as smtp:
                smtp.sendmail(written.sender.address, [written.to.address], mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, reason = next(iter(error.recipients.values()))
            detail = f"{code} {reason.decode('utf-8', 'replace')}"
            raise BadOrder("The address was refused", detail, field="to") from error
        except smtplib.SMTPResponseException as error:
            answer = error.smtp_error
            said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
            raise BadOrder("The mail was refused", f"{error.smtp_code} {said}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise BadOrder(
                "The mail server cannot be reached", str(error), status=HTTPStatus.SERVICE_UNAVAILABLE
            ) from error

    def _file(self, mail_id: str, index: str) -> Reply:
        files = files_of(self._path(mail_id).read_bytes())
        if not index.isdecimal() or int(index) >= len(files):
            raise BadOrder("There is no such file", index, status=HTTPStatus.NOT_FOUND)
        file = files[int(index)]
        name = quote(file.name or "file", safe="")
        headers = {
            **HEADERS,
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        }
        return HTTPStatus.OK, headers, file.content

    def _all(self) -> list[tuple[str, Mail]]:
        """Every mail with its id, newest first."""
        paths = [
            (path.name, f"{box}:{path.name}")
            for box, folder in self._folders.items()
            if folder.is_dir()
            for path in folder.glob("*.eml")
            if not path.name.startswith(".")
        ]
        return [(mail_id, self._mail(mail_id)) for _, mail_id in sorted(paths, reverse=True)]

    def _mail(self, mail_id: str) -> Mail:
        """A file never changes, so it is read once."""
        with self._lock:
            known = self._known.get(mail_id)
        if known is not None:
            return known
        path = self._path(mail_id)
        mail = read_customer_mail(path.read_bytes(), arrived_at(path))
        with self._lock:
            self._known[mail_id] = mail
        return mail

    def _path(self, mail_id: str) -> Path:
        box, _, name = mail_id.partition(":")
        folder = self._folders.get(box)
        if folder is None or name != Path(name).name or not (folder / name).is_file():
            raise BadOrder("There is no such mail", mail_id, field="mail", status=HTTPStatus.NOT_FOUND)
        return folder / name


def _answer_goes_to(mail: Mail | None, sender: Person) -> Person:
    if mail is None:
        raise BadOrder("Say to whom", "Give the address of an inbox", field="to")
    own = mail.sender.address == sender.address
    return mail.to[0] if own and mail.to else mail.reply_to


def _mail_json(mail_id: str, mail: Mail) -> dict[str, Any]:
    return {
        "id": mail_id,
        "box": mail_id.partition(":")[0],
        "at": mail.at.isoformat(),
        "from": asdict(mail.sender),
        "to": [asdict(person) for person in mail.to],
        "cc": [asdict(person) for person in mail.cc],
        "reply_to": asdict(mail.reply_to),
        "subject": mail.subject,
        "text": mail.text,
        "quoted": mail.quoted,
        "attachments": [
            {"index": index, "name": file.name, "content_type": file.content_type, "size": file.size}
            for index, file in enumerate(mail.files)
        ],
    }


def _json(value: object, status: int = HTTPStatus.OK) -> Reply:
    kind = "application/json" if status < HTTPStatus.BAD_REQUEST else "application/problem+json"
    return int(status), {**HEADERS, "Content-Type": kind}, json.dumps(value).encode()
