"""A place that was sent in WhatsApp.

Meta's documentation: "Location messages webhook reference".
"""

from __future__ import annotations

from chalicelib.channels.meta.content import NOTHING, Content, part, where
from chalicelib.channels.meta.loose_json import inside, link, words


def place(under: object) -> Content:
    """Where it is, or only what it is called."""
    found = where(inside(under, "latitude"), inside(under, "longitude"))
    title, address = words(inside(under, "name")), words(inside(under, "address"))
    if not (found or title or address):
        return NOTHING
    said = Content(text=words(inside(under, "caption")))
    return said + part("location", title=title, text=address, url=link(inside(under, "url")), where=found)
