"""Reading a request: body, query, path, cookie and headers, each refused with the name of the field."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec
from chalice.app import Request

from chalicelib.domain import limits
from chalicelib.domain.errors import (
    Invalid,
    NoSuchChannel,
    NoSuchChatflow,
    NoSuchContact,
    NoSuchConversation,
    NoSuchEntry,
    NoSuchInbox,
    NoSuchVisitor,
    NotFound,
    TooLarge,
)
from chalicelib.domain.ids import is_identifier
from chalicelib.domain.reason import Reason
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.domain.subscription import NoSuchSubscription
from chalicelib.domain.token_errors import NoSuchToken
from chalicelib.handlers.problems import Unreadable

LARGEST_BODY = 3_000_000
EMPTY = (
    "Object missing required field",
    "Expected `str` of length >= 1 ",
    r"Expected `str` matching regex '\\S'",
)
BOUND = re.compile(r"Expected `(?P<what>str|array|int)` (?:of length )?(?P<than><=|>=) (?P<limit>\d+)")
OUT_OF_BOUNDS: dict[tuple[str, str], Callable[[int], Reason]] = {
    ("str", "<="): lambda limit: Reason("too_long", limit=limit),
    ("str", ">="): lambda limit: Reason("too_short", limit=limit),
    ("array", "<="): lambda limit: Reason("too_many", limit=limit),
    ("array", ">="): lambda limit: Reason("too_few", limit=limit),
    ("int", "<="): lambda limit: Reason("too_high", limit=limit),
    ("int", ">="): lambda limit: Reason("too_low", limit=limit),
}
AT = re.compile(r" - at `\$\.?(?P<path>.*)`$")
NAMED = re.compile(r"(?:missing required|unknown) field `(?P<name>.*?)`")
KEY = re.compile(r"[\x21-\x7e]{1,200}")
BY_CLOUDFRONT_AND_GATEWAY = 2  # addresses that these two add
SEQ = re.compile(r"[0-9]{1,10}")
Given = TypeVar("Given", bound=msgspec.Struct)


def body(request: Request, wanted: type[Given]) -> Given:
    """The JSON body as `wanted`. No body at all is an empty one.

    Raises `Unreadable` (400 no JSON, 413 too long, 415 other media type) and `Invalid` with the field.
    """
    try:
        raw = raw_body(request)
    except (binascii.Error, ValueError) as error:
        raise Unreadable(400, "The body cannot be decoded") from error
    if len(raw) > LARGEST_BODY:
        raise Unreadable(413, f"A body may have {LARGEST_BODY} bytes; files go to /api/uploads")
    if raw and _media_type(request) != "application/json":
        raise Unreadable(415, "Send JSON, with Content-Type: application/json")
    try:
        return msgspec.json.decode(raw or b"{}", type=wanted)
    except msgspec.ValidationError as error:
        raise invalid(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(400, "The body is no JSON") from error


def query(request: Request, wanted: type[Given]) -> Given:
    """What stands after the `?`; empty values count as absent. Raises `Invalid`."""
    given = {name: value for name, value in (request.query_params or {}).items() if value}
    try:
        return msgspec.convert(given, wanted, strict=False)
    except msgspec.ValidationError as error:
        raise invalid(error) from error


def frame(text: str, wanted: Any, most: int) -> Any:
    """A socket's frame of at most `most` bytes as `wanted`, a union of structs.

    Raises `TooLarge`, and `Invalid` with the field.
    """
    raw = text.encode("utf-8", "replace")
    if len(raw) > most:
        raise TooLarge(f"A frame may have {most} bytes")
    try:
        return msgspec.json.decode(raw, type=wanted)
    except msgspec.ValidationError as error:
        raise invalid(error) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid("A frame is one JSON object") from error


def invalid(error: msgspec.ValidationError) -> Invalid:
    """The same as an error of the product: `field` is a path such as `to[0]`."""
    text = str(error)
    at = AT.search(text)
    path = at["path"] if at else ""
    if named := NAMED.search(text):
        path = f"{path}.{named['name']}" if path else named["name"]
    return Invalid(AT.sub("", text), field=path[:200], reason=_reason_of(text))


def _reason_of(text: str) -> Reason | None:
    """`None` for what only a program does, such as sending a number for a text."""
    if text.startswith(EMPTY):
        return Reason("required")
    bound = BOUND.match(text)
    return OUT_OF_BOUNDS[bound["what"], bound["than"]](int(bound["limit"])) if bound else None


def path_values(values: Mapping[str, str]) -> dict[str, Any]:
    """The ids of a path. One that cannot be ours is answered like one that is not there."""
    return {name: _path_value(name, value) for name, value in values.items()}


UNKNOWN: dict[str, type[NotFound]] = {
    "conversation_id": NoSuchConversation,
    "contact_id": NoSuchContact,
    "inbox_id": NoSuchInbox,
    "visitor_id": NoSuchVisitor,
    "channel_id": NoSuchChannel,
    "chatflow_id": NoSuchChatflow,
    "token_id": NoSuchToken,
    "webhook_id": NoSuchSubscription,
}


def _path_value(name: str, value: str) -> Any:
    if name == "seq":
        if not SEQ.fullmatch(value):
            raise NoSuchEntry()
        return int(value)
    if name in UNKNOWN and not is_identifier(value):
        raise UNKNOWN[name]()
    return value


def command(request: Request, principal: str, now: datetime) -> Receipt | None:
    """The receipt that an Idempotency-Key asks for, with a hash of the request; kept for 7 days.

    `principal` is who made the key: two of them may make the same.
    Raises `Invalid` for a key that is empty, too long or not plain ASCII.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not KEY.fullmatch(key):
        raise Invalid("1 to 200 visible ASCII characters", field="Idempotency-Key")
    asked = f"{request.method} {request.context.get('path') or request.path}\n".encode()
    return Receipt(
        ExternalId.of_command(principal, key),
        content_hash=hashlib.sha256(asked + raw_body(request)).hexdigest(),
        expires_at=now + timedelta(days=limits.COMMAND_DAYS),
    )


