"""Files in messages of WhatsApp: each has an id under which it can be fetched; some have an address, too.

Meta's documentation: "Image messages webhook reference" and its neighbours, one for each kind of file.
"""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.channels.meta.content import NOTHING, Content, part
from chalicelib.channels.meta.loose_json import first, identifier, inside, link, whole, words
from chalicelib.domain.platform_event import RemoteFile

Reader = Callable[[object], Content]
# the types of messages that are files, and what each is for us
FILES = {
    "image": "image",
    "video": "video",
    "gif": "video",
    "audio": "audio",
    "voice": "audio",
    "document": "file",
    "file": "file",
    "sticker": "sticker",
    "media_placeholder": "file",
}


def file_of(kind: str) -> Reader:
    """Reads a file of this kind with the words under it; words without a file say that it is lost."""

    def read(under: object) -> Content:
        id, url = identifier(inside(under, "id")), link(first(under, "link", "url"))
        caption = Content(text=words(inside(under, "caption")))
        if not (id or url):
            return caption + part("lost_file", title=kind) if caption else NOTHING
        found = RemoteFile(
            kind,
            url=url,
            media_id=id,
            name=words(first(under, "filename", "file_name", "name")),
            content_type=words(inside(under, "mime_type")),
            size=whole(first(under, "file_size", "size")),
        )
        return caption + Content(files=(found,))

    return read


def unknown_file(under: object) -> Content:
    """A kind of file that is newer than this code: it can be fetched, and says what it is."""
    kind = words(inside(under, "mime_type")).partition("/")[0].lower()
    if not kind or not (identifier(inside(under, "id")) or link(first(under, "link", "url"))):
        return NOTHING
    return file_of(kind if kind in ("image", "video", "audio") else "file")(under)


def header_file(holder: object) -> Content:
    """The picture, film or document at the head of what was offered, or in a value of a template."""
    kind = words(inside(holder, "type")).lower()
    return file_of(FILES[kind])(inside(holder, kind)) if kind in FILES else NOTHING
