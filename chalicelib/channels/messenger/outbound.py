"""A message of ours as calls of Messenger's Send API.

Source: developers.facebook.com/docs/messenger-platform, `reference/send-api` and `send-messages`.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.channels.messenger.capabilities import MESSENGER
from chalicelib.channels.meta.page_messages import (
    MESSAGES,
    Content,
    Manner,
    attached,
    form_file,
    page_requests,
)
from chalicelib.domain.graph_request import GraphRequest
from chalicelib.ports.outside import Outbound, OutboundFile

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})


def requests_of(outbound: Outbound, now: datetime) -> tuple[GraphRequest, ...]:
    """The calls that are still needed, in order. Raises `SendRefused` when Messenger takes no answer now."""
    return page_requests(outbound, now, Manner(MESSENGER, "Messenger", _send_file))


def _send_file(values: Content, file: OutboundFile) -> GraphRequest:
    """The file goes in the same call: nobody else can ever fetch it by an address."""
    message = {**attached(_shown_as(file), is_reusable=False), **values["message"]}
    return GraphRequest("POST", MESSAGES, {**values, "message": message}, file=form_file(file))


def _shown_as(file: OutboundFile) -> str:
    top = file.content_type.partition("/")[0]
    if file.content_type in PICTURES or top in ("audio", "video"):
        return top
    return "file"
