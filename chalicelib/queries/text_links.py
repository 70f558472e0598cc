"""Addresses in plain text made links: only web and mail, as written, with where they really lead."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

LINK = re.compile(
    r"(?:https?://|mailto:|(?<![\w@./-])www\.)[^\s<>\"`\u3000-\u3002\uff08-\uff0c\uff1a-\uff1f]{2,2000}"
    r"|(?<![\w.+@/-])[A-Za-z0-9][\w.+%-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
    re.IGNORECASE,
)
ENDS_A_SENTENCE = ".,;:!?'\u2019\u201d\u00bb\u2026*_"
BRACKETS = {")": "(", "]": "[", "}": "{"}


def linked(text: str) -> str:
    """The text as HTML, its addresses as links that open outside."""
    pieces: list[str] = []
    position = 0
    for match in LINK.finditer(text):
        shown = without_end(match[0])
        target = target_of(shown)
        if not target:
            continue
        pieces.append(escape(text[position : match.start()]))
        pieces.append(
            f'<a href="{escape(target)}" title="{escape(told(target))}" target="_blank" '
            f'rel="noopener noreferrer nofollow">{escape(shown)}</a>'
        )
        position = match.start() + len(shown)
    pieces.append(escape(text[position:]))
    return "".join(pieces)


def without_end(address: str) -> str:
    """Without what belongs to the sentence around it: points, and brackets that it did not open."""
    while address:
        last = address[-1]
        opening = BRACKETS.get(last, "")
        if last not in ENDS_A_SENTENCE and not (opening and address.count(opening) < address.count(last)):
            return address
        address = address[:-1]
    return address


def target_of(shown: str) -> str:
    """Where it leads, with the scheme that people leave out; "" where that is nowhere."""
    lower = shown.lower()
    if lower.startswith(("http://", "https://")):
        return shown if len(shown) > len("https://") else ""
    if lower.startswith("mailto:"):
        return shown if "@" in shown else ""
    if lower.startswith("www."):
        return f"https://{shown}" if "." in shown[4:] else ""
    return f"mailto:{shown}"


def told(target: str) -> str:
    """The target in full. A host in other letters is named in ASCII too: two that look alike differ there."""
    try:
        host = urlsplit(target).hostname or ""
        plain = host.encode("idna").decode("ascii") if not host.isascii() else host
    except ValueError:  # also what is no host name
        return target
    return target if plain == host else f"{target} ({plain})"
