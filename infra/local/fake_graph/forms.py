"""The body of a call to the stand-in: JSON, or a form (RFC 7578) whose fields may hold JSON."""

from __future__ import annotations

import json
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any
from urllib.parse import parse_qsl

from infra.local.answers import Request
from infra.local.fake_graph.refusals import Refusal
from infra.local.fake_graph.state import FakeMedia


def values_of(request: Request) -> tuple[dict[str, Any], FakeMedia | None]:
    """What was sent, from address and body, and the file. Raises `Refusal`."""
    values: dict[str, Any] = dict(request.query_values())
    content_type = request.headers.get("content-type", "")
    if not request.body:
        return values, None
    if content_type.startswith("multipart/form-data"):
        fields, media = _form(request.body, content_type)
        return values | fields, media
    if content_type.startswith("application/x-www-form-urlencoded"):
        return values | {name: _value(value) for name, value in parse_qsl(request.body.decode())}, None
    try:
        told = json.loads(request.body)
    except ValueError as error:
        raise Refusal(100, text="The body is not JSON") from error
    if not isinstance(told, dict):
        raise Refusal(100, text="The body is no object")
    return values | told, None


def _form(body: bytes, content_type: str) -> tuple[dict[str, Any], FakeMedia | None]:
    header = Message()
    header["content-type"] = content_type
    boundary = f"\r\n--{header.get_param('boundary')}".encode()
    fields: dict[str, Any] = {}
    media = None
    for piece in (b"\r\n" + body).split(boundary)[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        described = BytesHeaderParser().parsebytes(head)
        name = str(described.get_param("name", "", "content-disposition"))
        file_name = described.get_filename()
        if file_name is None:
            fields[name] = _value(content.decode())
        else:
            media = FakeMedia(file_name, described.get_content_type(), content)
    return fields, media


def _value(text: str) -> Any:
    """Objects of a form come as JSON; anything else is a text."""
    if text[:1] in "{[":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