def cookie(request: Request, name: str) -> str:
    """The value of a cookie, or an empty text."""
    for pair in request.headers.get("cookie", "").split(";"):
        found, _, value = pair.strip().partition("=")
        if found == name:
            return str(value)
    return ""


def source_of(request: Request, *, through_site: bool) -> str:
    """The address that the request came from.

    Behind CloudFront the gateway sees CloudFront's, which thousands share. CloudFront writes who asked to
    the end of X-Forwarded-For, and the gateway CloudFront's own address behind that; what stands before
    is the asker's word. `through_site`: the request carries the secret of the site in front.
    """
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    if through_site and len(forwarded) >= BY_CLOUDFRONT_AND_GATEWAY:
        return str(forwarded[-BY_CLOUDFRONT_AND_GATEWAY])
    identity = request.context.get("identity") or {}
    return str(identity.get("sourceIp") or "unknown")


def cursor(**value: Any) -> str:
    """An opaque cursor."""
    return base64.urlsafe_b64encode(msgspec.json.encode(value)).rstrip(b"=").decode("ascii")


def cursor_value(given: str, wanted: type[Given], field: str) -> Given:
    """What `cursor` was made from. Raises `Invalid` for anything else."""
    try:
        raw = base64.b64decode(
            given.encode("ascii") + b"=" * (-len(given) % 4), altchars=b"-_", validate=True
        )
        return msgspec.json.decode(raw, type=wanted)
    except ValueError as error:  # also msgspec's errors and binascii's
        raise Invalid("Use what an earlier answer gave as `next`", field=field) from error


def raw_body(request: Request) -> bytes:
    """The body as it came. Raises `binascii.Error`, `ValueError` for what cannot be decoded."""
    raw = request.raw_body
    return raw.encode() if isinstance(raw, str) else raw


def _media_type(request: Request) -> str:
    return str(request.headers.get("content-type", "")).partition(";")[0].strip().lower()


def place_in_log(cursor: str) -> str:
    """The id after which a page of a log of calls goes on, "" for its beginning. Raises `Invalid`."""
    if cursor and not is_identifier(cursor):
        raise Invalid("This cursor is none of ours", field="cursor")
    return cursor
