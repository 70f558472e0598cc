"""A message of ours as calls of Instagram's Send API.

Source: developers.facebook.com/docs/messenger-platform/instagram/features, `send-message` and
`attachment-upload`. A file is uploaded first and sent by its id, because the other way is an address that
anybody could open.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.channels.instagram.capabilities import FORMATS, INSTAGRAM
from chalicelib.channels.meta.page_messages import (
    MESSAGES,
    Content,
    Manner,
    attached,
    form_file,
    page_requests,
)
from chalicelib.domain.graph_request import GraphRequest
from chalicelib.domain.sending_errors import SendRefused
from chalicelib.ports.outside import Outbound, OutboundFile

UPLOADS = "me/message_attachments"


def requests_of(outbound: Outbound, now: datetime) -> tuple[GraphRequest, ...]:
    """The calls that are still needed, in order. Raises `SendRefused` when Instagram takes no answer now."""
    return page_requests(outbound, now, Manner(INSTAGRAM, "Instagram", _send_file))


def _send_file(values: Content, file: OutboundFile) -> GraphRequest:
    if file.content_type not in FORMATS:
        raise SendRefused(
            f"{file.name}: Instagram takes only common pictures, sounds, films and PDF. Send a link instead"
        )
    top = file.content_type.partition("/")[0]
    kind = "file" if top == "application" else top
    upload = GraphRequest(
        "POST",
        UPLOADS,
        {"platform": "instagram", "message": attached(kind, is_reusable=True)},
        file=form_file(file),
    )
    message = {**attached(kind), **values["message"]}
    return GraphRequest(
        "POST",
        MESSAGES,
        {**values, "message": message},
        upload=upload,
        upload_at=("message", "attachment", "payload", "attachment_id"),
    )
