"""A message as a document of its own: shown in a frame in which nothing runs and nothing calls out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from chalicelib.domain.avatar import PICTURES
from chalicelib.domain.entry import Attachment, Message
from chalicelib.domain.errors import NoSuchEntry
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.domain.pictures import may_be_trusted
from chalicelib.domain.platform_entries import Edited
from chalicelib.ports.bundle import Ports
from chalicelib.queries.frame_document import document_of_html, document_of_text
from chalicelib.queries.stored_file import attachment_id

LONGEST_HTML = 2_000_000
LONGEST_TEXT = 500_000
_EMBEDDED = re.compile(r"data:image/[a-z]{3,4};base64,[A-Za-z0-9+/=]++", re.IGNORECASE)
NONE, OFF, ASKED, ALWAYS = "none", "off", "asked", "always"


class SafeHtml(Protocol):
    """HTML of a mail made harmless, with its old part folded in `<details class="quoted">`."""

    def __call__(self, html: str, *, remote_images: bool, cid_urls: Mapping[str, str]) -> str: ...


Reading = tuple[SafeHtml, Callable[[str], str]]


@dataclass(frozen=True, slots=True)
class FrameLook:
    """What the reader asked for: pictures from elsewhere, the screen's `light` or `dark`, and in the dark
    that of the paper under a mail with colours of its own."""

    remote_images: bool = False
    theme: str = "light"
    paper: str = "light"


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole document, and its Content-Security-Policy. `may_change`: another time it may be another."""

    document: str
    policy: str
    may_change: bool = False


def message_frame(
    ports: Ports, conversation_id: ConversationId, seq: int, look: FrameLook, reading: Reading
) -> Frame:
    """`reading` makes HTML safe, and finds the newly written part of a text.

    Raises `NoSuchConversation`, `NoSuchEntry` also for an entry that is no message and no new words of one.
    """
    message = ports.conversations.entry(conversation_id, seq).content
    safe_html, newest_part = reading
    if isinstance(message, Edited):
        return _words(ports, message, look, newest_part)
    if not isinstance(message, Message):
        raise NoSuchEntry("Only messages can be shown like this")
    html = _text_of(ports, message.html)
    is_too_long = _is_too_long(html)
    if html and not is_too_long:
        images = _images(ports, conversation_id, message, look)
        loads = images in (ASKED, ALWAYS)
        pictures = _pictures(conversation_id, seq, message)
        shown = safe_html(html, remote_images=loads, cid_urls=pictures)
        document = document_of_html(shown, look.theme, look.paper, images)
        policy = _policy(ports, message.attachments, loads=loads)
        return Frame(document, policy, images not in (NONE, ASKED))
    return _words(ports, message, look, newest_part, cut=is_too_long)


def _words(
    ports: Ports,
    said: Message | Edited,
    look: FrameLook,
    newest_part: Callable[[str], str],
    *,
    cut: bool = False,
) -> Frame:
    """The text alone, without pictures; `cut` where there is more than that."""
    text = _text_of(ports, said.full_text) or said.text
    shown = text[:LONGEST_TEXT]
    document = document_of_text(shown, newest_part(shown), look.theme, cut=cut or len(text) > LONGEST_TEXT)
    return Frame(document, _policy(ports, (), loads=False))


def _is_too_long(html: str) -> bool:
    """Pictures inside the page do not count: what makes it safe puts them aside, and bounds them."""
    return len(html) > LONGEST_HTML and len(_EMBEDDED.sub("", html)) > LONGEST_HTML


def _images(ports: Ports, conversation_id: ConversationId, message: Message, look: FrameLook) -> str:
    """What becomes of pictures from elsewhere, as the document's `data-images` tells."""
    if not message.remote_images:
        return ASKED if look.remote_images else NONE
    address = message.sender.address
    trusted = ports.pictures.allowed([address]) if message.is_proven and address else frozenset()
    if trusted and may_be_trusted(ports.conversations.head(conversation_id), message):
        return ALWAYS
    return ASKED if look.remote_images else OFF


def _text_of(ports: Ports, blob: BlobId | None) -> str:
    return ports.blobs.get(blob).decode("utf-8", "replace") if blob else ""


def _pictures(conversation_id: ConversationId, seq: int, message: Message) -> dict[str, str]:
    """Where the pictures within the mail are found, by their content id."""
    return {
        attachment.content_id: f"/api/attachments/{attachment_id(conversation_id, seq, index)}?inline=1"
        for index, attachment in enumerate(message.attachments)
        if attachment.content_id and attachment.content_type.lower() in PICTURES
    }


def _policy(ports: Ports, files: tuple[Attachment, ...], *, loads: bool) -> str:
    sources = ["'self'", "data:", *_file_host(ports, files)]
    if loads:
        sources += ["https:", "http:"]  # on an https page browsers load the latter as https or not at all
    return "; ".join(
        (
            "default-src 'none'",
            f"img-src {' '.join(sources)}",
            "style-src 'unsafe-inline'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
        )
    )


def _file_host(ports: Ports, files: tuple[Attachment, ...]) -> list[str]:
    """Where our own files are served from, if that is another host: a redirect is checked as well."""
    for attachment in files:
        if attachment.content_id:
            link = ports.blobs.link(
                attachment.blob, name=attachment.name, content_type=attachment.content_type, inline=True
            )
            parts = urlsplit(link)
            return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
    return []
