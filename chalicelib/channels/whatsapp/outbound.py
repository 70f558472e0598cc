"""A message of ours as calls of WhatsApp's Cloud API.

Sources, below developers.facebook.com/documentation/business-messaging/whatsapp: `messages/send-messages`,
`business-phone-numbers/media`, `business-scoped-user-ids`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.channels.meta.accounts import in_path
from chalicelib.channels.meta.sending import (
    beside,
    checked_files,
    quick_replies_of,
    recipient_of,
    window_of,
)
from chalicelib.channels.meta.splitting import split_text, utf16_units
from chalicelib.channels.whatsapp.capabilities import CAPTION, SHOWN_AS, WHATSAPP
from chalicelib.channels.whatsapp.choices import texts_and_choices
from chalicelib.channels.whatsapp.templates import template_of
from chalicelib.domain.graph_request import GraphFile, GraphRequest
from chalicelib.domain.sending_errors import SendRefused
from chalicelib.ports.outside import Outbound, OutboundFile

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one message holds; the id of its file is put in after the upload."""

    content: Content
    file: OutboundFile | None = None


def requests_of(outbound: Outbound, now: datetime) -> tuple[GraphRequest, ...]:
    """The calls that are still needed, in order. Raises `SendRefused` outside the window without template."""
    template = next((part for part in outbound.message.parts if part.kind == "template"), None)
    state = window_of(outbound, WHATSAPP, now)
    if not state.takes(by_person=outbound.by_person, is_template=template is not None):
        raise SendRefused("They wrote more than 24 hours ago: WhatsApp takes only an approved template now")
    if template:
        pieces = [_Piece({"type": "template", "template": template_of(template)})]
    else:
        pieces = _pieces(outbound)
    if not pieces:
        raise SendRefused("There is nothing in this message that WhatsApp could send")
    requests = [_request(outbound, index, len(pieces), piece) for index, piece in enumerate(pieces)]
    return tuple(requests[len(outbound.parts_sent) :])


def _pieces(outbound: Outbound) -> list[_Piece]:
    """Text first, then the files; a short text stands below the last file instead."""
    files = checked_files(outbound, WHATSAPP)
    replies = quick_replies_of(outbound, WHATSAPP)
    if replies:
        texts, asked = texts_and_choices(outbound.text, replies, outbound.language)
        asking = _Piece({"type": "interactive", "interactive": asked})
        return [*(_media(file) for file in files), *(_text(one) for one in texts), asking]
    text = outbound.text.strip()
    if text and files and _shown_as(files[-1]) != "audio" and utf16_units(text) <= CAPTION:
        return [*(_media(file) for file in files[:-1]), _media(files[-1], caption=text)]
    texts = split_text(text, WHATSAPP.text_length)
    return [*(_text(one) for one in texts), *(_media(file) for file in files)]


def _text(body: str) -> _Piece:
    return _Piece({"type": "text", "text": {"body": body}})


def _shown_as(file: OutboundFile) -> str:
    return SHOWN_AS.get(file.content_type, "document")


def _media(file: OutboundFile, caption: str = "") -> _Piece:
    kind = _shown_as(file)
    media = {"caption": caption} if caption else {}
    if kind == "document":
        media["filename"] = file.name
    return _Piece({"type": kind, kind: media}, file)


def _whom(person_id: str) -> Content:
    """By number; somebody who shows none has an id of the business such as `ES.1349…`, as it was told."""
    is_number = person_id.removeprefix("+").isdecimal()
    return {"to": person_id} if is_number else {"recipient": person_id}


def _request(outbound: Outbound, index: int, of: int, piece: _Piece) -> GraphRequest:
    number = in_path(outbound.channel.address)
    values: Content = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_whom(recipient_of(outbound)),
        "biz_opaque_callback_data": beside(outbound, index, of),
        **piece.content,
    }
    if index == 0 and outbound.answers:
        values["context"] = {"message_id": outbound.answers}
    if piece.file is None:
        return GraphRequest("POST", f"{number}/messages", values)
    file = piece.file
    upload = GraphRequest(
        "POST",
        f"{number}/media",
        {"messaging_product": "whatsapp", "type": file.content_type},
        file=GraphFile("file", file.name, file.content_type, file.content),
    )
    place = (piece.content["type"], "id")
    return GraphRequest("POST", f"{number}/messages", values, upload=upload, upload_at=place)
