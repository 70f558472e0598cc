"""HTML of a mail with its old part folded away: what the sender quoted opens on a click, where it stood."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from html import escape

from chalicelib.channels.email.body_colours import body_colours
from chalicelib.channels.email.html import SHOWN_CUT, safe_html, without_embedded
from chalicelib.channels.email.html_bounds import bounded
from chalicelib.channels.email.html_text import is_cited
from chalicelib.channels.email.html_tokens import DROPPED_WITH_CONTENT, KEPT_TAGS, Tag, tokens
from chalicelib.channels.email.quoting_html import CUT, with_cuts

FOLDED = '<details class="quoted"><summary aria-label="Quoted text">•••</summary>'
SEEN = (
    "class id type cite style src href alt title dir lang align valign bgcolor width height border "
    "cellpadding cellspacing colspan rowspan color face size start hspace vspace nowrap clear"
)
# "On Monday Ana wrote:", as Thunderbird and Gmail mark it
ATTRIBUTIONS = frozenset({"moz-cite-prefix", "gmail_attr", "gmail_attribution", "attribution"})
LONGEST_ATTRIBUTION = 100  # tags and texts: a hostile page must not make this look far, often
VOID = frozenset({"br", "hr", "img", "col", "wbr"})
Tokens = list[Tag | str]


def safe_folded_html(html: str, *, remote_images: bool = False, cid_urls: Mapping[str, str]) -> str:
    """`safe_html` with each quoted part in `<details class="quoted">`. Never raises.

    A mail that is nothing but an old one (a bare forward) is shown open. Colours of the body element stand
    on a `div class="whole"` around it all.
    """
    folded = _safe_folded(html, remote_images, cid_urls)
    colours = body_colours(html)
    return f'<div class="whole" style="{escape(colours)}">{folded}</div>' if colours else folded


def _safe_folded(html: str, remote_images: bool, cid_urls: Mapping[str, str]) -> str:
    mark = secrets.token_hex(16)
    html, embedded = without_embedded(html)
    pictures = {**cid_urls, **embedded}
    marked, is_cut = _marked(html, f"<details><summary>{mark}</summary>")
    if not marked:
        return safe_html(html, remote_images=remote_images, cid_urls=pictures)
    safe = safe_html(marked, remote_images=remote_images, cid_urls=pictures)
    safe = safe.replace(f"<details><summary>{mark}</summary>", FOLDED).replace(mark, "")
    return safe + SHOWN_CUT if is_cut and not safe.endswith(SHOWN_CUT) else safe


def _marked(html: str, opening: str) -> tuple[str, bool]:
    """The HTML with folds put in, "" when nothing stands outside of them; and whether its end is left out."""
    stream, is_cut = _tokens(html)
    pieces: list[str] = []
    has_own = False
    for piece, is_outside in _with_folds(stream, opening):
        pieces.append(piece)
        has_own = has_own or (is_outside and bool(piece.strip()))
    return "".join(pieces) if has_own else "", is_cut


def _tokens(html: str) -> tuple[Tokens, bool]:
    """Well-formed tags and texts with what tells quotes apart, and whether the end of them is left out.

    `safe_html` does the cleaning that counts.
    """
    import nh3  # loaded only when HTML is shown

    short, is_cut = bounded(html)
    clean = nh3.clean(
        short,
        tags=set(KEPT_TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes={"*": set(SEEN.split())},
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel=None,
    )
    return list(tokens(clean)), is_cut


def _with_folds(stream: Tokens, opening: str) -> Iterator[tuple[str, bool]]:
    """The HTML again in pieces, folds put in; with each whether it is a text or picture outside of folds."""
    index = 0
    while index < len(stream):
        token = stream[index]
        end = _end_of_quote(stream, index)
        if end > index:
            yield opening, False
            yield from ((_written(one), False) for one in stream[index:end])
            yield "</details>", False
            index = end
            continue
        if isinstance(token, Tag) and CUT in with_cuts([token]):
            # closed by the parser where its parent ends: an old mail goes on to there
            yield opening, False
            yield from ((_written(one), False) for one in stream[index:])
            return
        yield _written(token), isinstance(token, str) or token.name == "img"
        index += 1


def _end_of_quote(stream: Tokens, index: int) -> int:
    """Behind the quote that begins here, with the line that says whose words they are; else `index`."""
    token = stream[index]
    if not isinstance(token, Tag) or token.closing:
        return index
    if _is_quote(token):
        return _end_of(stream, index, len(stream))
    if ATTRIBUTIONS & set(token.attributes.get("class", "").split()):
        follows = _end_of(stream, index, LONGEST_ATTRIBUTION)
        while index < follows < len(stream) and _is_blank(stream[follows]):
            follows += 1
        if index < follows < len(stream) and _is_quote(stream[follows]):
            return _end_of(stream, follows, len(stream))
    return index


def _end_of(stream: Tokens, index: int, most: int) -> int:
    """Behind the end tag of the element that begins at `index`; `index` when that is farther than `most`."""
    first = stream[index]
    depth = 0
    for position in range(index, min(index + most, len(stream))):
        token = stream[position]
        if isinstance(token, Tag) and isinstance(first, Tag) and token.name == first.name:
            depth += -1 if token.closing else 1
            if depth == 0:
                return position + 1
    return index


def _is_quote(token: Tag | str) -> bool:
    if not isinstance(token, Tag) or token.closing:
        return False
    return token.name == "blockquote" and is_cited(token)


def _is_blank(token: Tag | str) -> bool:
    return not token.strip() if isinstance(token, str) else token.name == "br"


def _written(token: Tag | str) -> str:
    if isinstance(token, str):
        return escape(token, quote=False)
    if token.closing:
        return "" if token.name in VOID else f"</{token.name}>"
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in token.attributes.items())
    return f"<{token.name}{attributes}>"
