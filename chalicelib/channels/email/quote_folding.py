"""Quoted history in a shown mail, folded away: `<details>` opens without any script."""

from __future__ import annotations

import re
from html import escape

BLOCKQUOTE = re.compile(r"<(/?)blockquote\b[^>]*>", re.IGNORECASE)
QUOTED_LINE = re.compile(r"[ \t]{0,3}>")


def fold_quotes(safe: str, *, summary: str) -> str:
    """HTML of `safe_html` with each outermost blockquote inside `<details class="quoted">`.

    `summary` is the plain text of the control. HTML whose blockquotes do not match comes back as it is.
    """
    pieces, depth, copied = [], 0, 0
    for tag in BLOCKQUOTE.finditer(safe):
        closing = bool(tag[1])
        if not closing and depth == 0:
            pieces += [safe[copied : tag.start()], _opened(summary), tag[0]]
            copied = tag.end()
        depth += -1 if closing else 1
        if depth < 0:
            return safe
        if closing and depth == 0:
            pieces += [safe[copied : tag.end()], "</details>"]
            copied = tag.end()
    return safe if depth else "".join((*pieces, safe[copied:]))


def fold_quoted_lines(text: str, *, summary: str) -> str:
    """Plain text as HTML, with runs of lines that begin with ">" folded the same way."""
    pieces: list[str] = []
    quoting = False
    for line in text.split("\n"):
        is_quoted = bool(QUOTED_LINE.match(line))
        if is_quoted != quoting:
            pieces.append(_opened(summary) if is_quoted else "</details>")
            quoting = is_quoted
        pieces.append(escape(line) + "\n")
    return "".join(pieces) + ("</details>" if quoting else "")


def _opened(summary: str) -> str:
    return f'<details class="quoted"><summary>{escape(summary)}</summary>'
