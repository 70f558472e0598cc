"""What Messenger, Instagram and WhatsApp have in common when a message of ours goes out."""

from __future__ import annotations

from datetime import datetime

from chalicelib.channels.meta.splitting import split_text
from chalicelib.domain.channel_kind import ChannelKind, WindowState
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_key import key_of
from chalicelib.domain.sending_errors import SendRefused
from chalicelib.ports.outside import Outbound, OutboundFile


def beside(outbound: Outbound, index: int, of: int) -> str:
    """What we write beside a part, so that its echo and its receipts tell which message it belongs to."""
    return key_of(outbound.key, outbound.attempt, index, of).text


def recipient_of(outbound: Outbound) -> str:
    """The person's id on this account. Raises `SendRefused`."""
    if not outbound.recipients:
        raise SendRefused(
            "It is not known to whom this goes: the conversation has no person on this platform"
        )
    return outbound.recipients[0]


def quick_replies_of(outbound: Outbound, kind: ChannelKind) -> tuple[Part, ...]:
    """What may be pressed, each once, since platforms refuse two that are alike. Raises `SendRefused` for too
    many."""
    given = [part for part in outbound.message.parts if part.kind == "quick_reply" and part.title]
    replies = tuple({part.payload or part.title: part for part in given}.values())
    if len(replies) > kind.quick_replies:
        raise SendRefused(
            f"A message can have at most {kind.quick_replies} quick replies, not {len(replies)}"
        )
    return replies


def short_title(reply: Part, kind: ChannelKind) -> str:
    """The title, cut at a whole sign."""
    return (split_text(reply.title, kind.quick_reply_length) or (reply.title,))[0]


def checked_files(outbound: Outbound, kind: ChannelKind) -> tuple[OutboundFile, ...]:
    """Raises `SendRefused` for one that the platform does not take."""
    for file in outbound.files:
        if not kind.takes_file(file.content_type, len(file.content)):
            most = kind.file_sizes.get(file.content_type.partition("/")[0], kind.file_sizes.get("*", 0))
            raise SendRefused(_why_not(file, most))
    return outbound.files


def _why_not(file: OutboundFile, most: int) -> str:
    if not file.content:
        return f"{file.name} is empty"
    if not most:
        return f"{file.name}: this platform takes no files of the kind {file.content_type or 'unknown'}"
    return f"{file.name} is too large: at most {most // 1_000_000} MB can be sent; send a link instead"


def window_of(outbound: Outbound, kind: ChannelKind, now: datetime) -> WindowState:
    """Whether the platform takes an answer now."""
    assert kind.window is not None  # every platform of Meta has one
    return kind.window.at(outbound.wrote_at, now)
