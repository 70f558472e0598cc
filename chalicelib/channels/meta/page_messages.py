"""Messages by the Send API, which Messenger and Instagram share: one call for each text and each file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.channels.meta.sending import (
    beside,
    checked_files,
    quick_replies_of,
    recipient_of,
    short_title,
    window_of,
)
from chalicelib.channels.meta.splitting import split_text, utf8_bytes, utf16_units
from chalicelib.domain.channel_kind import ChannelKind, Window, WindowState
from chalicelib.domain.graph_request import GraphFile, GraphRequest
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.sending_errors import SendRefused
from chalicelib.ports.outside import Outbound, OutboundFile

MESSAGES = "me/messages"  # `me` is the account whose token it is
PAYLOAD = 1_000
Content = Mapping[str, Any]
SendFile = Callable[[Content, OutboundFile], GraphRequest]


@dataclass(frozen=True, slots=True)
class Manner:
    """`called` is what people know the platform as; `send_file` makes the call that sends a file."""

    kind: ChannelKind
    called: str
    send_file: SendFile


def page_requests(outbound: Outbound, now: datetime, manner: Manner) -> tuple[GraphRequest, ...]:
    """Every call that is still needed, in order. Raises `SendRefused`."""
    kind = manner.kind
    envelope = _envelope(outbound, manner, now)
    replies = quick_replies_of(outbound, kind)
    measure = utf8_bytes if kind.text_in_bytes else utf16_units
    texts: list[str | OutboundFile] = [*split_text(outbound.text, kind.text_length, measure)]
    files: list[str | OutboundFile] = [*checked_files(outbound, kind)]
    # what may be pressed goes away as soon as another message follows it, so it comes last
    pieces = [*files, *texts] if replies and texts else [*texts, *files]
    if not pieces:
        raise SendRefused(f"There is nothing in this message that {manner.called} could send")
    requests = []
    for index, piece in enumerate(pieces):
        values = {**envelope, "message": _message(outbound, index, len(pieces))}
        if index == len(pieces) - 1 and replies:
            values["message"]["quick_replies"] = _quick_replies(replies, kind)
        if index == 0 and outbound.answers:
            values["reply_to"] = {"mid": outbound.answers}
        requests.append(_request(values, piece, manner))
    return tuple(requests[len(outbound.parts_sent) :])


def _envelope(outbound: Outbound, manner: Manner, now: datetime) -> dict[str, Any]:
    state = window_of(outbound, manner.kind, now)
    if not state.takes(by_person=outbound.by_person):
        raise SendRefused(_closed(state, manner))
    envelope: dict[str, Any] = {"recipient": {"id": recipient_of(outbound)}}
    if state.window is Window.OPEN:
        return {**envelope, "messaging_type": "RESPONSE"}
    return {**envelope, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}


def _closed(state: WindowState, manner: Manner) -> str:
    if state.window is Window.PEOPLE_ONLY:
        return (
            f"They wrote more than 24 hours ago: {manner.called} now takes only what a person of the team "
            "writes, and this was written by a machine. Answer it yourself"
        )
    return (
        f"They wrote more than 7 days ago, and {manner.called} takes no answer after that: they have to "
        "write again, or use another channel"
    )


def _message(outbound: Outbound, index: int, of: int) -> dict[str, Any]:
    return {"metadata": beside(outbound, index, of)}


def _quick_replies(replies: Sequence[Part], kind: ChannelKind) -> list[dict[str, str]]:
    return [
        {
            "content_type": "text",
            "title": short_title(reply, kind),
            "payload": (reply.payload or reply.title)[:PAYLOAD],
        }
        for reply in replies
    ]


def _request(values: dict[str, Any], piece: str | OutboundFile, manner: Manner) -> GraphRequest:
    if isinstance(piece, OutboundFile):
        return manner.send_file(values, piece)
    return GraphRequest("POST", MESSAGES, {**values, "message": {"text": piece, **values["message"]}})


def attached(kind: str, **payload: Any) -> dict[str, Any]:
    """The attachment of a message."""
    return {"attachment": {"type": kind, "payload": payload}}


def form_file(file: OutboundFile) -> GraphFile:
    """A file as the Send API and the upload endpoint take it."""
    return GraphFile("filedata", file.name, file.content_type, file.content)
