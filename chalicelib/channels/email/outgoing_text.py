"""The plain text beside rich text that goes out: it says the same, also where its links lead."""

from __future__ import annotations

import re
from html import escape, unescape

from chalicelib.channels.email.html_text import text_of_html

_LINK = re.compile(
    r"<a\b[^>]{0,500}?\bhref\s*=\s*[\"']([^\"']{1,2000})[\"'][^>]{0,500}>(.{0,2000}?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^>]{0,2000}>")


def text_beside(html: str) -> str:
    """The words of `html`; behind the words of a link its address, where they are not the address itself."""
    return text_of_html(_LINK.sub(_with_target, html))


def _with_target(match: re.Match[str]) -> str:
    target = unescape(match[1]).strip()
    words = unescape(_TAG.sub("", match[2])).strip()
    bare = (
        target.removeprefix("mailto:").removeprefix("tel:").removeprefix("https://").removeprefix("http://")
    )
    if not words or bare.rstrip("/") in words or target.startswith("#"):
        return match[0]
    return f"{match[0]} &lt;{escape(target)}&gt;"
