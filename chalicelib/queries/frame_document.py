"""The document of a mail's frame: its own small style, and plain text with links and folded quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.fixed_width import is_fixed_width
from chalicelib.queries.text_links import linked

COLOURS = {
    "light": ("#1a2330", "#556070", "#2b5fd9", "#dfe3e8"),
    "dark": ("#e7ebf0", "#a7b1bf", "#8dadf8", "#2b333e"),
}
STYLE = (
    # the screen's own font, by the name that web/inbox/vite.config.ts gives it
    "@font-face{{font-family:Inter;font-weight:100 900;font-display:swap;"
    "src:url(/assets/inter-latin-wght-normal.woff2) format('woff2')}}"
    ":root{{color-scheme:{scheme}}}"
    "html,body{{margin:0;background:transparent}}"
    "body{{color:{text};font:14px/1.5 Inter,system-ui,sans-serif;overflow-wrap:anywhere}}"
    # margins at the edges of a mail would leave gaps in its card, however its divs are nested
    "body>:first-child,body>:first-child>:first-child,body>:first-child>:first-child>:first-child"
    "{{margin-top:0}}"
    "body>:last-child,body>:last-child>:last-child,body>:last-child>:last-child>:last-child"
    "{{margin-bottom:0}}"
    "img{{max-width:100%;height:auto}}table{{max-width:100%;overflow-wrap:break-word}}pre{{white-space:pre-wrap}}"
    "a{{color:{link}}}"
    "blockquote{{margin:8px 0 8px 0;padding-left:12px;border-left:2px solid {line};color:{quiet}}}"
    ".text{{white-space:pre-wrap}}"
    ".fixed{{font:12px/18px ui-monospace,Menlo,Consolas,monospace;white-space:pre;overflow-x:auto;"
    "overflow-wrap:normal}}"
    ".fixed.long{{white-space:pre-wrap;overflow-wrap:anywhere}}"
    "details.quoted{{margin:8px 0}}"
    "details.quoted>summary{{display:inline-block;cursor:pointer;list-style:none;padding:0 10px;"
    "border:1px solid {line};border-radius:999px;color:{quiet};line-height:18px}}"
    "details.quoted>summary::-webkit-details-marker{{display:none}}"
    "summary:focus-visible,a:focus-visible{{outline:2px solid {link};outline-offset:2px}}"
    'img[data-remote="blocked"]{{display:inline-block;min-width:16px;min-height:16px;'
    "border:1px dashed {line}}}"
    'img[data-remote="blocked"]:is([width="0"],[width="1"],[height="0"],[height="1"]){{display:none}}'
)
PAPER = "html{background:#fff}body{padding:12px}body>.whole:first-child{margin:-12px;padding:12px}"
# Every colour turned to its opposite lightness and back to its own hue; pictures are turned twice. What is
# see-through in a picture was drawn for paper, so it stays on a light plate.
DARK_PAPER = (
    "html{background:#141414}body{filter:invert(.92) hue-rotate(180deg)}"
    "body img:not([data-remote]){filter:invert(1) hue-rotate(180deg)}"
)
PLATE = "body img:not([data-remote]){background-color:#fff}"
OWN_COLOURS = re.compile(
    r"<[^>]*(?:\bbgcolor=|\bcolor=|(?:background|(?<![-\w])color)[\w-]{0,40}\s*:)", re.IGNORECASE
)
LONG_LINE = 140
# the screen names the dots in the reader's language (web/inbox/src/features/inbox/folds.ts)
SUMMARY = '<summary aria-label="Quoted text">•••</summary>'


@dataclass(frozen=True, slots=True)
class Told:
    """What the screen around the frame reads from it: `data-images`, `data-paper`, `data-cut`."""

    images: str = "none"
    paper: str = "none"
    cut: bool = False


def document_of_html(safe: str, theme: str, paper: str = "light", images: str = "none") -> str:
    """A document around a harmless fragment. Mail with colours of its own is shown on white paper.

    In the dark the paper may be dark too: then all of its colours are turned.
    """
    if OWN_COLOURS.search(safe) is None:
        return _document(safe, theme, Told(images), PLATE if theme == "dark" else "")
    is_dark = theme == "dark" and paper == "dark"
    more = PAPER + (DARK_PAPER + PLATE if is_dark else "")
    return _document(safe, "light", Told(images, "dark" if is_dark else "light"), more)


def document_of_text(text: str, newest: str, theme: str, *, cut: bool = False) -> str:
    """A document of a whole text: what is not in `newest` (its newly written lines) is folded.

    `cut`: there is more text than is shown.
    """
    return _document("".join(_folded(text, newest)), theme, Told(cut=cut))


def _document(body: str, theme: str, told: Told, more: str = "") -> str:
    text, quiet, link, line = COLOURS[theme]
    style = STYLE.format(scheme=theme, text=text, quiet=quiet, link=link, line=line) + more
    return (
        f'<!doctype html><html data-images="{told.images}" data-paper="{told.paper}"'
        f'{" data-cut" if told.cut else ""}><head><meta charset="utf-8"><title>Message</title>'
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
    fixed = " fixed" if is_fixed_width(words) else ""
    if fixed and max(map(len, lines)) >= LONG_LINE:  # a paragraph in one line is not scrolled to its end
        fixed = " fixed long"
    shown = f'<div class="text{fixed}" dir="auto">{linked(words)}</div>'
    return shown if is_new else f'<details class="quoted">{SUMMARY}{shown}</details>'
