"""The colours that a page's body element has: cleaning takes the element away, and its texts rely on them."""

from __future__ import annotations

import re
from html import unescape

from chalicelib.channels.email.html_styles import safe_style

LOOKED_AT = 200_000
_BODY = re.compile(r"<body\b([^>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(bgcolor|text|style)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_COLOURS = ("color:", "background:", "background-color:")


def body_colours(html: str) -> str:
    """The declarations for colours of the first body element, harmless; "" when it has none."""
    found = _BODY.search(html, 0, LOOKED_AT)
    if found is None:
        return ""
    given = {
        one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(found[1])
    }
    css = (
        f"background-color:{given.get('bgcolor', '')};color:{given.get('text', '')};{given.get('style', '')}"
    )
    return ";".join(part for part in safe_style(css).split(";") if part.startswith(_COLOURS))
