"""The document of a mail's frame: its own small style, and plain text with links and folded quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

COLOURS = {
    "light": ("#1a2330", "#556070", "#2b5fd9", "#dfe3e8"),
    "dark": ("#e7ebf0", "#a7b1bf", "#8dadf8", "#2b333e"),
}
PAPER = "background:#fff;padding:12px;"
STYLE = (
    ":root{{color-scheme:{theme}}}"
    "html,body{{margin:0;background:transparent}}"
    "body{{{paper}color:{text};font:14px/1.5 Inter,system-ui,sans-serif;overflow-wrap:anywhere}}"
    # margins at the edges of a mail would leave gaps in its card, however its divs are nested
    "body>:first-child,body>:first-child>:first-child,body>:first-child>:first-child>:first-child"
    "{{margin-top:0}}"
    "body>:last-child,body>:last-child>:last-child,body>:last-child>:last-child>:last-child"
    "{{margin-bottom:0}}"
    "img{{max-width:100%;height:auto}}table{{max-width:100%}}pre{{white-space:pre-wrap}}"
    "a{{color:{link}}}"
    "blockquote{{margin:8px 0 8px 0;padding-left:12px;border-left:2px solid {line};color:{quiet}}}"
    ".text{{white-space:pre-wrap}}"
    "details.quoted{{margin:8px 0}}"
    "details.quoted>summary{{display:inline-block;cursor:pointer;list-style:none;padding:0 10px;"
    "border:1px solid {line};border-radius:999px;color:{quiet};line-height:18px}}"
    "details.quoted>summary::-webkit-details-marker{{display:none}}"
    "summary:focus-visible,a:focus-visible{{outline:2px solid {link};outline-offset:2px}}"
    'img[data-remote="blocked"]{{display:inline-block;min-width:16px;min-height:16px;'
    "border:1px dashed {line}}}"
)
OWN_COLOURS = re.compile(
    r"<[^>]*(?:\bbgcolor=|\bcolor=|(?:background|(?<![-\w])color)[\w-]*\s*:)", re.IGNORECASE
)
LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]}]", re.IGNORECASE)
SUMMARY = '<summary aria-label="Quoted text">•••</summary>'


def document_of_html(safe: str, theme: str) -> str:
    """A document around a harmless fragment. Mail with colours of its own is shown on white paper."""
    own = OWN_COLOURS.search(safe) is not None
    return _document(safe, "light" if own else theme, paper=own)


def document_of_text(text: str, newest: str, theme: str) -> str:
    """A document of a whole text: what is not in `newest` (its newly written lines) is folded."""
    return _document("".join(_folded(text, newest)), theme, paper=False)


def _document(body: str, theme: str, *, paper: bool) -> str:
    text, quiet, link, line = COLOURS[theme]
    style = STYLE.format(
        theme=theme, paper=PAPER if paper else "", text=text, quiet=quiet, link=link, line=line
    )
    return (
        '<!doctype html><html><head><meta charset="utf-8"><title>Message</title>'
        '<meta name="viewport" content="width=device-width"><base target="_blank">'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )


def _folded(text: str, newest: str) -> Iterator[str]:
    """Runs of lines as HTML, the old ones folded. Blank lines stay with the run before them."""
    run: list[str] = []
    run_is_new = True
    for line, is_new in _marked(text, newest):
        if line.strip() and is_new is not run_is_new:
            yield _run(run, run_is_new)
            run, run_is_new = [], is_new
        run.append(line)
    yield _run(run, run_is_new)


def _marked(text: str, newest: str) -> Iterator[tuple[str, bool]]:
    """Each line of `text` with whether it is the next of the new ones, which stand in the same order."""
    wanted = [line.strip() for line in newest.splitlines() if line.strip()]
    found = 0
    for line in text.replace("\r\n", "\n").split("\n"):
        is_new = found < len(wanted) and line.strip() == wanted[found]
        found += is_new
        yield line, is_new


def _run(lines: list[str], is_new: bool) -> str:
    words = "\n".join(lines).strip("\n")
    if not words.strip():
        return ""
    shown = f'<div class="text">{_linked(words)}</div>'
    return shown if is_new else f'<details class="quoted">{SUMMARY}{shown}</details>'


def _linked(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for match in LINK.finditer(text):
        pieces.append(escape(text[position : match.start()]))
        shown = escape(match[0])
        pieces.append(f'<a href="{shown}" target="_blank" rel="noopener noreferrer nofollow">{shown}</a>')
        position = match.end()
    pieces.append(escape(text[position:]))
    return "".join(pieces)
