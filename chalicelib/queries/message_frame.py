"""A message as a document of its own: shown in a frame in which nothing runs and nothing calls out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from chalicelib.domain.entry import Message
from chalicelib.domain.errors import NoSuchEntry
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.queries.frame_document import document_of_html, document_of_text
from chalicelib.queries.stored_file import SHOWN_IN_PLACE, attachment_id

LONGEST_HTML = 2_000_000
LONGEST_TEXT = 500_000


class SafeHtml(Protocol):
    """HTML of a mail made harmless, with its old part folded in `<details class="quoted">`."""

    def __call__(self, html: str, *, remote_images: bool, cid_urls: Mapping[str, str]) -> str: ...


Reading = tuple[SafeHtml, Callable[[str], str]]


@dataclass(frozen=True, slots=True)
class FrameLook:
    """What the reader asked for: pictures from elsewhere, and the screen's `light` or `dark`."""

    remote_images: bool = False
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole document, and its Content-Security-Policy."""

    document: str
    policy: str


def message_frame(
    ports: Ports, conversation_id: ConversationId, seq: int, look: FrameLook, reading: Reading
) -> Frame:
    """`reading` makes HTML safe, and finds the newly written part of a text.

    Raises `NoSuchConversation`, `NoSuchEntry` also for an entry that is no message.
    """
    message = ports.conversations.entry(conversation_id, seq).content
    if not isinstance(message, Message):
        raise NoSuchEntry("Only messages can be shown like this")
    safe_html, newest_part = reading
    html = _text_of(ports, message.html)
    if html and len(html) <= LONGEST_HTML:
        pictures = _pictures(conversation_id, seq, message)
        shown = safe_html(html, remote_images=look.remote_images, cid_urls=pictures)
        return Frame(document_of_html(shown, look.theme), _policy(ports, message, look))
    text = (_text_of(ports, message.full_text) or message.text)[:LONGEST_TEXT]
    document = document_of_text(text, newest_part(text), look.theme)
    return Frame(document, _policy(ports, message, look))


def _text_of(ports: Ports, blob: BlobId | None) -> str:
    return ports.blobs.get(blob).decode("utf-8", "replace") if blob else ""


def _pictures(conversation_id: ConversationId, seq: int, message: Message) -> dict[str, str]:
    """Where the pictures within the mail are found, by their content id."""
    return {
        attachment.content_id: f"/api/attachments/{attachment_id(conversation_id, seq, index)}?inline=1"
        for index, attachment in enumerate(message.attachments)
        if attachment.content_id and attachment.content_type.lower() in SHOWN_IN_PLACE
    }


def _policy(ports: Ports, message: Message, look: FrameLook) -> str:
    sources = ["'self'", "data:", *_file_host(ports, message)]
    if look.remote_images:
        sources += ["https:", "http:"]  # on an https page browsers load the latter as https or not at all
    return "; ".join(
        (
            "default-src 'none'",
            f"img-src {' '.join(sources)}",
            "style-src 'unsafe-inline'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
        )
    )


def _file_host(ports: Ports, message: Message) -> list[str]:
    """Where our own files are served from, if that is another host: a redirect is checked as well."""
    for attachment in message.attachments:
        if attachment.content_id:
            link = ports.blobs.link(
                attachment.blob, name=attachment.name, content_type=attachment.content_type, inline=True
            )
            parts = urlsplit(link)
            return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
    return []
