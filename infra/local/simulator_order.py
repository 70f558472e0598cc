"""What the simulator's page orders: a mail by a customer, checked field by field."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from infra.local.simulator_mail import MailFile, Person

ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
CONTENT_TYPE = re.compile(r"(?!multipart/|message/)[\w.+-]+/[\w.+-]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
LONGEST = {"name": 100, "subject": 998, "text": 200_000}
MOST_FILES = 50


class BadOrder(Exception):
    """The request is not right; `field` names the part at fault, where there is one."""

    def __init__(
        self, title: str, detail: str = "", *, field: str = "", status: int = HTTPStatus.UNPROCESSABLE_ENTITY
    ) -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.field = field
        self.status = int(status)


@dataclass(frozen=True, slots=True)
class Order:
    """A mail to send. `to` is None for an answer: it goes where the answered mail says."""

    sender: Person
    to: Person | None
    subject: str
    text: str
    files: tuple[MailFile, ...]
    in_reply_to: str
    times: int


def order_of(body: bytes) -> Order:
    """Read the JSON of `POST /mails`. Raises `BadOrder`."""
    try:
        wanted = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadOrder("Send JSON", str(error), status=HTTPStatus.BAD_REQUEST) from error
    if not isinstance(wanted, dict):
        raise BadOrder("Send JSON", "An object is wanted", status=HTTPStatus.BAD_REQUEST)
    sender = wanted.get("from")
    if not isinstance(sender, dict):
        raise BadOrder("Say who writes", "Give from.name and from.address", field="from")
    to = _text(wanted, "to", 320)
    times = wanted.get("times", 1)
    if isinstance(times, bool) or times not in (1, 2):
        raise BadOrder("A mail is delivered once or twice", field="times")
    return Order(
        sender=Person(_line(sender, "name"), _address(_text(sender, "address", 320), "from.address")),
        to=Person("", _address(to, "to")) if to else None,
        subject=_line(wanted, "subject"),
        text=_text(wanted, "text", LONGEST["text"]),
        files=_files(wanted.get("attachments")),
        in_reply_to=_text(wanted, "in_reply_to", 400),
        times=times,
    )


def _text(wanted: Mapping[str, Any], field: str, longest: int) -> str:
    value = wanted.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadOrder("A text is wanted here", field=field)
    if len(value) > longest:
        raise BadOrder("This is too long", f"At most {longest} characters", field=field)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadOrder("This is no text", "Half a surrogate pair", field=field) from error
    return value


def _line(wanted: Mapping[str, Any], field: str) -> str:
    value = _text(wanted, field, LONGEST[field])
    if CONTROL.search(value):
        raise BadOrder("One line is wanted here", field=field)
    return value.strip()


def _address(text: str, field: str) -> str:
    if not ADDRESS.fullmatch(text.strip()):
        raise BadOrder("This is not an email address", text[:100], field=field)
    return text.strip().lower()


def _files(wanted: object) -> tuple[MailFile, ...]:
    if wanted is None:
        return ()
    if not isinstance(wanted, list) or len(wanted) > MOST_FILES:
        raise BadOrder("A list of at most 50 files is wanted here", field="attachments")
    return tuple(_file(one, f"attachments[{index}]") for index, one in enumerate(wanted))


def _file(wanted: object, field: str) -> MailFile:
    if not isinstance(wanted, dict):
        raise BadOrder("A file has name, content_type and content_base64", field=field)
    name = CONTROL.sub("", _text(wanted, "name", 255)).strip() or "file"
    content_type = _text(wanted, "content_type", 200)
    if not CONTENT_TYPE.fullmatch(content_type):
        content_type = "application/octet-stream"
    encoded = wanted.get("content_base64")
    if not isinstance(encoded, str):
        raise BadOrder("The content of the file is missing", field=f"{field}.content_base64")
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadOrder("This is not base64", str(error), field=f"{field}.content_base64") from error
    return MailFile(name, content_type, len(content), content)
