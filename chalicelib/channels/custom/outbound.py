"""A message of ours as it is posted to the program that speaks for a platform. docs/channels/custom.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.channels.custom.named import as_told
from chalicelib.domain.rfc3339 import rfc3339
from chalicelib.ports.outside import Outbound


def body_of(outbound: Outbound, links: Sequence[str], at: datetime) -> dict[str, Any]:
    """The JSON. `links` are the addresses of its files, in their order, good for some minutes."""
    message = outbound.message
    return {
        "type": "message",
        "id": outbound.key,
        "channel": outbound.channel.id,
        "conversation": outbound.key.rpartition("-")[0],
        "to": {"external_id": message.to[0].address, "name": message.to[0].name} if message.to else None,
        "text": outbound.text,
        "attachments": [
            {"name": file.name, "content_type": file.content_type, "size": file.size, "url": link}
            for file, link in zip(message.attachments, links, strict=True)
        ],
        "quick_replies": [part.title for part in message.parts if part.kind == "quick_reply"],
        "reply_to": as_told(outbound.channel.id, outbound.answers) or None,
        "by": message.sender.name,
        "attempt": outbound.attempt,
        "at": rfc3339(at),
    }
